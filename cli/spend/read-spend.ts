import type { ClickHouseClient } from "@clickhouse/client";

/** One line of a breakdown. Money is decimal text; counts are numbers below 2^53. */
export interface SpendLine {
  name: string;
  calls: number;
  error_calls: number;
  blocked_calls: number;
  unpriced_calls: number;
  input_tokens: number;
  output_tokens: number;
  cost: string;
}

export interface BudgetLine {
  budget: string;
  scope: string;
  scope_value: string;
  period: string;
  limit: string;
  spent: string;
  used_percent: number;
  level: "ok" | "warn" | "over";
}

export interface SpendReport {
  days: number;
  /** Null before the first call of the period. */
  cards: Record<"today" | "month" | "projected_month", string | null>;
  agents: SpendLine[];
  models: SpendLine[];
  budgets: BudgetLine[];
  totals: Record<"calls" | "blocked_calls" | "unpriced_calls" | "estimated_calls", number> & { cost: string };
  health: { newest_call_seconds: number | null; calls_last_hour: number; duplicate_spans_last_hour: number };
}

const LINE = `toUInt32(calls) AS calls, toUInt32(error_calls) AS error_calls, toUInt32(blocked_calls) AS blocked_calls,
  toUInt32(unpriced_calls) AS unpriced_calls,
  toFloat64(input_tokens) AS input_tokens, toFloat64(output_tokens) AS output_tokens, toString(cost_usd) AS cost`;

const HEALTH = `SELECT if(calls_last_hour = 0, NULL, dateDiff('second', newest_call_at, now())) AS newest_call_seconds,
  toUInt32(calls_last_hour) AS calls_last_hour, toUInt32(duplicate_spans_last_hour) AS duplicate_spans_last_hour
  FROM tollgate.pipeline_health`;

/** Reads the views that the boards read, and nothing else. Days are UTC: today and the `days` before it. */
export async function readSpend(client: ClickHouseClient, days: number): Promise<SpendReport> {
  const from = `toDateTime(toStartOfDay(now('UTC')) - INTERVAL {days:UInt32} DAY, 'UTC')`;
  const range = `from = ${from}, to = toDateTime(toStartOfDay(now('UTC')) + INTERVAL 1 DAY, 'UTC')`;
  const rows = async <Row>(query: string): Promise<Row[]> => {
    const result = await client.query({ query, query_params: { days }, format: "JSONEachRow" });
    return result.json<Row>();
  };
  const row = async <Row>(query: string): Promise<Row> => {
    const [first] = await rows<Row>(query);
    if (first === undefined) throw new Error(`Cannot read spend: no row from ${query.slice(0, 120)}`);
    return first;
  };
  const [cards, agents, models, budgets, totals, health] = await Promise.all([
    row<SpendReport["cards"]>(`SELECT toString(today_usd) AS today, toString(month_usd) AS month,
      toString(projected_month_usd) AS projected_month FROM tollgate.spend_cards`),
    rows<SpendLine>(`SELECT agent AS name, ${LINE} FROM tollgate.spend_by_agent(${range})`),
    rows<SpendLine>(`SELECT model AS name, ${LINE} FROM tollgate.spend_by_model(${range})`),
    rows<BudgetLine>(`SELECT budget, scope, scope_value, period, toString(limit_usd) AS limit, toString(spent_usd) AS spent,
      used_percent, level FROM tollgate.budget_used ORDER BY budget, used_percent DESC`),
    row<SpendReport["totals"]>(`SELECT toUInt32(sum(d.calls)) AS calls, toUInt32(sum(d.blocked_calls)) AS blocked_calls,
      toUInt32(sum(d.unpriced_calls)) AS unpriced_calls, toUInt32(sum(d.estimated_calls)) AS estimated_calls,
      toString(sum(d.cost_usd)) AS cost FROM tollgate.spend_by_day AS d WHERE day >= toDate(${from})`),
    row<SpendReport["health"]>(HEALTH),
  ]);
  return { days, cards, agents, models, budgets, totals, health };
}
