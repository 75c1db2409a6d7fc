import { setTimeout as sleep } from "node:timers/promises";
import type { HistoryCall } from "../../examples/demo/history.ts";
import { otlpTraceRequest } from "../../examples/demo/otlp-trace-request.ts";
import { appendProviderLog, type ProviderApi } from "../../examples/demo/provider/provider-log.ts";
import type { FinishedCall } from "../../instrumentation/finished-call.ts";
import { priceCall } from "../../instrumentation/pricing/price-call.ts";
import type { DemoStack } from "./demo-stack.ts";

/** The `service.name` of the generated history. */
export const HISTORY_SERVICE = "tollgate-demo-history";

/** A past call with the price it had at its time. */
export type PricedHistoryCall = HistoryCall & FinishedCall;

/** Prices each call at its own time, as the app would have. A call without usage was an error and is free. */
export function priceHistory(calls: readonly HistoryCall[]): PricedHistoryCall[] {
  return calls.map((call) => {
    const { provider, requestModel, responseModel, startMs, usage } = call.record;
    if (!usage) return { ...call, costStatus: "free", costPicoUsd: 0 };
    const { status, ...cost } = priceCall(usage, { provider, model: responseModel ?? requestModel, atMs: startMs });
    return { ...call, ...cost, costStatus: status };
  });
}

/** Sends the history as OTLP through the collector, like every other span. Safe to repeat: ids are the same each time. */
export async function sendHistory(stack: DemoStack, calls: readonly PricedHistoryCall[]): Promise<void> {
  for (let at = 0; at < calls.length; at += 1000) {
    await post(stack, JSON.stringify(otlpTraceRequest(calls.slice(at, at + 1000), HISTORY_SERVICE)));
  }
}

/** The log a provider would have kept of that history, to check the ledger against. */
export function writeHistoryLog(path: string, calls: readonly HistoryCall[]): void {
  for (const { record, tokens, traceId } of calls) {
    const { provider, requestModel, responseModel, startMs } = record;
    const api: ProviderApi =
      record.operation === "embeddings" ? "embeddings" : provider === "anthropic" ? "messages" : "chat";
    const line = { id: traceId, provider: provider as "openai" | "anthropic", api, atMs: startMs, complete: true };
    const status = record.httpStatus ?? 200;
    appendProviderLog(path, { ...line, status, model: responseModel ?? requestModel, ...(tokens && { tokens }) });
  }
}

/** The collector answers 429 or 503 while it is short of memory or queue: wait as it asks and try again, ten times. */
async function post(stack: DemoStack, body: string): Promise<void> {
  const url = `${stack.otlpHttpUrl}/v1/traces`;
  const headers = { "content-type": "application/json", authorization: `Bearer ${stack.secrets.TOLLGATE_TOKEN}` };
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(url, { method: "POST", headers, body });
    const answer = await response.text();
    if (response.ok) return;
    const passing = response.status === 429 || response.status === 503;
    if (!passing || attempt === 10) {
      throw new Error(`Cannot send history to "${url}": status ${response.status}, ${answer.slice(0, 200)}`);
    }
    await sleep(1000 * Number(response.headers.get("retry-after") ?? 1));
  }
}
