import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_NAME_LENGTH, NAME_RULES, normalizeModelName, SNAPSHOT } from "../../instrumentation/pricing/model-name.ts";
import { readPriceBook } from "../../instrumentation/pricing/price-book-data.ts";
import { canonicalProvider, PROVIDER_ALIASES } from "../../instrumentation/pricing/provider-name.ts";

const data = readPriceBook();

describe("canonicalProvider", () => {
  test("leads every alias to a provider of the book, in any case", () => {
    for (const [alias, provider] of Object.entries(PROVIDER_ALIASES)) {
      expect(data.providers, alias).toContain(provider);
      expect(data.providers, alias).not.toContain(alias);
      expect(canonicalProvider(` ${alias.toUpperCase()} `)).toBe(provider);
    }
    for (const provider of data.providers) expect(canonicalProvider(provider)).toBe(provider);
  });

  test("leaves a provider that it does not know, hostile ones included", () => {
    for (const name of ["ollama", "constructor", "__proto__", "\u00a0openai", "bedroc\u212a"])
      expect(canonicalProvider(name)).toBe(name);
  });
});

describe("normalizeModelName", () => {
  test("is plain ASCII of a bounded length and blind to case, for any text", () => {
    const parts = fc.constantFrom(
      ...["models/", "publishers/x/", "projects/p/locations/l/", "ft:", ":", "us.", "global.", "anthropic.", "openai/"],
      ...["gpt-4o", "-v1", ":0", "@default", "@20260101", "accounts/fireworks/models/", "A", " ", "é", "\u212a"],
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(parts, fc.string({ maxLength: 3 })), { maxLength: 8 }), (all) => {
        const once = normalizeModelName("openai", all.join(""));
        expect(once.length).toBeLessThanOrEqual(MAX_NAME_LENGTH);
        expect(once).toMatch(/^[!-~]*$/);
        expect(
          normalizeModelName(
            "openai",
            all.join("").replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
          ),
        ).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ["a".repeat(MAX_NAME_LENGTH), "a".repeat(MAX_NAME_LENGTH)],
    ["a".repeat(MAX_NAME_LENGTH + 1), ""],
    ["gpt 4o", ""],
    ["gpt-4ö", ""],
    // The Kelvin sign, which lower-cases to a plain k
    ["\u212aimi-k2", ""],
    ["", ""],
    ["\t GPT-4o\r\n", "gpt-4o"],
  ])("makes of %j %j", (given, name) => {
    expect(normalizeModelName("openai", given)).toBe(name);
  });

  test("has rules within RE2's syntax, anchored, with one group each", () => {
    for (const rule of [...NAME_RULES, SNAPSHOT]) {
      expect(rule).toMatch(/^\^.*\$$/);
      expect(rule).not.toMatch(/\(\?[=!<]|\\[1-9dDwWsS]/);
      expect(rule.match(/\((?!\?:)/g), rule).toHaveLength(1);
    }
  });
});
