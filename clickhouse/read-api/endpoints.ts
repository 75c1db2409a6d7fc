/** Parameters of the read API, with their types in ClickHouse. All may be left out: an absent Nullable parameter is NULL. */
export const API_PARAMETERS = {
  from: { type: "Nullable(String)", about: "first moment of the period, UTC", default: "30 days before `to`" },
  to: { type: "Nullable(String)", about: "end of the period, itself not in it", default: "now" },
  tenant: { type: "Nullable(String)", about: "only this tenant's calls", default: "all that the user may see" },
  n: { type: "Nullable(UInt32)", about: "at most so many rows, the dearest first", default: "100" },
} as const;

export type ApiParameter = keyof typeof API_PARAMETERS;

/** A question that the read API answers at `/api/v1/{name}` as JSON and at `/api/v1/{name}.csv`. */
export interface ApiEndpoint {
  name: string;
  /** One line for docs/api.md. */
  about: string;
  /** The view that it reads, without the database. */
  view: string;
  /** One SELECT without FORMAT and SETTINGS. Money is text, see MONEY. */
  sql: string;
}

const given = (name: "from" | "to" | "tenant") => `nullIf({${name}:${API_PARAMETERS[name].type}}, '')`;
// Best effort: 2026-10-01, 2026-10-01 12:00:00 and 2026-10-01T14:00:00+02:00 are all read. A moment that is none is code 41, HTTP 400.
const TO = `coalesce(parseDateTimeBestEffort(${given("to")}, 'UTC'), now('UTC'))`;
const FROM = `coalesce(parseDateTimeBestEffort(${given("from")}, 'UTC'), ${TO} - INTERVAL 30 DAY)`;
const PERIOD = `from = ${FROM}, to = ${TO}`;
const OF_TENANT = `(${given("tenant")} IS NULL OR tenant = ${given("tenant")})`;
const ROWS = `coalesce({n:${API_PARAMETERS.n.type}}, 100)`;
const LIMIT = `LIMIT ${ROWS}`;
const CALL =
  "ts, tenant, agent, user_id, session, provider, model, operation, status, input_tokens, cache_read_tokens, output_tokens, latency_ms";

/**
 * Dollars as decimal text: a JSON number would lose digits in most readers, and a setting that quotes them is refused to a read-only user.
 * cost_usd is as corrected by re-pricing, billed_usd as it was when the call was made.
 */
const MONEY = ["cost_usd", "billed_usd"].map((column) => `toString(sum(s.${column})) AS ${column}`).join(", ");
const MEASURES = [
  "calls",
  "error_calls",
  "blocked_calls",
  "unpriced_calls",
  "estimated_calls",
  "input_tokens",
  "cache_read_tokens",
  "cache_write_tokens",
  "output_tokens",
  "reasoning_tokens",
]
  .map((measure) => `sum(s.${measure}) AS ${measure}`)
  .join(", ");
/** Rows of the rollup are corrections, and a value whose sums are 0 was taken back. */
const STILL_THERE = "HAVING calls != 0 OR sum(s.cost_usd) != 0";
const rowsOf = (dimension: string) =>
  `FROM tollgate.spend_value_rows(dimension = '${dimension}', ${PERIOD}) AS s WHERE ${OF_TENANT}`;

/** @param names the columns that say whose row it is, by what they are in the view */
function spendBy(dimension: string, names: Readonly<Record<string, string>>, condition = ""): string {
  const columns = Object.keys(names).join(", ");
  const select = Object.entries(names).map(([name, column]) => (name === column ? name : `${column} AS ${name}`));
  return (
    `SELECT ${select.join(", ")}, ${MEASURES}, ${MONEY} ${rowsOf(dimension)}${condition} ` +
    `GROUP BY ${columns} ${STILL_THERE} ORDER BY sum(s.cost_usd) DESC, calls DESC, ${columns} ${LIMIT}`
  );
}

