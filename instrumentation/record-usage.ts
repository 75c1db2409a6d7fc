import { UsageOperation } from "./conventions.ts";
import { currentHandle } from "./handle.ts";
import type { Usage } from "./llm-call.ts";
import type { CountedUnit } from "./pricing/units.ts";
import { type ManualCall, recordLlmCall } from "./record-llm-call.ts";

/** What was used. */
export type UsageKind = keyof typeof UsageOperation;

/** A line of a bill that no hook sees. */
export interface RecordedUsage extends Omit<ManualCall, "operation" | "usage" | "prompt" | "answer"> {
  kind: UsageKind;
  /**
   * What the bill counts: `{ image: 2 }`, `{ audioSecond: 61.5 }`. A variant with a price of its own follows a slash:
   * `{ "image/1024x1024/hd": 1 }`, `{ "request/read-unit": 12 }`. Whole numbers but for seconds and GB-days.
   */
  units?: { readonly [unit in CountedUnit]?: number };
  /** Where tokens are billed too, as `recordLlmCall` takes them. */
  tokens?: Partial<Omit<Usage, "counted">>;
}

/**
 * Meters what is no chat: vector stores and retrieval, reranking, images, sound, storage, and whatever else is on a bill. It is in the ledger
 * with the calls, on behalf of whom they are, and priced by the price book or `tollgate.prices.yaml`; unpriced where neither has a price for
 * each unit, or nothing was counted. Do not record what a hook has metered already: see docs/metering.md.
 *
 * Does nothing when metering is off; never throws.
 *
 * @example
 * recordUsage({ kind: "storage", provider: "openai", model: "vector-store", units: { storageGbDay: 2.5 } });
 */
export function recordUsage(used: RecordedUsage): void {
  try {
    recordLlmCall(toCall(used));
  } catch (error) {
    // Nothing given at all, or a getter of the app's that throws.
    currentHandle()?.meter.internalError("manual", error);
  }
}

function toCall({ kind, units, tokens, ...call }: RecordedUsage): ManualCall {
  const isCounted = units !== undefined || tokens !== undefined;
  return {
    ...call,
    // Code without types may say what it likes; its money is still to be counted.
    operation: Object.hasOwn(UsageOperation, kind) ? UsageOperation[kind] : UsageOperation.other,
    ...(isCounted && { usage: { ...tokens, ...(units !== undefined && { counted: units }) } }),
  };
}
