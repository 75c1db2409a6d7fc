import fc from "fast-check";
import { expect, test } from "vitest";
import type { Usage } from "../../instrumentation/llm-call.ts";
import { calculateCost } from "../../instrumentation/pricing/calculate-cost.ts";
import { plainCost } from "../../instrumentation/pricing/plain-cost.ts";
import { resolvePrice } from "../../instrumentation/pricing/resolve-price.ts";
import { usageOf } from "./usage-of.ts";

const rate = fc.integer({ min: 0, max: 600_000_000 });
const row = fc.record(
  {
    prices: fc.record(
      {
        input: rate,
        output: rate,
        cacheRead: rate,
        cacheWrite5m: rate,
        reasoning: rate,
        inputAudio: rate,
        request: rate,
      },
      { requiredKeys: [] },
    ),
    contextTiers: fc.array(fc.record({ aboveInputTokens: fc.integer({ min: 1, max: 300 }), prices: fc.constant({}) }), {
      maxLength: 1,
    }),
  },
  { requiredKeys: ["prices"] },
);
const small = fc.nat(300);
const likely = fc
  .record({ plain: small, read: small, write: small, hour: small, output: small, reasoning: small })
  .map(({ plain, read, write, hour, output, reasoning }) => ({
    inputTokens: plain + read + write + hour,
    cacheReadTokens: read,
    cacheWriteTokens: write + hour,
    cacheWrite1hTokens: hour,
    outputTokens: output + reasoning,
    reasoningTokens: reasoning,
  }));
const wild = fc.oneof(small, fc.integer(), fc.double(), fc.maxSafeInteger(), fc.constantFrom(undefined, "5", null, -0));
const wildUsage = fc.record({
  inputTokens: wild,
  outputTokens: wild,
  cacheReadTokens: wild,
  cacheWriteTokens: wild,
  cacheWrite1hTokens: wild,
  reasoningTokens: wild,
  inputAudioTokens: wild,
  counted: fc.constantFrom(undefined, { request: 1 }),
});

test("a plain cost is that of the bill, whatever the usage and the price", () => {
  fc.assert(
    fc.property(fc.oneof(likely.map(usageOf), wildUsage), row, (usage, given) => {
      const price = resolvePrice({ id: "p/m/standard/1970-01-01", ...given });
      const cost = plainCost(usage as Usage, price);
      if (cost !== undefined) expect(calculateCost(usage as Usage, price).costPicoUsd).toBe(cost);
    }),
    { numRuns: 2_000 },
  );
});

test("tokens of text by a price without tiers have a plain cost: 600 plain, 400 cached and 100 output of gpt-4o are $0.003", () => {
  const price = resolvePrice({ id: "x", prices: { input: 2_500_000, cacheRead: 1_250_000, output: 10_000_000 } });
  const usage = { inputTokens: 1_000, cacheReadTokens: 400, outputTokens: 100, reasoningTokens: 30 };
  // 600 × 2.5 + 400 × 1.25 + 100 × 10 = 3,000 millionths of a dollar
  expect(plainCost(usageOf(usage), price)).toBe(3_000_000_000);
});

test("what needs the bill's lines has no plain cost", () => {
  const price = resolvePrice({ id: "x", prices: { input: 1 } });
  const tiers = resolvePrice({
    id: "x",
    prices: { input: 1 },
    contextTiers: [{ aboveInputTokens: 9, prices: { input: 2 } }],
  });
  const perRequest = resolvePrice({ id: "x", prices: { input: 1, request: 5 } });
  expect(plainCost(usageOf({ inputTokens: 1 }), price)).toBe(1);
  expect(plainCost(usageOf({ inputTokens: 1 }), tiers)).toBeUndefined();
  expect(plainCost(usageOf({ inputTokens: 1 }), perRequest)).toBeUndefined();
  expect(plainCost(usageOf({ outputTokens: 1 }), price)).toBeUndefined();
  expect(plainCost(usageOf({ inputTokens: 1, inputAudioTokens: 1 }), price)).toBeUndefined();
  expect(plainCost(usageOf({ counted: { request: 1 } }), price)).toBeUndefined();
});
