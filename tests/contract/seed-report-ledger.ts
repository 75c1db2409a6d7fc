import type { ClickHouseClient } from "@clickhouse/client";
import { GenAi, General, Tollgate } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { ourSpan } from "./span-row.ts";

const usd = (dollars: number) => BigInt(Math.round(dollars * 1e6)) * 1_000_000n;

/** Fills an empty ledger with the October that tests of the monthly report are about. */
export async function seedReportLedger(client: ClickHouseClient): Promise<void> {
  const writer = { [GenAi.agentName]: "writer", [General.userId]: "ann" };
  const claude = { [GenAi.provider]: "anthropic", [GenAi.requestModel]: "claude-sonnet-4-5" };
  const house = { [GenAi.requestModel]: "house-model-7" };
  const spans = [
    ourSpan("2026-09-30T23:59:59.999Z", usd(7), { ...writer, [General.userId]: "" }),
    ourSpan("2026-10-02T23:00:00Z", usd(1.5), {
      ...writer,
      [GenAi.inputTokens]: "1200",
      [GenAi.cacheReadTokens]: "200",
      [GenAi.outputTokens]: "100",
      [GenAi.reasoningTokens]: "40",
    }),
    ourSpan("2026-10-03T08:00:00Z", 1, writer),
    ourSpan("2026-10-05T09:00:00Z", usd(0.125), { [GenAi.agentName]: "writer", [General.errorType]: "timeout" }),
    ourSpan("2026-10-05T10:00:00Z", usd(2), {
      ...claude,
      [GenAi.inputTokens]: "30000",
      [GenAi.cacheWriteTokens]: "20000",
      [GenAi.outputTokens]: "1000",
      [GenAi.agentName]: "<b>bold</b> | agent",
      [Tollgate.customer]: "initech",
    }),
    ourSpan("2026-10-06T10:00:00Z", usd(0.5), {
      ...claude,
      [Tollgate.costStatus]: "estimated",
      [Tollgate.usageSource]: "estimated",
      [GenAi.agentName]: '=HYPERLINK("http://evil")',
    }),
    ourSpan("2026-10-07T10:00:00Z", usd(0.25), { [Tollgate.serviceTier]: "batch", [Tollgate.tenant]: "globex" }),
    ourSpan("2026-10-20T09:00:00Z", undefined, { ...house, [General.sessionId]: "priced later" }),
    ourSpan("2026-10-20T10:00:00Z", undefined, house),
    ourSpan("2026-11-01T00:00:00Z", usd(9), writer),
  ];
  await client.insert({ table: "tollgate.otel_traces", values: spans, format: "JSONEachRow" });
  await postCorrection(client, "priced later", "0.75");
  const budget = {
    scope: "total",
    period: "month",
    limit_usd: "5",
    thresholds: [50, 100],
    valid_from: "2026-09-01 00:00:00",
  };
  const budgets = [
    { ...budget, budget: "october" },
    { ...budget, budget: "october", limit_usd: "1000", valid_from: "2026-11-01 00:00:00" },
    { ...budget, budget: "globex", scope: "tenant", scope_value: "globex" },
    {
      ...budget,
      ...{ budget: "daily", scope: "agent", scope_value: "*", period: "day", limit_usd: "1.5", thresholds: [100] },
      timezone: "Europe/Berlin",
    },
    { ...budget, budget: "removed" },
    { ...budget, budget: "removed", deleted: true, valid_from: "2026-10-31 00:00:00" },
    { ...budget, budget: "later", valid_from: "2026-11-01 00:00:00" },
  ];
  await client.insert({ table: "tollgate.budgets", values: budgets, format: "JSONEachRow" });
}

/** An entry as a run of re-pricing posts it, of the unpriced call of a session. */
async function postCorrection(client: ClickHouseClient, session: string, dollars: string): Promise<void> {
  const columns = [
    "hour",
    "ts",
    "tenant",
    "provider",
    "operation",
    "request_model",
    "model",
    "agent",
    "user_id",
    "session",
    "project",
  ];
  const dimensions = [...columns, "customer", "workflow", "environment", "service", "status", "tier"].join(", ");
  await client.command({
    query: `INSERT INTO tollgate.llm_calls (${dimensions}, call_id, rank, kind, run_id, corrects, unpriced_delta, cost)
      SELECT ${dimensions}, cityHash64(call_id, 'run'), 30, 'correction', 'run', call_id, -1, toDecimal64('${dollars}', 12) FROM tollgate.calls WHERE session = '${session}'`,
  });
  const [posted] = await queryRows(client, "SELECT count() AS n FROM tollgate.llm_calls WHERE kind = 'correction'");
  if (posted?.n !== "1") throw new Error("The correction was not posted");
}
