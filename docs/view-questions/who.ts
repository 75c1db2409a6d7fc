import { OCTOBER } from "./october.ts";
import type { ViewGroup } from "./view-question.ts";

export const WHO: ViewGroup = {
  title: "Who spends",
  about:
    "`cost_usd` is as corrected by re-pricing, and `billed_usd`, where a view has it too, as the calls were billed when they came. Money of unpriced calls is in no sum.",
  questions: [
    {
      view: "spend_by",
      question: "Who spends how much?",
      about:
        "`dimension` is total, tenant, project, customer, agent, workflow, model, provider, operation, status, tier, environment or user.",
      query: `SELECT value, calls, unpriced_calls, cost_usd, round(share, 4) AS share\nFROM tollgate.spend_by(dimension = 'customer', ${OCTOBER})`,
    },
    {
      view: "spend_by_agent",
      question: "Which agents are the dearest, and what does a call of theirs cost?",
      about: "Dollars a call are over the calls whose price is known.",
      query: `SELECT agent, calls, error_calls, unpriced_calls, cost_usd, billed_usd, round(cost_per_call_usd, 6) AS cost_per_call_usd\nFROM tollgate.spend_by_agent(${OCTOBER})`,
    },
    {
      view: "spend_by_model",
      question: "Which models, and who hosts them?",
      about: "By the model that answered, which is not always the one that was asked for.",
      query: `SELECT provider, model, calls, input_tokens, output_tokens, cost_usd\nFROM tollgate.spend_by_model(${OCTOBER})`,
    },
    {
      view: "top_users",
      question: "Which users are the dearest?",
      about: "Calls that name no user are not in it. Two tenants' users of one name are two.",
      query: `SELECT tenant, user_id, calls, cost_usd, last_day FROM tollgate.top_users(${OCTOBER}, n = 2)`,
    },
    {
      view: "top_sessions",
      question: "Which sessions?",
      about: "Only what of a session is in the period.",
      query: `SELECT session, calls, cost_usd, agents FROM tollgate.top_sessions(${OCTOBER}, n = 2)`,
    },
    {
      view: "cost_per_session",
      question: "What does a session cost?",
      about: "Sessions with an unpriced call are counted apart: they would look cheap.",
      query: `SELECT tenant, sessions, sessions_with_unpriced_calls, round(mean_usd, 4) AS mean_usd, round(median_usd, 4) AS median_usd, dearest_usd\nFROM tollgate.cost_per_session(${OCTOBER})`,
    },
    {
      view: "top_calls",
      question: "Which single calls are the dearest?",
      about: "As billed. `trace_id` leads to the call in your tracing.",
      query: `SELECT ts, agent, user_id, model, input_tokens, output_tokens, latency_ms, cost_usd\nFROM tollgate.top_calls(${OCTOBER}, n = 3)`,
    },
    {
      view: "trace_calls",
      question: "Which other calls did its trace make?",
      about:
        "The columns of `calls`, for the id of a trace in hex; here the dearest call's. `calls` with a `trace_id` reads every call.",
      query: `SELECT ts, agent, model, latency_ms, cost_usd\nFROM tollgate.trace_calls(trace = (SELECT trace_id FROM tollgate.top_calls(${OCTOBER}, n = 1)))`,
    },
    {
      view: "spend_by_prompt",
      question: "Which prompts are the dearest?",
      about: "By the prompt id that the app gave. Calls without one are not in it.",
      query: `SELECT tenant, prompt_id, calls, error_calls, cost_usd, round(cost_per_call_usd, 6) AS cost_per_call_usd\nFROM tollgate.spend_by_prompt(${OCTOBER})`,
    },
    {
      view: "spend_by_tag",
      question: "What do tagged calls cost?",
      about: "A call with two tags is in both rows: never add rows up.",
      query: `SELECT tenant, tag, calls, unpriced_calls, cost_usd\nFROM tollgate.spend_by_tag(${OCTOBER})`,
    },
  ],
};
