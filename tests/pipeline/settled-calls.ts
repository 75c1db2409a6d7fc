import type { PipelineStack } from "./stack.setup.ts";
import { select, selectUntil } from "./stack-client.ts";

export interface SettledCalls {
  calls: number;
  /** Exact, as text. */
  usd: string;
  /** The same from the rollups and what they have not taken yet. */
  rolledUsd: string;
  tenants: string[];
  /** Whole hours from now to the calls' hours, the earliest first. */
  hoursAgo: number[];
}

/**
 * What the ledger has of a test's tenants (all whose names begin so) once `spans` spans of its services have landed, however often each, and
 * the sweep of 230_twins.sql has looked at them. @throws when that does not happen within a minute
 */
export async function settledCalls(stack: PipelineStack, prefix: string, spans: number): Promise<SettledCalls> {
  const landed = `SELECT count() AS n FROM tollgate.otel_traces WHERE startsWith(ServiceName, '${prefix}') AND (SpanAttributes['gen_ai.operation.name'] != '' OR SpanAttributes['openinference.span.kind'] != '')`;
  await selectUntil<{ n: string }>(stack, landed, ([row]) => Number(row?.n) >= spans);
  // Calls and tombstones become visible a moment after the spans and the sweep's marker that they come from: so the second sweep from now on.
  const sweep = "SELECT max(toUnixTimestamp(found_at)) AS at FROM tollgate.twins WHERE is_marker = 1";
  for (let sweeps = 0; sweeps < 2; sweeps += 1) {
    const [now] = await select<{ at: number }>(stack, "SELECT toUnixTimestamp(now()) AS at");
    await selectUntil<{ at: number }>(stack, sweep, ([row]) => Number(row?.at) > Number(now?.at));
  }
  const [row] = await select<Record<string, unknown>>(
    stack,
    `SELECT toUInt32(count()) AS calls, toString(sum(cost)) AS usd, arraySort(groupUniqArray(toString(tenant))) AS tenants,
       arrayReverseSort(groupUniqArray(toInt32(intDiv(toUnixTimestamp(now()) - toUnixTimestamp(hour), 3600)))) AS hours
     FROM tollgate.calls WHERE startsWith(service, '${prefix}')`,
  );
  const [rolled] = await select<{ usd: string }>(
    stack,
    `SELECT toString(sum(cost_usd)) AS usd FROM tollgate.spend_by_hour WHERE startsWith(tenant, '${prefix}')`,
  );
  const { calls, usd, tenants, hours } = row as { calls: number; usd: string; tenants: string[]; hours: number[] };
  return { calls, usd, rolledUsd: rolled?.usd ?? "", tenants, hoursAgo: hours };
}
