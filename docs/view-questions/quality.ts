import { OCTOBER } from "./october.ts";
import type { ViewGroup } from "./view-question.ts";

export const QUALITY: ViewGroup = {
  title: "Quality and outcomes",
  about:
    "What apps say of their calls with `recordEvaluation` and `recordOutcome` ([attribution.md](attribution.md)). The help desk below asks gpt-4o and gpt-4o-mini in turn.",
  questions: [
    {
      view: "scores_by_model",
      question: "How good is each model for its money?",
      about: "`mean_score` is over the evaluations with a number; a call of three evaluations is in three rows.",
      query: `SELECT evaluation, agent, model, calls, round(mean_score, 3) AS mean_score, lowest_score, cost_usd, round(cost_per_call_usd, 6) AS cost_per_call_usd\nFROM tollgate.scores_by_model(${OCTOBER})`,
    },
    {
      view: "cost_per_outcome",
      question: "What does an outcome cost?",
      about: "`unpriced_calls` above 0 says that the true cost is higher. `value` is the sum of what the app gave.",
      query: `SELECT outcome, label, outcomes, calls, unpriced_calls, cost_usd, round(cost_per_outcome_usd, 6) AS cost_per_outcome_usd, value\nFROM tollgate.cost_per_outcome(${OCTOBER})`,
    },
    {
      view: "outcome_costs",
      question: "Which calls did each outcome take?",
      about: "Those of its session or trace since the outcome of that name before.",
      query: `SELECT reached_at, outcome, label, about, agent, calls, cost_usd\nFROM tollgate.outcome_costs(${OCTOBER}) ORDER BY reached_at LIMIT 3`,
    },
    {
      view: "evaluated_calls",
      question: "Which calls were scored low?",
      about: "One row a call and evaluation: never add their cost up.",
      query: `SELECT called_at, evaluation, score, label, agent, model, session, cost_usd\nFROM tollgate.evaluated_calls(${OCTOBER}) WHERE score < 0.5 ORDER BY called_at`,
    },
    {
      view: "evaluations",
      question: "What was evaluated?",
      about: "As recorded, one row each. Give it a range of `hour`.",
      query:
        "SELECT ts, name, score, label, agent, trace_id\nFROM tollgate.evaluations WHERE hour = '2026-10-19 13:00:00' ORDER BY ts LIMIT 2",
    },
    {
      view: "outcomes",
      question: "What was reached?",
      about: "As recorded, one row each. `about` is what calls are found by: a response, the session or the trace.",
      query:
        "SELECT ts, name, label, value, about, session, agent\nFROM tollgate.outcomes WHERE hour = '2026-10-19 13:00:00' ORDER BY ts LIMIT 2",
    },
  ],
};
