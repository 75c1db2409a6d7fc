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
const LIMIT = `LIMIT coalesce({n:${API_PARAMETERS.n.type}}, 100)`;

/** Dollars as decimal text: a JSON number would lose digits in most readers, and a setting that quotes them is refused to a read-only user. */
const MONEY = "toString(sum(s.cost_usd)) AS cost_usd";
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

const spendBy = (dimensions: string) =>
  `SELECT ${dimensions}, ${MEASURES}, ${MONEY} FROM tollgate.spend_between(${PERIOD}) AS s WHERE ${OF_TENANT} ` +
  `GROUP BY ${dimensions} ORDER BY sum(s.cost_usd) DESC, calls DESC, ${dimensions} ${LIMIT}`;

export const API_ENDPOINTS: readonly ApiEndpoint[] = [
  {
    name: "summary",
    about: "One row: what was spent in the period, on how many calls and tokens.",
    view: "spend_between",
    sql: `SELECT ${FROM} AS period_start, ${TO} AS period_end, ${MEASURES}, ${MONEY} FROM tollgate.spend_between(${PERIOD}) AS s WHERE ${OF_TENANT}`,
  },
  {
    name: "agents",
    about: "Spend by agent. An empty agent is the calls that name none.",
    view: "spend_between",
    sql: spendBy("agent"),
  },
  {
    name: "models",
    about: "Spend by provider and the model that answered.",
    view: "spend_between",
    sql: spendBy("provider, model"),
  },
  {
    name: "operations",
    about: "Spend by operation: chat, embeddings and so on.",
    view: "spend_between",
    sql: spendBy("operation"),
  },
  {
    name: "users",
    about: "Spend by user, of the calls that name one. Two tenants' users of one name are two.",
    view: "calls",
    sql:
      "SELECT tenant, user_id, count() AS calls, countIf(cost_status = 'unpriced') AS unpriced_calls, sum(s.input_tokens) AS input_tokens, " +
      `sum(s.output_tokens) AS output_tokens, ${MONEY} FROM tollgate.calls AS s ` +
      `WHERE hour >= toStartOfHour(${FROM}) AND ts >= ${FROM} AND ts < ${TO} AND user_id != '' AND ${OF_TENANT} ` +
      `GROUP BY tenant, user_id ORDER BY sum(s.cost_usd) DESC, calls DESC, tenant, user_id ${LIMIT}`,
  },
  {
    name: "trends",
    about:
      "Spend by UTC day, oldest first. A day without a call has no row; the first and the last are cut by the period.",
    view: "spend_between",
    sql:
      `SELECT toDate(hour) AS day, ${MEASURES}, ${MONEY} FROM tollgate.spend_between(${PERIOD}) AS s WHERE ${OF_TENANT} ` +
      `GROUP BY day ORDER BY day WITH FILL FROM toDate(${FROM}) TO toDate(${TO} - INTERVAL 1 SECOND) + 1 INTERPOLATE (cost_usd AS '0')`,
  },
  {
    name: "trends/hourly",
    about: "The same by UTC hour.",
    view: "spend_between",
    sql:
      `SELECT hour, ${MEASURES}, ${MONEY} FROM tollgate.spend_between(${PERIOD}) AS s WHERE ${OF_TENANT} ` +
      `GROUP BY hour ORDER BY hour WITH FILL FROM toStartOfHour(${FROM}) TO ${TO} STEP INTERVAL 1 HOUR INTERPOLATE (cost_usd AS '0')`,
  },
  {
    name: "top",
    about: "The dearest calls. An unpriced call has cost 0 and comes last: `cost_status` tells it from a free one.",
    view: "calls",
    sql:
      "SELECT ts, tenant, agent, user_id, session, provider, model, operation, status, input_tokens, cache_read_tokens, output_tokens, latency_ms, " +
      "toString(cost) AS cost_usd, cost_status, trace_id FROM tollgate.calls " +
      `WHERE hour >= toStartOfHour(${FROM}) AND ts >= ${FROM} AND ts < ${TO} AND ${OF_TENANT} ORDER BY cost DESC, ts, trace_id ${LIMIT}`,
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
