import type { ClickHouseClient } from "@clickhouse/client";

/** One line of a breakdown. Money is decimal text; counts are numbers below 2^53. */
export interface SpendLine {
  name: string;
  calls: number;
  error_calls: number;
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
  cards: Record<"today" | "month" | "projected_month", string>;
  agents: SpendLine[];
  models: SpendLine[];
  budgets: BudgetLine[];
  totals: Record<"calls" | "error_calls" | "blocked_calls" | "unpriced_calls" | "estimated_calls", number> & {
    cost: string;
    unpriced_models: string[];
  };
  health: { newest_call_seconds: number | null; calls_last_hour: number; duplicate_spans_last_hour: number };
}

const LINE = `toUInt32(calls) AS calls, toUInt32(error_calls) AS error_calls, toUInt32(unpriced_calls) AS unpriced_calls,
  toFloat64(input_tokens) AS input_tokens, toFloat64(output_tokens) AS output_tokens, toString(cost_usd) AS cost`;

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
    row<SpendReport["totals"]>(`SELECT toUInt32(sum(calls)) AS calls, toUInt32(sum(error_calls)) AS error_calls,
      toUInt32(sum(blocked_calls)) AS blocked_calls, toUInt32(sum(unpriced_calls)) AS unpriced_calls,
      toUInt32(sum(estimated_calls)) AS estimated_calls, toString(sum(cost_usd)) AS cost,
      groupUniqArrayIf(5)(model, unpriced_calls > 0) AS unpriced_models
      FROM tollgate.spend_by_day WHERE day >= toDate(${from})`),
    row<
      SpendReport["health"]
    >(`SELECT if(calls_last_hour = 0, NULL, dateDiff('second', newest_call_at, now())) AS newest_call_seconds,
      toUInt32(calls_last_hour) AS calls_last_hour, toUInt32(duplicate_spans_last_hour) AS duplicate_spans_last_hour
      FROM tollgate.pipeline_health`),
  ]);
  return { days, cards, agents, models, budgets, totals, health };
}
