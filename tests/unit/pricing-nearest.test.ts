import fc from "fast-check";
import { expect, test } from "vitest";
import { nearestModels } from "../../instrumentation/pricing/nearest-models.ts";

const MODELS = ["gpt-4o", "gpt-4o-mini", "gpt-4.1", "gpt-4.1-nano", "gpt-5-nano", "claude-sonnet-4-5", "o3"];

test("nearestModels names those with the fewest letters changed, the first by the alphabet of equals", () => {
  // gpt-4o-nano: 3 letters to gpt-4o-mini (n, a, o → m, i, i), 2 to gpt-4.1-nano (o → .1), 2 to gpt-5-nano (4o → 5)
  expect(nearestModels("gpt-4o-nano", MODELS)).toEqual(["gpt-4.1-nano", "gpt-5-nano", "gpt-4o-mini"]);
  expect(nearestModels("gpt-4o-nano", MODELS, { count: 1 })).toEqual(["gpt-4.1-nano"]);
  expect(nearestModels("o3", [])).toEqual([]);
});

test("nearestModels finds what comparing all of them in full finds, in whatever order they stand", () => {
  const name = fc.string({ unit: fc.constantFrom(..."ab-4"), maxLength: 12 });
  fc.assert(
    fc.property(name, fc.array(name, { maxLength: 12 }), (sought, models) => {
      const whole = [...new Set(models)].sort((a, b) => distance(sought, a) - distance(sought, b) || (a < b ? -1 : 1));
      expect(nearestModels(sought, models)).toEqual(whole.slice(0, 3));
    }),
    { numRuns: 1_000 },
  );
});

test("nearestModels compares the beginning of huge names", () => {
  expect(nearestModels("x".repeat(1_000_000), ["y".repeat(1_000_000), "x"])).toHaveLength(2);
});

/** Levenshtein's distance by its definition. */
function distance(a: string, b: string, known = new Map<string, number>()): number {
  if (a === "" || b === "") return a.length + b.length;
  const key = `${a}|${b}`;
  const found =
    known.get(key) ??
    Math.min(
      distance(a.slice(1), b, known) + 1,
      distance(a, b.slice(1), known) + 1,
      distance(a.slice(1), b.slice(1), known) + (a[0] === b[0] ? 0 : 1),
    );
  known.set(key, found);
  return found;
}
