import { createHash } from "node:crypto";
import { cutText } from "./labels/cut-text.ts";
import type { CallRecord, Usage } from "./llm-call.ts";

/** As long as a name of the price book may be; a host's is at most 253. */
const NAME_CHARS = 200;
const NAMES = ["provider", "requestModel", "responseModel", "serviceTier", "errorType"] as const;

/**
 * Cuts what answers and apps may make as long as they like: a model of 12 MB makes a span that no collector takes, and a metric's label is
 * sent again every ten seconds. Names of people and the like have limits of their own.
 */
export function cutNames(record: CallRecord): void {
  // Code without types may give anything; what is no text is not read here.
  for (const name of NAMES) {
    const text: unknown = record[name];
    if (typeof text === "string" && text.length > NAME_CHARS) record[name] = cutName(text);
  }
  if (typeof record.responseId === "string") record.responseId = cutId(record.responseId);
  if (record.usage?.counted !== undefined) record.usage = { ...record.usage, counted: cutUnits(record.usage.counted) };
}

/** The mark at the end is in no name of the price book, so that no long name takes the price of a short one. */
function cutName(text: string): string {
  return `${cutText(text, NAME_CHARS - 1)}…`;
}

/** LiteLLM's have 240 characters and tell one call from another by the last of them. */
const ID_CHARS = 1_000;
const HASH_CHARS = 32;

/** A longer one ends in a hash of the whole: what charges each answer once must not take two for one. */
export function cutId(id: string): string {
  if (id.length <= ID_CHARS) return id;
  const hash = createHash("sha256").update(id).digest("hex").slice(0, HASH_CHARS);
  return `${cutText(id, ID_CHARS - HASH_CHARS - 1)}-${hash}`;
}

type Counted = NonNullable<Usage["counted"]>;

/** Some are made of what an answer says: `image/1024x1024/hd`. */
function cutUnits(counted: Counted): Counted {
  const units = Object.entries(counted);
  if (units.every(([unit]) => unit.length <= NAME_CHARS)) return counted;
  return Object.fromEntries(units.map(([unit, n]) => [unit.length > NAME_CHARS ? cutName(unit) : unit, n]));
}