export const API_ENDPOINTS: readonly ApiEndpoint[] = [
  {
    name: "summary",
    about: "One row: what was spent in the period, on how many calls and tokens.",
    view: "spend_value_rows",
    sql: `SELECT ${FROM} AS period_start, ${TO} AS period_end, ${MEASURES}, ${MONEY} ${rowsOf("total")}`,
  },
  {
    name: "agents",
    about: "Spend by agent. An empty agent is the calls that name none.",
    view: "spend_value_rows",
    sql: spendBy("agent", { agent: "value" }),
  },
  {
    name: "models",
    about: "Spend by provider and the model that answered.",
    view: "spend_value_rows",
    sql: spendBy("model", { provider: "provider", model: "value" }),
  },
  {
    name: "operations",
    about: "Spend by operation: chat, embeddings and so on.",
    view: "spend_value_rows",
    sql: spendBy("operation", { operation: "value" }),
  },
  {
    name: "users",
    about: "Spend by user, of the calls that name one. Two tenants' users of one name are two.",
    view: "spend_value_rows",
    sql: spendBy("user", { tenant: "tenant", user_id: "value" }, " AND value != ''"),
  },
  {
    name: "trends",
    about: "Spend by UTC day, oldest first, days without a call as 0. The first and the last are cut by the period.",
    view: "spend_value_rows",
    sql:
      `SELECT toDate(start) AS day, ${MEASURES}, ${MONEY} ${rowsOf("total")} GROUP BY day ORDER BY day ` +
      `WITH FILL FROM toDate(${FROM}) TO toDate(${TO} - INTERVAL 1 SECOND) + 1 INTERPOLATE (cost_usd AS '0', billed_usd AS '0')`,
  },
  {
    name: "trends/hourly",
    about: "The same by UTC hour.",
    view: "spend_value_hours",
    sql:
      `SELECT hour, ${MEASURES}, ${MONEY} FROM tollgate.spend_value_hours(dimension = 'total', ${PERIOD}) AS s WHERE ${OF_TENANT} GROUP BY hour ` +
      `ORDER BY hour WITH FILL FROM toStartOfHour(${FROM}) TO ${TO} STEP INTERVAL 1 HOUR INTERPOLATE (cost_usd AS '0', billed_usd AS '0')`,
  },
  {
    name: "top",
    about:
      "The dearest calls, as billed. An unpriced call has cost 0 and comes last: `cost_status` tells it from a free one.",
    view: "top_calls",
    // Of all tenants the view knows where the dearest calls are; of one, its calls are read. The other half of the two reads nothing.
    sql:
      `SELECT ${CALL}, toString(cost_usd) AS billed_usd, cost_status, trace_id FROM (` +
      `SELECT ${CALL}, cost_usd, cost_status, trace_id FROM tollgate.top_calls(${PERIOD}, n = if(${given("tenant")} IS NULL, ${ROWS}, 0)) ` +
      `UNION ALL SELECT ${CALL}, cost_usd, cost_status, trace_id FROM tollgate.calls ` +
      `WHERE hour >= toStartOfHour(${FROM}) AND ts >= ${FROM} AND ts < ${TO} AND tenant = ${given("tenant")}` +
      `) ORDER BY cost_usd DESC, ts, trace_id ${LIMIT}`,
  },
  {
    name: "budgets",
    about: "Each budget's use in its current period, the fullest first. `level` is ok, warn or over.",
    view: "budget_used",
    sql:
      "SELECT budget, tenant, scope, scope_value, period, period_start, period_end, toString(limit_usd) AS limit_usd, toString(spent_usd) AS spent_usd, " +
      `round(used_percent, 4) AS used_percent, level, action FROM tollgate.budget_used WHERE ${given("tenant")} IS NULL OR tenant IN ('', ${given("tenant")}) ` +
      "ORDER BY used_percent DESC, budget, scope_value",
  },
];

/** The parameters that an endpoint's statement takes, in the order of API_PARAMETERS. */
export function parametersOf({ sql }: ApiEndpoint): ApiParameter[] {
  return (Object.keys(API_PARAMETERS) as ApiParameter[]).filter((name) => sql.includes(`{${name}:`));
}
