import { trace } from "@opentelemetry/api";
import { currentAttribution } from "./attribution.ts";
import { currentHandle } from "./handle.ts";
import type { Attribution, CallRecord, Operation, Usage } from "./llm-call.ts";
import { consistentUsage, countAt } from "./providers/read-value.ts";

/** A call that no hook sees: another transport than fetch, a batch result, a provider's bill. */
export interface ManualCall {
  /** As the price book spells it: `openai`, `anthropic`, … */
  provider: string;
  model: string;
  /** @default "chat" */
  operation?: Operation;
  /** Counts of tokens. `inputTokens` includes cached ones, `outputTokens` reasoning. Absent only with `errorType`. */
  usage?: Partial<Usage>;
  /** The provider's id of the answer; keeps the call from being charged twice. */
  responseId?: string;
  serviceTier?: string;
  /** Unix milliseconds. @default now */
  startMs?: number;
  /** Unix milliseconds. @default now */
  endMs?: number;
  /** The call failed and was not billed. */
  errorType?: string;
  /** Added to the one in force. */
  attribution?: Attribution;
}

/** Meters a call that no hook sees. Does nothing when metering is off; never throws. */
export function recordLlmCall(call: ManualCall): void {
  const handle = currentHandle();
  if (handle === undefined) return;
  try {
    handle.meter.finish(toRecord(call));
  } catch (error) {
    handle.meter.internalError("manual", error);
  }
}

function toRecord(call: ManualCall): CallRecord {
  const nowMs = Date.now();
  const record: CallRecord = {
    source: "manual",
    provider: call.provider,
    operation: call.operation ?? "chat",
    requestModel: call.model,
    stream: false,
    startMs: call.startMs ?? call.endMs ?? nowMs,
    endMs: call.endMs ?? nowMs,
    usageSource: "provider",
    attribution: { ...currentAttribution(), ...call.attribution },
  };
  const active = trace.getActiveSpan()?.spanContext();
  if (active !== undefined) record.parent = active;
  if (call.responseId !== undefined) record.responseId = call.responseId;
  if (call.serviceTier !== undefined) record.serviceTier = call.serviceTier;
  if (call.errorType !== undefined) record.errorType = call.errorType;
  if (call.usage !== undefined) record.usage = wholeUsage({ ...call.usage });
  return record;
}

function wholeUsage(usage: Record<string, unknown>): Usage {
  const count = (name: keyof Usage) => countAt(usage, name) ?? 0;
  return consistentUsage({
    inputTokens: count("inputTokens"),
    outputTokens: count("outputTokens"),
    cacheReadTokens: count("cacheReadTokens"),
    cacheWriteTokens: count("cacheWriteTokens"),
    cacheWrite1hTokens: count("cacheWrite1hTokens"),
    reasoningTokens: count("reasoningTokens"),
  });
}
