import { describe, expect, test } from "vitest";
import { errorsOf } from "./price-overrides-yaml.ts";

describe("a hostile file", () => {
  const letters = [..."abcdefghij"];
  const bomb = letters.map(
    (name, at) => `${name}: &${name} [${Array(9).fill(at === 0 ? "x" : `*${letters[at - 1]}`)}]`,
  );
  test.each([
    ["brackets in brackets", "[".repeat(100_000), "1: Cannot read YAML: it is nested too deep"],
    ["dashes behind dashes", "- ".repeat(100_000), "1: Cannot read YAML: it is nested too deep"],
    ["a huge text", "#".repeat(500_001), "1: Cannot read a file of more than 500 kB"],
    ["zeros", "a\0b", "1: Cannot read a file that is no text"],
    [
      "an archive",
      "PK\x03\x04\ufffd\ufffd",
      '1: Cannot use the file "PK\\u0003\\u0004\ufffd\ufffd": expected keys with values',
    ],
    [
      "a list of 3.5 billion names by aliases",
      `${bomb.join("\n")}\nfree:\n  environments: *j\n`,
      '1: Cannot use key "a" of the file',
    ],
    [
      "twenty thousand keys",
      Array.from({ length: 20_000 }, (_, at) => `k${at}: 1`).join("\n"),
      '1: Cannot use key "k0" of the file',
    ],
    ["a prototype", "__proto__: { percent: 1 }\n", '1: Cannot use key "__proto__" of the file'],
  ])("of %s is an error like any other", (_, text, error) => {
    const errors = errorsOf(text);
    expect(errors[0]?.slice(0, error.length)).toBe(error);
    expect(errors.length).toBeLessThanOrEqual(21);
    expect(errors.join("\n").length).toBeLessThan(10_000);
  });
});
