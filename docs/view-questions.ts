/** A question that a view answers, as docs/views.md asks it. */
export interface ViewQuestion {
  view: string;
  question: string;
  /** What one must know to read the answer. */
  about: string;
  query: string;
}

const OCTOBER = "from = '2026-10-01 00:00:00', to = '2026-10-20 12:00:00'";
const NOW = "at = '2026-10-20 12:00:00'";

/** In the order of docs/views.md. On a live ledger `now()` stands for the time. */
export const VIEW_QUESTIONS: readonly ViewQuestion[] = [
  {
    view: "spend_by",
    question: "Who spends how much?",
    about:
      "`dimension` is tenant, project, customer, agent, workflow, model, provider, operation or environment. Money of unpriced calls is in no sum.",
    query: `SELECT value, calls, unpriced_calls, cost_usd, round(share, 4) AS share\nFROM tollgate.spend_by(dimension = 'agent', ${OCTOBER})`,
  },
  {
    view: "spend_by_weekday",
    question: "On which days of the week?",
    about: "`spend_by_hour_of_day` says the same of hours. Both take a timezone.",
    query: `SELECT weekday, calls, cost_usd, days, round(mean_usd, 4) AS mean_usd\nFROM tollgate.spend_by_weekday(${OCTOBER}, timezone = 'UTC')`,
  },
  {
    view: "spend_by_hour_of_day",
    question: "At which hours of the day?",
    about: "The view has 24 rows; here are those with spend.",
    query: `SELECT hour_of_day, calls, cost_usd, round(mean_usd, 4) AS mean_usd\nFROM tollgate.spend_by_hour_of_day(${OCTOBER}, timezone = 'Europe/Berlin') WHERE calls > 0`,
  },
  {
    view: "spend_trend_hourly",
    question: "How did a morning go?",
    about: "Hours without a call are 0. `spend_trend` has days.",
    query: "SELECT * FROM tollgate.spend_trend_hourly(from = '2026-10-20 08:00:00', to = '2026-10-20 12:00:00')",
  },
  {
    view: "month_projection",
    question: "What will the month cost?",
    about:
      "The pace of the last 28 whole days; the range holds the month four times in five, if days stay as they were.",
    query: `SELECT spent_usd, days_left, round(projected_usd, 2) AS projected_usd, round(low_usd, 2) AS low_usd, round(high_usd, 2) AS high_usd, history_days\nFROM tollgate.month_projection(${NOW})`,
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
      "Against the median of the days of its kind, work days or weekends, among the 28 before. `min_usd` is how many dollars off a day must be at least.",
    query: `SELECT day, scope, agent, kind, seen_usd, why\nFROM tollgate.spend_anomalies(${OCTOBER}, min_usd = 1)`,
  },
  {
    view: "cache_savings",
    question: "What do prompt caches save?",
    about: "At the price row that each call was charged by. Negative where a cache is written and not read.",
    query: `SELECT agent, model, round(hit_rate, 4) AS hit_rate, read_saved_usd, write_premium_usd, saved_usd\nFROM tollgate.cache_savings(${OCTOBER})`,
  },
  {
    view: "what_if",
    question: "What would another model have cost?",
    about: "At today's standard price, on the tokens as they were counted; quality and tokenizers differ.",
    query: `SELECT agent, model_now, compared_calls, cost_usd, what_if_usd, saving_usd\nFROM tollgate.what_if(provider = 'openai', model = 'gpt-4o-mini', ${OCTOBER})`,
  },
  {
    view: "batch_candidates",
    question: "Which calls could be batches?",
    about: "Nobody read their answer along, and their model has a batch price.",
    query: `SELECT agent, model, calls, cost_usd, batch_usd, saving_usd\nFROM tollgate.batch_candidates(${OCTOBER})`,
  },
  {
    view: "wasted_spend",
    question: "What was paid for nothing?",
    about: "Each call in the first reason that fits. Repeated prompts are known where their keyed hash is recorded.",
    query: `SELECT agent, reason, calls, cost_usd, round(share, 4) AS share\nFROM tollgate.wasted_spend(${OCTOBER})`,
  },
  {
    view: "latency",
    question: "How fast are the answers?",
    about: "Of calls that succeeded, in milliseconds; `ttft` is the time to the first token.",
    query: `SELECT model, calls, latency_p50_ms, latency_p95_ms, ttft_p50_ms, round(tokens_per_second_p50, 1) AS tokens_per_second\nFROM tollgate.latency(${OCTOBER})`,
  },
  {
    view: "priced_share",
    question: "How much of it is known?",
    about: "`unpriced_models` names the models, and whether the book has a price by now.",
    query: `SELECT model, calls, unpriced_calls, round(unpriced_share, 4) AS unpriced_share, round(estimated_share, 4) AS estimated_share, cost_usd\nFROM tollgate.priced_share(${OCTOBER})`,
  },
  {
    view: "top_users",
    question: "Which users are the dearest?",
    about: "`top_sessions` and `top_calls` say the same of sessions and calls.",
    query: `SELECT user_id, calls, cost_usd FROM tollgate.top_users(${OCTOBER}, n = 2)`,
  },
  {
    view: "top_sessions",
    question: "And which sessions?",
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
    view: "metrics_against_ledger",
    question: "Did every call arrive?",
    about:
      "Metrics are counted in the app and come another way. A few calls of difference at the ends of a period are normal.",
    query:
      "SELECT service, metric_calls, ledger_calls, missing_calls, dropped_calls\nFROM tollgate.metrics_against_ledger(from = '2026-10-20 00:00:00', to = '2026-10-20 12:00:00')",
  },
];
