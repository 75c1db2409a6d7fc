import type { ProviderApi, ProviderLogLine } from "../../examples/demo/provider/provider-log.ts";
import { usageOf } from "../../examples/demo/provider/usage-of.ts";
import type { Operation } from "../../instrumentation/llm-call.ts";
import { priceCall } from "../../instrumentation/pricing/price-call.ts";

/** One row of a bill: what makes two calls the same to whoever pays. */
export interface BillRow {
  id: string;
  provider: string;
  operation: string;
  inputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  cacheWrite1hTokens: number;
  outputTokens: number;
  reasoningTokens: number;
  /** Absent when unpriced. */
  costPicoUsd?: bigint;
}

const OPERATIONS: Record<ProviderApi, Operation> = { chat: "chat", messages: "chat", embeddings: "embeddings" };

/** What the provider's own log comes to with the price book: the calls it answered with 200, in full. */
export function expectedBill(log: readonly ProviderLogLine[]): BillRow[] {
  return log.flatMap((line) => {
    if (line.status !== 200 || !line.complete || !line.tokens) return [];
    const usage = usageOf(line.tokens);
    const { provider, model, atMs, tier, id } = line;
    const cost = priceCall(usage, { provider, model, atMs, ...(tier && { tier }) });
    const priced = cost.status !== "unpriced" && { costPicoUsd: BigInt(cost.costPicoUsd) };
    return [{ id, provider, operation: OPERATIONS[line.api], ...usage, ...priced }];
  });
}
