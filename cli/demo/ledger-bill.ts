import type { ClickHouseClient } from "@clickhouse/client";
import type { BillRow } from "./expected-bill.ts";
import { picoUsd } from "./pico-usd.ts";

export interface LedgerWindow {
  service: string;
  /** Unix milliseconds, inclusive. */
  fromMs: number;
  toMs: number;
}

/** Text as the database sends it, so that no decimal passes through a float. */
interface LedgerRow
  extends Record<"provider" | "operation" | "status" | "cost_status" | "cost_usd" | "trace_id", string> {
  tokens: [number, number, number, number, number, number];
}

/** A row of the bill that knows its trace. */
export type LedgerBillRow = BillRow & { status: string };

/** Every call the ledger holds of one service in a time window, through the view that the boards read. */
export async function ledgerBill(client: ClickHouseClient, window: LedgerWindow): Promise<LedgerBillRow[]> {
  const result = await client.query({
    query: `SELECT provider, operation, status, cost_status, toString(cost_usd) AS cost_usd, trace_id,
        [input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens] AS tokens
      FROM tollgate.calls WHERE service = {service:String}
        AND ts BETWEEN fromUnixTimestamp64Milli({fromMs:Int64}) AND fromUnixTimestamp64Milli({toMs:Int64})`,
    query_params: { ...window },
    format: "JSONEachRow",
  });
  return (await result.json<LedgerRow>()).map((row) => {
    const [inputTokens, cacheReadTokens, cacheWriteTokens, cacheWrite1hTokens, outputTokens, reasoningTokens] =
      row.tokens;
    const { provider, operation, status } = row;
    const unpriced = row.cost_status === "unpriced" || row.cost_usd === null;
    return {
      ...{ id: row.trace_id, provider, operation, status, inputTokens, cacheReadTokens, cacheWriteTokens },
      ...{ cacheWrite1hTokens, outputTokens, reasoningTokens },
      ...(!unpriced && { costPicoUsd: picoUsd(row.cost_usd) }),
    };
  });
}
