import type { CallRecord, Usage } from "./llm-call.ts";
import { NO_USAGE } from "./no-usage.ts";
import { isDivisible } from "./pricing/units.ts";
import { MAX_COUNT } from "./pricing/usage-quantities.ts";
import { consistentUsage } from "./providers/consistent-usage.ts";
import { CountReader } from "./providers/count-reader.ts";
import { isObject, type JsonObject } from "./providers/read-value.ts";

type ManualUsage = Pick<CallRecord, "usage" | "usageSource" | "problems">;

type TokenField = Exclude<keyof Usage, "counted">;

/** What of an app's own counts can be used. Code without types may say what it likes, and a misspelt count must not be $0. */
export function readManualUsage(given: unknown): ManualUsage {
  if (given === undefined || given === null) return { usageSource: "provider" };
  const reader = new CountReader();
  const usage = isObject(given) ? readCounts(given, reader) : reader.noUsage("usage", shownAs(given)).usage;
  if (isObject(given) && usage === undefined) reader.note(`usage has no count, known are ${KNOWN.join(", ")}`);
  const { problems } = reader.facts(undefined);
  if (problems === undefined && usage !== undefined) return { usage, usageSource: "provider" };
  const isLeft = usage !== undefined && isAnythingUsed(usage);
  return { ...(isLeft && { usage }), usageSource: isLeft ? "estimated" : "provider", ...(problems && { problems }) };
}

/** Undefined where none is there. */
function readCounts(given: JsonObject, reader: CountReader): Usage | undefined {
  const whole: Usage = { ...NO_USAGE };
  let isCounted = false;
  for (const field of FIELDS) {
    const count = reader.count(shownAs(given[field]), field, "usage");
    if (count === undefined) continue;
    whole[field] = count;
    isCounted = true;
  }
  reader.unknown(given, KNOWN, "usage");
  const cut = consistentUsage(whole);
  for (const field of PLAIN_PARTS) reader.checkPart(`usage.${field}`, whole[field], cut[field]);
  for (const [field, total] of MODALITIES) reader.checkPart(`usage.${field}`, whole[field] ?? 0, whole[total] ?? 0);
  const counted = readCounted(given.counted, reader);
  if (counted === undefined) return isCounted ? cut : undefined;
  return { ...cut, counted };
}

/** Numbers stay as they are: one that cannot be makes the call unpriced. Undefined where there are none. */
function readCounted(given: unknown, reader: CountReader): Usage["counted"] {
  if (given === undefined) return undefined;
  if (!isObject(given)) {
    reader.note(`usage.counted is ${given === null ? "null" : typeof given}, allowed is an object`);
    return undefined;
  }
  const counted: NonNullable<Usage["counted"]> = {};
  for (const [unit, quantity] of Object.entries(given)) {
    if (Number.isFinite(quantity)) Object.assign(counted, { [unit]: quantity });
    else if (quantity !== undefined) reader.note(notAQuantity(unit, quantity));
  }
  return Object.keys(counted).length === 0 ? undefined : counted;
}

function notAQuantity(unit: string, quantity: unknown): string {
  const allowed = isDivisible(unit as Parameters<typeof isDivisible>[0]) ? "numbers" : "whole numbers";
  const isObjectLike = typeof quantity === "object" && quantity !== null;
  const shown = isObjectLike ? "an object" : `"${String(quantity).slice(0, 60)}"`;
  return `usage.counted.${unit.slice(0, 60)} is ${shown}, allowed are ${allowed} from 0 to ${MAX_COUNT}`;
}

/** JSON has no word for some values, and lines quote in JSON. */
function shownAs(value: unknown): unknown {
  return typeof value === "bigint" || typeof value === "function" || typeof value === "symbol" ? typeof value : value;
}

function isAnythingUsed({ inputTokens, outputTokens, counted = {} }: Usage): boolean {
  return inputTokens + outputTokens > 0 || Object.values(counted).some((quantity) => quantity !== 0);
}

const PLAIN_PARTS = ["cacheReadTokens", "cacheWriteTokens", "cacheWrite1hTokens", "reasoningTokens"] as const;

/** Not cut to be compared: written tokens of a modality are rightly counted as written. */
const MODALITIES = [
  ["inputAudioTokens", "inputTokens"],
  ["cacheReadAudioTokens", "inputAudioTokens"],
  ["outputAudioTokens", "outputTokens"],
  ["inputImageTokens", "inputTokens"],
  ["cacheReadImageTokens", "inputImageTokens"],
  ["outputImageTokens", "outputTokens"],
  ["inputVideoTokens", "inputTokens"],
  ["cacheReadVideoTokens", "inputVideoTokens"],
  ["outputVideoTokens", "outputTokens"],
] as const satisfies readonly (readonly [TokenField, TokenField])[];

const FIELDS: readonly TokenField[] = [
  "inputTokens",
  "outputTokens",
  ...PLAIN_PARTS,
  ...MODALITIES.map(([field]) => field),
];
const KNOWN = [...FIELDS, "counted"];
