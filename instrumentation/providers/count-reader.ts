import type { Usage } from "../llm-call.ts";
import { MAX_COUNT } from "../pricing/usage-quantities.ts";
import type { AnswerFacts } from "./api-shape.ts";
import { consistentUsage } from "./consistent-usage.ts";
import { isObject, type JsonObject } from "./read-value.ts";

/** Takes counts out of one answer and notes those that are none. Providers send null for "none", which is as good as absent. */
export class CountReader {
  #problems: string[] | undefined;

  /** The value as a count; undefined where it is absent or none. `where` is the path to the object that has it under `key`. */
  count(value: unknown, key: string, where: string): number | undefined {
    if (typeof value === "number" && value >= 0 && value <= MAX_COUNT && Number.isInteger(value)) return value + 0;
    if (value === undefined || value === null) return undefined;
    const isHuge = typeof value === "number" && value > MAX_COUNT;
    this.note(
      `${where}.${key} is ${quoted(value)}, allowed are whole numbers from 0${isHuge ? ` to ${MAX_COUNT}` : ""}`,
    );
    // A huge one stays, so that the price of the call is unknown and not too low.
    return isHuge && Number.isSafeInteger(value) ? value : undefined;
  }

  /** A count without which the others say nothing: its absence is noted too. */
  total(value: unknown, key: string, where: string): number | undefined {
    if (value === undefined || value === null) {
      this.note(`${where}.${key} is missing, allowed are whole numbers from 0`);
      return undefined;
    }
    return this.count(value, key, where);
  }

  /** A part of `whole`, 0 where it is absent. A greater one is noted, and cut when the usage is made consistent. */
  part(value: unknown, key: string, where: string, whole: number | undefined): number {
    const count = this.count(value, key, where) ?? 0;
    if (whole !== undefined && count > whole) this.checkPart(`${where}.${key}`, count, whole);
    return count;
  }

  checkPart(field: string, count: number, whole: number | undefined): void {
    if (whole !== undefined && count > whole)
      this.note(`${field} is ${count}, allowed are whole numbers from 0 to ${whole}`);
  }

  /** A number that may have decimals, as seconds do. */
  amount(value: unknown, key: string, where: string): number | undefined {
    if (typeof value === "number" && value >= 0 && value <= MAX_COUNT) return value + 0;
    if (value !== undefined && value !== null)
      this.note(`${where}.${key} is ${quoted(value)}, allowed are numbers from 0 to ${MAX_COUNT}`);
    return undefined;
  }

  /** An object with further counts; empty where it is absent or none. */
  object(value: unknown, key: string, where: string): JsonObject {
    if (isObject(value)) return value;
    if (value !== undefined && value !== null) this.note(`${where}.${key} is ${quoted(value)}, allowed is an object`);
    return NOTHING;
  }

  /** Notes counts of things that the reader does not know: they may be billed, so a price without them may be too low. */
  unknown(value: JsonObject, known: readonly string[], where: string): void {
    for (const key in value) {
      const count = value[key];
      if (typeof count === "number" && count !== 0 && !known.includes(key))
        this.note(`${where}.${key} is ${count} of an unknown unit, known are ${known.join(", ")}`);
    }
  }

  /** For an answer whose usage is no object. */
  noUsage(where: string, value: unknown): Pick<AnswerFacts, "usage" | "problems"> {
    this.note(`${where} is ${quoted(value)}, allowed is an object`);
    return this.facts(undefined);
  }

  note(problem: string): void {
    this.#problems ??= [];
    // An answer can be made of wrong counts.
    if (this.#problems.length < MAX_PROBLEMS && !this.#problems.includes(problem)) this.#problems.push(problem);
  }

  /** What was read, cut to what is possible. */
  facts(usage: Usage | undefined): Pick<AnswerFacts, "usage" | "problems"> {
    if (this.#problems === undefined) return usage === undefined ? {} : { usage: consistentUsage(usage) };
    return { ...(usage !== undefined && { usage: consistentUsage(usage) }), problems: this.#problems };
  }
}

const NOTHING: JsonObject = Object.freeze({});
const MAX_PROBLEMS = 20;
const QUOTED_CHARS = 60;

function quoted(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (isObject(value)) return "an object";
  const text = typeof value === "number" ? String(value) : JSON.stringify(value);
  return text.length > QUOTED_CHARS ? `${text.slice(0, QUOTED_CHARS)}…` : text;
}
