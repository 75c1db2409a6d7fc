import type { ClickHouseClient } from "@clickhouse/client";
import { queryRows } from "./query-rows.ts";

const DIMENSIONS = [
  ...["total", "tenant", "project", "customer", "agent", "workflow"],
  ...["model", "provider", "operation", "status", "tier", "environment"],
];

type Rows = Record<string, string | null>[];

/** What an erasure must not change: every figure that does not divide by user, and those by session and trace but for their names. */
export interface LedgerTotals {
  /** By columns of the calls alone: the same at every moment of an erasure. */
  plain: Rows[];
  /** Of calls joined with labels, evaluations and outcomes, whose names change one table after the other. */
  joined: Rows[];
}

/** @param period `from = …, to = …` */
export async function ledgerTotals(client: ClickHouseClient, period: string): Promise<LedgerTotals> {
  const read = (query: string) => queryRows(client, query);
  const plain = [
    "SELECT count() AS calls, sum(cost_usd) AS usd FROM tollgate.calls",
    ...DIMENSIONS.map(
      (name) => `SELECT * FROM tollgate.spend_by_value(dimension = '${name}', ${period}) ORDER BY tenant, value`,
    ),
    "SELECT * FROM tollgate.spend_by_hour ORDER BY hour, tenant",
    `SELECT tenant, sum(calls) AS calls, sum(cost_usd) AS usd FROM tollgate.spend_by_value(dimension = 'user', ${period}) GROUP BY tenant ORDER BY tenant`,
    "SELECT scope, tenant, sum(usd) AS usd FROM tollgate.spend_by_scope GROUP BY scope, tenant ORDER BY scope, tenant",
  ];
  const joined = [
    `SELECT * FROM tollgate.cost_per_session(${period}) ORDER BY tenant`,
    `SELECT * FROM tollgate.spend_by_prompt(${period})`,
    `SELECT tag, calls, cost_usd FROM tollgate.spend_by_tag(${period}) WHERE tag = 'beta-test'`,
    `SELECT calls, cost_usd, repeat_cost_usd FROM tollgate.repeated_prompts(${period})`,
    `SELECT * FROM tollgate.scores_by_model(${period})`,
    `SELECT * FROM tollgate.cost_per_outcome(${period})`,
    `SELECT * FROM tollgate.wasted_spend(${period})`,
    "SELECT sum(Value) AS value FROM tollgate.otel_metrics_sum",
  ];
  return { plain: await Promise.all(plain.map(read)), joined: await Promise.all(joined.map(read)) };
}
