import { trace } from "@opentelemetry/api";
import { currentAttribution } from "./attribution.ts";
import type { SaidByCall } from "./content/content-recorder.ts";
import { currentHandle } from "./handle.ts";
import { mergeAttribution } from "./labels/merge-attribution.ts";
import type { Attribution, CallRecord, Operation, Usage } from "./llm-call.ts";
import { readManualUsage } from "./manual-usage.ts";
import { underRun } from "./run-tree.ts";

/** A call that no hook sees: another transport than fetch, a batch result, a provider's bill. */
export interface ManualCall {
  /** As the price book spells it: `openai`, `anthropic`, … */
  provider: string;
  model: string;
  /** @default "chat" */
  operation?: Operation;
  /**
   * `inputTokens` includes cached ones, `outputTokens` reasoning; `counted` has searches, images, seconds. Absent only with `errorType`: a
   * call without any count that can be is unpriced. Where only some can be, it is charged as an estimate and the others are said.
   */
  usage?: Partial<Usage>;
  /** The provider's id of the answer; keeps the call from being charged twice. */
  responseId?: string;
  serviceTier?: string;
  /** Unix milliseconds. @default `endMs`, also where it is no time */
  startMs?: number;
  /** Unix milliseconds. @default now, also where it is no time */
  endMs?: number;
  /** The call failed and was not billed. */
  errorType?: string;
  /** What was asked, as a text or a list of messages. Hashed or recorded only where an operator has switched that on. */
  prompt?: string | readonly unknown[];
  /** The text that was answered; the same holds for it. */
  answer?: string;
  /** Added to the one in force. */
  attribution?: Attribution;
}

/** Meters a call that no hook sees. Does nothing when metering is off; never throws. */
export function recordLlmCall(call: ManualCall): void {
  const handle = currentHandle();
  if (handle === undefined) return;
  try {
    const record = toRecord(call);
    if (handle.content.isOn) handle.content.addSaid(record, saidIn(call));
    handle.meter.finish(record);
  } catch (error) {
    handle.meter.internalError("manual", error);
  }
}

function toRecord(call: ManualCall): CallRecord {
  const endMs = timeOr(Date.now(), call.endMs);
  const startMs = timeOr(endMs, call.startMs);
  const record: CallRecord = {
    source: "manual",
    provider: call.provider,
    operation: call.operation ?? "chat",
    requestModel: call.model,
    stream: false,
    startMs,
    endMs: Math.max(startMs, endMs),
    ...readManualUsage(call.usage),
    attribution: mergeAttribution(currentAttribution(), call.attribution),
  };
  const active = trace.getActiveSpan()?.spanContext();
  const place = currentHandle()?.runs.current();
  Object.assign(record, underRun(active === undefined ? {} : { parent: active }, place), place && { run: place.run });
  if (call.responseId !== undefined) record.responseId = call.responseId;
  if (call.serviceTier !== undefined) record.serviceTier = call.serviceTier;
  if (call.errorType !== undefined) record.errorType = call.errorType;
  return record;
}

function saidIn({ prompt, answer }: ManualCall): SaidByCall {
  const request = typeof prompt === "string" ? { prompt } : prompt && { messages: prompt };
  return { request, ...(typeof answer === "string" && { answer: () => answer }) };
}

/** A time that no ledger can hold is as good as none; written as it is, the collector would refuse the whole batch. */
function timeOr(fallbackMs: number, givenMs: number | undefined): number {
  if (givenMs === undefined || !Number.isFinite(givenMs)) return fallbackMs;
  return givenMs >= 0 && givenMs <= LAST_MS ? givenMs : fallbackMs;
}

/** In the year 2262: 2^63 nanoseconds since 1970, where ClickHouse's time ends. */
const LAST_MS = 9_223_372_036_854;
