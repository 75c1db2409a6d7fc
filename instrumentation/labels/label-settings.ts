import type { Attribution } from "../llm-call.ts";
import { ATTRIBUTION_PARTS, type AttributionPart } from "./attribution-part.ts";

/** How attribution gets in and what of it is let through. */
export interface LabelSettings {
  /** Header of a model call, lower case → the part that it names. */
  headers: ReadonlyMap<string, AttributionPart | "tags">;
  readsBaggage: boolean;
  writesBaggage: boolean;
  /** Present: user ids are hashed with it. */
  userHashKey?: string;
  /** Distinct values of one part in one process; users and customers may be `PERSONS` times as many, sessions any. */
  valueLimit: number;
}

/** Far above what a business names, far below the 8,192 from which ClickHouse's dictionaries no longer pay. */
const DEFAULT_VALUE_LIMIT = 1_000;
/** A key that can be guessed makes its hashes guessable. */
const KEY_CHARS = 16;

interface Reader {
  text(name: string): string | undefined;
  wholeNumber(name: string, fallback: number): number;
  complain(line: string): void;
}

export function readLabelSettings({ text, wholeNumber, complain }: Reader): LabelSettings {
  const baggage = new Set((text("TOLLGATE_BAGGAGE") ?? "").toLowerCase().split(/[\s,]+/));
  for (const word of baggage) {
    if (!["", "off", "read", "write"].includes(word)) {
      complain(`Cannot use "${word}" of TOLLGATE_BAGGAGE: expected "read", "write" or "read,write"`);
    }
  }
  const userHashKey = readKey("TOLLGATE_USER_HASH_KEY", text, complain);
  return {
    headers: readHeaders(text("TOLLGATE_ATTRIBUTION_HEADERS") ?? "", complain),
    readsBaggage: baggage.has("read"),
    writesBaggage: baggage.has("write"),
    ...(userHashKey !== undefined && { userHashKey }),
    valueLimit: wholeNumber("TOLLGATE_LABEL_VALUES", DEFAULT_VALUE_LIMIT),
  };
}

/** A short key is used all the same: without it what it hides would stand there in clear. */
export function readKey(name: string, text: Reader["text"], complain: Reader["complain"]): string | undefined {
  const key = text(name);
  if (key !== undefined && key.length < KEY_CHARS) {
    complain(`${name} has ${key.length} characters and can be guessed: use at least ${KEY_CHARS} random ones`);
  }
  return key;
}

/** The process's defaults: TOLLGATE_TENANT and so on, TOLLGATE_PROMPT_ID, TOLLGATE_TAGS. */
export function readDefaultAttribution(text: Reader["text"]): Attribution {
  const attribution: Attribution = {};
  for (const part of ATTRIBUTION_PARTS) {
    const value = text(`TOLLGATE_${part === "promptId" ? "PROMPT_ID" : part.toUpperCase()}`);
    if (value !== undefined) attribution[part] = value;
  }
  const tags = splitTags(text("TOLLGATE_TAGS") ?? "");
  return tags.length === 0 ? attribution : { ...attribution, tags };
}

export function splitTags(list: string): string[] {
  return list
    .split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
}

function readHeaders(list: string, complain: Reader["complain"]): LabelSettings["headers"] {
  const headers = new Map<string, AttributionPart | "tags">();
  const allowed = [...ATTRIBUTION_PARTS, "tags"] as const;
  for (const pair of splitTags(list)) {
    const [header = "", name = ""] = pair.split("=").map((side) => side.trim());
    const part = allowed.find((allowed) => allowed.toLowerCase() === name.toLowerCase());
    if (/^[\w!#$%&'*+.^`|~-]+$/.test(header) && part !== undefined) headers.set(header.toLowerCase(), part);
    else
      complain(
        `Cannot use "${pair}" of TOLLGATE_ATTRIBUTION_HEADERS: expected header=part, part one of ${allowed.join(", ")}`,
      );
  }
  return headers;
}
