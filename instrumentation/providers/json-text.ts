import { isObject, type JsonObject } from "./read-value.ts";

/** The object that the text is; undefined when it is none. */
export function parseObject(json: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Position of the quote that closes the JSON string opened at `start`; -1 if it is not closed. */
export function stringEnd(json: string, start: number): number {
  // Names and most values are short, and a search takes as long to call as to look at some 20 characters.
  for (let at = start + 1; at < start + NEAR_CHARS; at += 1) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH || Number.isNaN(code)) break;
  }
  return searchStringEnd(json, start);
}

function searchStringEnd(json: string, start: number): number {
  for (let at = json.indexOf('"', start + 1); at >= 0; at = json.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (json[at - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return -1;
}

/**
 * Position of the value of `key`, which is given with its closing quote; -1 if it is not there. Quotes inside JSON strings are escaped, so
 * text cannot match.
 */
export function valueAt(json: string, key: string, from = 0): number {
  const at = json.indexOf(key, from);
  if (at < 0) return -1;
  let next = at + key.length;
  for (let code = json.charCodeAt(next); code === COLON || code === SPACE; code = json.charCodeAt(next)) next += 1;
  return next;
}

const NEAR_CHARS = 32;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const SPACE = 0x20;

/** Characters in the string values of `key`, given with its quotes, as they stand escaped in the JSON. */
export function countTextOf(json: string, key: string, from = 0): number {
  let chars = 0;
  for (let start = valueAt(json, key, from); start >= 0; start = valueAt(json, key, start)) {
    if (json[start] !== '"') continue;
    const end = stringEnd(json, start);
    if (end < 0) break;
    chars += end - start - 1;
    start = end;
  }
  return chars;
}
