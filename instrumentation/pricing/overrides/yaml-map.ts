import { isMap, isScalar, isSeq, type Node } from "yaml";
import { nearestModels } from "../nearest-models.ts";
import { quoted } from "./quoted.ts";
import { scaledDecimal } from "./scaled-decimal.ts";
import type { YamlFile } from "./yaml-file.ts";

const MAX_NAME_LENGTH = 200;

interface Field {
  line: number;
  value: Node | undefined;
}

/** One mapping of a file. Each read checks a value: one that cannot be used is complained of with its line and reads as undefined. */
export class YamlMap {
  readonly file: YamlFile;
  readonly line: number;
  /** As messages call it: "a discount". */
  readonly what: string;
  /** False for a value that is none, which has been complained of. */
  readonly isMap: boolean;
  readonly isEmpty: boolean;
  readonly #fields = new Map<string, Field>();

  /** @param keys the allowed ones; absent: any */
  constructor(
    file: YamlFile,
    node: Node | undefined,
    description: { what: string; line: number; keys?: readonly string[] },
  ) {
    this.file = file;
    this.what = description.what;
    this.line = node ? file.lineOf(node) : description.line;
    this.isMap = isMap(node);
    this.isEmpty = isMap(node) && node.items.length === 0;
    if (!isMap(node)) {
      file.complain(this.line, `Cannot use ${this.what} ${quoted(node)}: expected keys with values`);
      return;
    }
    for (const pair of node.items) {
      const keyNode = pair.key as Node | null;
      const line = keyNode ? file.lineOf(keyNode) : this.line;
      const key = isScalar(keyNode) ? String(keyNode.value) : undefined;
      const known = description.keys;
      if (key === undefined || (known !== undefined && !known.includes(key))) {
        file.complain(
          line,
          `Cannot use key ${quoted(keyNode)} of ${this.what}: ${this.#expectedKey(key, known ?? [])}`,
        );
      } else if (this.#fields.has(key)) {
        file.complain(line, `Cannot use key "${key}" of ${this.what}: it stands twice`);
      } else {
        const value = pair.value as Node | null;
        this.#fields.set(key, { line, value: value === null ? undefined : file.resolve(value) });
      }
    }
  }

  #expectedKey(key: string | undefined, known: readonly string[]): string {
    const nearest = key === undefined ? [] : nearestModels(key.slice(0, MAX_NAME_LENGTH), known, { count: 1 });
    return `${nearest.map((name) => `nearest is "${name}", `).join("")}allowed are ${listed(known)}`;
  }

  get keys(): string[] {
    return [...this.#fields.keys()];
  }

  has(key: string): boolean {
    return this.#fields.has(key);
  }

  lineOf(key: string): number {
    return this.#fields.get(key)?.line ?? this.line;
  }

  complain(message: string, key?: string): undefined {
    this.file.complain(key === undefined ? this.line : this.lineOf(key), message);
  }

  require(...keys: string[]): boolean {
    const missing = keys.filter((key) => !this.has(key));
    for (const key of missing) this.complain(`Cannot use ${this.what}: "${key}" is missing`);
    return missing.length === 0;
  }

  /** A name as it is written, without outer spaces. */
  text(key: string): string | undefined {
    const field = this.#fields.get(key);
    return field && this.#textOf(key, field.value);
  }

  /** A name or a list of names. */
  texts(key: string): string[] | undefined {
    const value = this.#fields.get(key)?.value;
    if (!isSeq(value)) {
      const text = this.text(key);
      return text === undefined ? undefined : [text];
    }
    if (value.items.length === 0) return this.#refuse(key, undefined, "expected at least one name");
    return value.items.flatMap((item) => this.#textOf(key, item as Node) ?? []);
  }

  #textOf(key: string, value: Node | undefined): string | undefined {
    const given = isScalar(value) && value.value !== null ? String(value.source ?? value.value).trim() : "";
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what a name must not have
    if (given !== "" && given.length <= MAX_NAME_LENGTH && !/[\0-\x1f\x7f]/.test(given)) return given;
    return this.#refuse(key, value, `expected a name of at most ${MAX_NAME_LENGTH} characters`);
  }

  /** A name of which `pattern` is true. */
  matching(key: string, pattern: RegExp, expected: string): string | undefined {
    const text = this.text(key);
    return text === undefined || pattern.test(text) ? text : this.#refuse(key, text, `expected ${expected}`);
  }

  oneOf<Value extends string>(key: string, allowed: readonly Value[]): Value | undefined {
    const text = this.text(key);
    const value = allowed.find((one) => one === text);
    return text === undefined || value !== undefined
      ? value
      : this.#refuse(key, text, `allowed are ${listed(allowed)}`);
  }

  flag(key: string): boolean {
    return this.oneOf(key, ["true", "false"]) === "true";
  }

  /** A day that exists, `YYYY-MM-DD`. */
  date(key: string): string | undefined {
    const text = this.text(key);
    const isDay = text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
    if (text === undefined || (isDay && new Date(text).toISOString().startsWith(text))) return text;
    return this.#refuse(key, text, "expected a date as 2026-01-31");
  }

  /** A number from 0 to `most`, as an integer of its `10^-exponent`, rounded half up. */
  decimal(key: string, range: { exponent: number; most: number }): number | undefined {
    const text = this.text(key);
    if (text === undefined) return undefined;
    const scaled = scaledDecimal(text, range.exponent);
    if (scaled !== undefined && scaled <= range.most * 10 ** range.exponent) return scaled;
    return this.#refuse(key, text, `expected a number from 0 to ${range.most.toLocaleString("en-US")}`);
  }

  /** A mapping below this one; undefined where the key is absent or has no value, as when its lines are commented out. */
  map(key: string, description: { what: string; keys?: readonly string[] }): YamlMap | undefined {
    const field = this.#fields.get(key);
    if (field === undefined || isAbsent(field.value)) return undefined;
    return new YamlMap(this.file, field.value, { ...description, line: field.line });
  }

  /** A list of mappings; empty where the key is absent or has no value. */
  entries(key: string, description: { what: string; keys: readonly string[] }): YamlMap[] {
    const field = this.#fields.get(key);
    if (field === undefined || isAbsent(field.value)) return [];
    if (!isSeq(field.value)) {
      this.complain(`Cannot use "${key}": expected a list, each entry beginning with "- "`, key);
      return [];
    }
    return field.value.items
      .map((item) => new YamlMap(this.file, this.file.resolve(item as Node), { ...description, line: field.line }))
      .filter((entry) => entry.isMap);
  }

  #refuse(key: string, value: Node | string | undefined, why: string): undefined {
    return this.complain(`Cannot use ${key} ${quoted(value)} of ${this.what}: ${why}`, key);
  }
}

function isAbsent(value: Node | undefined): boolean {
  return value === undefined || (isScalar(value) && value.value === null);
}

function listed(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}
