import { OCTOBER } from "./october.ts";
import type { ViewGroup } from "./view-question.ts";

const NOW = "at = '2026-10-20 12:00:00'";

export const AHEAD: ViewGroup = {
  title: "What is ahead, and what is unusual",
  about: "`at` is the time of asking: `now('UTC')` on a live ledger.",
  questions: [
    {
      view: "month_projection",
      question: "What will the month cost?",
      about:
        "The pace of the last 28 whole days; the range holds the month four times in five, if days stay as they were.",
      query: `SELECT spent_usd, days_left, round(projected_usd, 2) AS projected_usd, round(low_usd, 2) AS low_usd, round(high_usd, 2) AS high_usd, history_days\nFROM tollgate.month_projection(${NOW})`,
    },
    {
      view: "month_projections",
      question: "And each agent's, tenant's or customer's month?",
      about:
        "By any dimension of `spend_by`. An agent that began later is judged by its own days; with fewer than seven there is no range.",
      query: `SELECT value, spent_usd, round(projected_usd, 2) AS projected_usd, round(low_usd, 2) AS low_usd, round(high_usd, 2) AS high_usd, history_days\nFROM tollgate.month_projections(dimension = 'agent', ${NOW})`,
    },
    {
      view: "spend_forecast",
      question: "And the next days?",
      about: "From up to twelve weeks, with the shape of the week. No rows with less than two weeks.",
      query: `SELECT day, weekday, round(forecast_usd, 2) AS forecast_usd, round(low_usd, 2) AS low_usd, round(high_usd, 2) AS high_usd\nFROM tollgate.spend_forecast(${NOW}, days = 5)`,
    },
    {
      view: "spend_anomalies",
      question: "Which days were unusual, and why?",
      about:
        "Against the median of the days of its kind, work days or weekends, among the 28 before. `min_usd` is how many dollars off a day must be at least. An agent's anomaly is mostly one of its tenant too: never add rows up.",
      query: `SELECT day, scope, tenant, agent, kind, seen_usd, why\nFROM tollgate.spend_anomalies(${OCTOBER}, min_usd = 1)`,
    },
  ],
};
