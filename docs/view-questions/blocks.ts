import { OCTOBER } from "./october.ts";
import type { ViewGroup } from "./view-question.ts";

const LAST_DAY = "from = '2026-10-20 00:00:00', to = '2026-10-20 12:00:00'";

export const BLOCKS: ViewGroup = {
  title: "Building blocks",
  about:
    "For questions that no view above answers. Ask by one dimension where you can: the views of single dimensions read some thousand rows whatever the number of calls, those of all combinations nearly as many as there are calls.",
  questions: [
    {
      view: "calls",
      question: "What are the calls themselves?",
      about:
        "One row each, as billed. Give it a range of `hour`; an unpriced call has cost 0, so read `cost_status` too.",
      query:
        "SELECT ts, agent, model, status, input_tokens, cache_read_tokens, output_tokens, cost_usd, cost_status\nFROM tollgate.calls WHERE hour = '2026-10-20 10:00:00' ORDER BY ts",
    },
    {
      view: "ledger_entries",
      question: "And with their corrections?",
      about: "Sum its columns; never count rows, because a corrected call has several.",
      query:
        "SELECT kind, ts, agent, run_id, calls, unpriced_calls, billed_usd, cost_usd\nFROM tollgate.ledger_entries WHERE hour = '2026-10-12 09:00:00' AND tenant = 'acme' ORDER BY ts, kind, cost_usd",
    },
    {
      view: "labelled_calls",
      question: "Which calls have a prompt id, tags or a prompt's hash?",
      about: "The columns of `calls` and these three.",
      query: `SELECT ts, agent, prompt_id, prompt_hash, tags, cost_usd\nFROM tollgate.labelled_calls(${OCTOBER}) ORDER BY ts LIMIT 3`,
    },
    {
      view: "spend_by_value",
      question: "What did each value of a dimension spend?",
      about: "One row a tenant and value; `provider` is beside a model only.",
      query: `SELECT tenant, value, provider, calls, cost_usd, billed_usd\nFROM tollgate.spend_by_value(dimension = 'model', ${LAST_DAY}) ORDER BY cost_usd DESC, value`,
    },
    {
      view: "spend_value_days",
      question: "By day?",
      about: "No rows for days without any.",
      query:
        "SELECT day, tenant, value, calls, cost_usd\nFROM tollgate.spend_value_days(dimension = 'agent', from = '2026-10-19 00:00:00', to = '2026-10-20 12:00:00') ORDER BY day, cost_usd DESC",
    },
    {
      view: "spend_value_hours",
      question: "By hour?",
      about: "Not for users, whose hours are in no rollup.",
      query:
        "SELECT hour, tenant, value, calls, cost_usd\nFROM tollgate.spend_value_hours(dimension = 'agent', from = '2026-10-20 09:00:00', to = '2026-10-20 12:00:00') ORDER BY hour, value",
    },
    {
      view: "spend_value_rows",
      question: "In the rows that are cheapest to sum further?",
      about:
        "Rows are corrections of each other: sum them. `start` is an hour, or the midnight of a day that is read whole.",
      query: `SELECT toDate(start) AS day, sum(r.calls) AS calls, sum(r.cost_usd) AS cost_usd\nFROM tollgate.spend_value_rows(dimension = 'total', from = '2026-10-17 00:00:00', to = '2026-10-20 12:00:00') AS r GROUP BY day ORDER BY day`,
    },
    {
      view: "spend_rows",
      question: "By two dimensions at once?",
      about:
        "By hour and every combination of ten dimensions, for a period to the second. Rows are corrections of each other: sum them.",
      query: `SELECT customer, model, sum(s.calls) AS calls, sum(s.cost_usd) AS cost_usd\nFROM tollgate.spend_rows(${OCTOBER}) AS s GROUP BY customer, model ORDER BY cost_usd DESC, customer`,
    },
    {
      view: "spend_between",
      question: "One row an hour and combination?",
      about: "As `spend_rows`, with what was taken back left out. It takes several times as long.",
      query:
        "SELECT hour, customer, agent, model, calls, cost_usd\nFROM tollgate.spend_between(from = '2026-10-19 12:00:00', to = '2026-10-19 14:00:00') ORDER BY hour, cost_usd DESC, agent",
    },
    {
      view: "spend_by_hour",
      question: "The same without a period?",
      about: "For a live board that filters on `hour` itself.",
      query:
        "SELECT hour, agent, workflow, environment, calls, input_tokens, output_tokens, cost_usd\nFROM tollgate.spend_by_hour WHERE hour = '2026-10-19 13:00:00' ORDER BY cost_usd DESC",
    },
    {
      view: "spend_by_day",
      question: "And by UTC day?",
      about: "The sums of `spend_by_hour`.",
      query:
        "SELECT day, agent, model, calls, cost_usd\nFROM tollgate.spend_by_day WHERE day = '2026-10-19' ORDER BY cost_usd DESC",
    },
    {
      view: "spend_by_scope",
      question: "By quarter hours, as budgets need it?",
      about: "By the scopes that a budget can have. Rows are corrections of each other: sum them.",
      query:
        "SELECT scope, value, quarter, sum(s.calls) AS calls, sum(s.usd) AS usd\nFROM tollgate.spend_by_scope AS s WHERE scope = 'agent' AND hour = '2026-10-19 13:00:00' GROUP BY scope, value, quarter ORDER BY quarter",
    },
    {
      view: "usage_rows",
      question: "Tokens by everything that a price depends on?",
      about: "What the views of savings read. As billed; rows are corrections of each other: sum them.",
      query: `SELECT model, tier, ending, is_streamed, is_cached, is_short, sum(u.calls) AS calls, sum(u.input_tokens) AS input_tokens, sum(u.output_tokens) AS output_tokens, sum(u.billed_usd) AS billed_usd\nFROM tollgate.usage_rows(${OCTOBER}) AS u GROUP BY ALL ORDER BY billed_usd DESC, model, ending`,
    },
  ],
};
