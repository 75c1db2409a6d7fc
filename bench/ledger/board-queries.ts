/** What a board or a report asks a view, over a period. */
export interface BoardQuery {
  view: string;
  query: string;
  /** It reads single calls: percentiles, one session, another price for each. Its target is another. */
  readsCalls?: true;
}

/** Two have the placeholders `session` and `trace`. @param from @param to as ClickHouse spells UTC times; any second, as boards ask */
export function boardQueries(from: string, to: string): BoardQuery[] {
  const period = `from = '${from}', to = '${to}'`;
  const of = (view: string, parameters: string, readsCalls?: true): BoardQuery => ({
    view: view + (/^(\w+ = '\w+')/.exec(parameters)?.[1]?.replace(/.*= /, " ") ?? ""),
    query: `SELECT * FROM tollgate.${view}${parameters === "" ? "" : `(${parameters})`}`,
    ...(readsCalls && { readsCalls }),
  });
  const dimensions = [
    "tenant",
    "project",
    "customer",
    "agent",
    "workflow",
    "model",
    "provider",
    "operation",
    "environment",
  ];
  return [
    of("spend_cards", ""),
    of("spend_by_agent", period),
    of("spend_by_model", period),
    of("spend_trend", period),
    of("spend_trend_hourly", period),
    ...dimensions.map((dimension) => of("spend_by", `dimension = '${dimension}', ${period}`)),
    of("spend_by_value", `dimension = 'user', ${period}`),
    of("spend_by_hour_of_day", `${period}, timezone = 'Europe/Berlin'`),
    of("spend_by_weekday", `${period}, timezone = 'UTC'`),
    of("month_projection", `at = '${to}'`),
    of("spend_forecast", `at = '${to}', days = 30`),
    of("spend_anomalies", `${period}, min_usd = 1`),
    of("priced_share", period),
    of("top_calls", `${period}, n = 10`),
    of("top_users", `${period}, n = 10`),
    of("budget_used", ""),
    of("budget_state", ""),
    of("budget_crossings", ""),
    of("alert_budget_threshold", ""),
    of("pipeline_health", ""),
    of("rollup_drift", ""),
    {
      view: "spend_rows, one tenant's agents and models",
      query: `SELECT agent, model, sum(s.cost_usd) AS usd FROM tollgate.spend_rows(${period}) AS s WHERE tenant = 'tenant-0' GROUP BY agent, model ORDER BY usd DESC`,
    },
    of("cache_savings", period, true),
    of("latency", period, true),
    of("what_if", `provider = 'openai', model = 'gpt-5-mini', ${period}`, true),
    of("batch_candidates", period, true),
    of("wasted_spend", period, true),
    of("top_sessions", `${period}, n = 10`, true),
    of("cost_per_session", period, true),
    of("metrics_against_ledger", period),
    of("unpriced_models", ""),
    {
      view: "calls, one session",
      query: "SELECT ts, agent, model, cost_usd FROM tollgate.calls WHERE session = {session:String}",
      readsCalls: true,
    },
    {
      view: "trace_calls",
      query: "SELECT ts, agent, model, cost_usd FROM tollgate.trace_calls(trace = {trace:String})",
      readsCalls: true,
    },
  ];
}
