import type { AnswerField, LongField } from "./api-shape.ts";
import { stringEnd } from "./json-text.ts";
import type { JsonObject } from "./read-value.ts";

/**
 * Reads the given fields of a JSON object and steps over the rest without parsing it: prompts, answers and vectors are long, and we
 * need none of them. Undefined when the text is not a JSON object. To parse all of 100 characters takes 1.3 times as long, of 5,300 2.5 times.
 */
export function readJsonFields(
  json: string,
  fields: readonly AnswerField[],
  options: JsonFieldsOptions = {},
): JsonObject | undefined {
  let at = skipSpace(json, 0);
  if (json.charCodeAt(at) !== OPEN_BRACE) return undefined;
  const found: JsonObject = {};
  let seen: Map<string, Stretch> | undefined;
  at = skipSpace(json, at + 1);
  while (json.charCodeAt(at) === QUOTE) {
    const keyEnd = stringEnd(json, at);
    const start = skipSpace(json, skipSpace(json, keyEnd + 1) + 1);
    const end = valueEnd(json, start);
    if (keyEnd < 0 || end < 0) return undefined;
    const key = wantedAt(json, { start: at + 1, end: keyEnd }, fields);
    if (key !== undefined) found[key] = parseValue(json, start, end);
    else if (options.present !== undefined && isAt(json, at + 1, keyEnd, options.present))
      found[options.present] = true;
    else if (options.unparsed !== undefined && isAt(json, at + 1, keyEnd, options.unparsed))
      found[options.unparsed] = json.slice(start, end);
    else if (fields.some((field) => typeof field === "object" && isOfLong(field, json.slice(at + 1, keyEnd)))) {
      seen ??= new Map();
      seen.set(json.slice(at + 1, keyEnd), { start, end });
    }
    at = skipSpace(json, end);
    const code = json.charCodeAt(at);
    if (code === CLOSE_BRACE) {
      if (seen !== undefined) addLong(found, json, fields, seen);
      return found;
    }
    if (code !== COMMA) return undefined;
    at = skipSpace(json, at + 1);
  }
  return json.charCodeAt(at) === CLOSE_BRACE ? found : undefined;
}

/** The field that stands there; the list's own string, because to set a property by a name that was just cut out takes three times as long. */
function wantedAt(json: string, { start, end }: Stretch, fields: readonly AnswerField[]): string | undefined {
  const first = json.charCodeAt(start);
  for (const field of fields) {
    if (typeof field === "string" && field.charCodeAt(0) === first && isAt(json, start, end, field)) return field;
  }
  return undefined;
}

function isAt(json: string, start: number, end: number, name: string): boolean {
  return name.length === end - start && json.startsWith(name, start);
}

function isOfLong(field: LongField, key: string): boolean {
  return field.name === key || field.toldBy === key;
}

export interface JsonFieldsOptions {
  /** A field that only has to be there: true stands for its value. */
  present?: string;
  /** A field whose JSON is wanted as it stands. */
  unparsed?: string;
}

/** Where the value of a field stands. */
interface Stretch {
  start: number;
  end: number;
}

/** Parses the long fields whose marks are there. */
function addLong(
  found: JsonObject,
  json: string,
  fields: readonly AnswerField[],
  seen: ReadonlyMap<string, Stretch>,
): void {
  for (const field of fields) {
    const own = typeof field === "string" ? undefined : seen.get(field.name);
    if (typeof field === "string" || own === undefined) continue;
    const { start, end } = seen.get(field.toldBy ?? field.name) ?? own;
    const told = json.slice(start, end);
    if (field.marks.some((mark) => told.includes(mark))) found[field.name] = parseValue(json, own.start, own.end);
  }
}

/** Most wanted values are short strings without an escape, or true, false and counts, and need no parser. */
function parseValue(json: string, start: number, end: number): unknown {
  const first = json.charCodeAt(start);
  if (first === QUOTE) {
    const text = json.slice(start + 1, end - 1);
    if (!text.includes("\\")) return text;
  } else if (isAt(json, start, end, "true")) return true;
  else if (isAt(json, start, end, "false")) return false;
  else {
    const count = countAt(json, start, end);
    if (count !== undefined) return count;
  }
  try {
    return JSON.parse(json.slice(start, end));
  } catch {
    return undefined;
  }
}

const MOST_DIGITS = 15;

/** A whole number without a sign and without zeros before it. */
function countAt(json: string, start: number, end: number): number | undefined {
  if (end - start > MOST_DIGITS || json.charCodeAt(start) === ZERO) return undefined;
  let count = 0;
  for (let at = start; at < end; at += 1) {
    const digit = json.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return undefined;
    count = 10 * count + digit;
  }
  return end > start ? count : undefined;
}

const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const QUOTE = 0x22;
const COMMA = 0x2c;
const ZERO = 0x30;

/** Position after the value that starts at `start`; -1 if it does not end. */
function valueEnd(json: string, start: number): number {
  let depth = 0;
  for (let at = start; at < json.length; at += 1) {
    switch (json.charCodeAt(at)) {
      case QUOTE:
        at = stringEnd(json, at);
        if (at < 0) return -1;
        if (depth === 0) return at + 1;
        break;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        depth += 1;
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        if (depth === 0) return at;
        depth -= 1;
        if (depth === 0) return at + 1;
        break;
      case COMMA:
        if (depth === 0) return at;
    }
  }
  return -1;
}

function skipSpace(json: string, at: number): number {
  let next = at;
  while (json.charCodeAt(next) <= 0x20) next += 1;
  return next;
}
