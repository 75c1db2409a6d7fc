import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Usage } from "../../instrumentation/llm-call.ts";
import { calculateCost } from "../../instrumentation/pricing/calculate-cost.ts";
import type { PriceRow } from "../../instrumentation/pricing/price-row.ts";
import { resolvePrice } from "../../instrumentation/pricing/resolve-price.ts";
import { usageOf } from "./usage-of.ts";

type Priced = Pick<PriceRow, "prices" | "contextTiers" | "contextRule">;

function billOf(usage: Partial<Usage>, row: Priced) {
  return calculateCost(usageOf(usage), resolvePrice({ id: "p/m/standard/1970-01-01", ...row }));
}

const GPT_4O: Priced = { prices: { input: 2_500_000, cacheRead: 1_250_000, output: 10_000_000 } };
/** $3, $15; above 200,000 input tokens $6, $22.50. */
const LONG: Priced = {
  prices: { input: 3_000_000, cacheRead: 300_000, output: 15_000_000 },
  contextTiers: [{ aboveInputTokens: 200_000, prices: { input: 6_000_000, cacheRead: 600_000, output: 22_500_000 } }],
};

describe("calculateCost", () => {
  test("bills each token in one unit: 600 plain, 400 cached, 70 output and 30 reasoning of gpt-4o are $0.003", () => {
    const usage = { inputTokens: 1_000, cacheReadTokens: 400, outputTokens: 100, reasoningTokens: 30 };
    expect(billOf(usage, GPT_4O)).toEqual({
      costPicoUsd: 3_000_000_000,
      components: [
        { unit: "input", quantity: 600, picoUsdPerUnit: 2_500_000, costPicoUsd: 1_500_000_000 },
        { unit: "cacheRead", quantity: 400, picoUsdPerUnit: 1_250_000, costPicoUsd: 500_000_000 },
        { unit: "output", quantity: 70, picoUsdPerUnit: 10_000_000, costPicoUsd: 700_000_000 },
        // No price of its own: reasoning is billed as output.
        { unit: "reasoning", quantity: 30, picoUsdPerUnit: 10_000_000, costPicoUsd: 300_000_000 },
      ],
    });
  });

  test("bills reasoning apart where the provider does: sonar-deep-research's $3 beside $8", () => {
    // 70 × 8 + 30 × 3 = 650 millionths of a dollar
    const row = { prices: { input: 2_000_000, output: 8_000_000, reasoning: 3_000_000 } };
    expect(billOf({ outputTokens: 100, reasoningTokens: 30 }, row).costPicoUsd).toBe(650_000_000);
  });

  test("bills audio, cached audio and text of one prompt at three prices", () => {
    // 1,000 input: 600 audio of which 200 cached, 400 text of which 100 cached
    // 300 × $0.30 + 100 × $0.03 + 400 × $1 + 200 × $0.10 = 90 + 3 + 400 + 20 = 513 millionths
    const row = { prices: { input: 300_000, cacheRead: 30_000, inputAudio: 1_000_000, cacheReadAudio: 100_000 } };
    const usage = { inputTokens: 1_000, inputAudioTokens: 600, cacheReadTokens: 300, cacheReadAudioTokens: 200 };
    expect(billOf(usage, row).costPicoUsd).toBe(513_000_000);
  });

  test("bills an hour's cache writes as five minutes' where there is one price, and those as input where there is none", () => {
    const usage = { inputTokens: 100, cacheWriteTokens: 60, cacheWrite1hTokens: 20 };
    // 40 × 5 + 60 × 6.25 = 575
    expect(billOf(usage, { prices: { input: 5_000_000, cacheWrite5m: 6_250_000 } }).costPicoUsd).toBe(575_000_000);
    expect(billOf(usage, { prices: { input: 5_000_000 } }).costPicoUsd).toBe(500_000_000);
  });

  test("prices the whole call by the last threshold passed, cached tokens counting as input", () => {
    // 199,999: 198,999 × 3 + 1,000 × 0.3 = 597,297 millionths of a dollar · 200,000: 597,300 · 200,001: 199,001 × 6 + 1,000 × 0.6 = 1,194,606
    const at = (inputTokens: number) => billOf({ inputTokens, cacheReadTokens: 1_000 }, LONG).costPicoUsd;
    expect([199_999, 200_000, 200_001].map(at)).toEqual([597_297_000_000, 597_300_000_000, 1_194_606_000_000]);
  });

  test("prices only the tokens above the threshold where the row says so", () => {
    const row: Priced = { ...LONG, contextRule: "partAbove" };
    const at = (inputTokens: number) => billOf({ inputTokens }, row).costPicoUsd;
    // 199,999 × 3 · 200,000 × 3 · 200,000 × 3 + 1 × 6
    expect([199_999, 200_000, 200_001].map(at)).toEqual([599_997_000_000, 600_000_000_000, 600_006_000_000]);
  });

  test("adds searches, images and the fee of the call itself", () => {
    // 10 input × $3 + 2 searches × $0.01 + 1 request × $0.012 + 3 images × $0.08 = 0.00003 + 0.02 + 0.012 + 0.24 = $0.27203
    const row = {
      prices: {
        input: 3_000_000,
        webSearch: 10_000_000_000,
        request: 12_000_000_000,
        "image/1024x1024/hd": 80_000_000_000,
      },
    };
    const bill = billOf({ inputTokens: 10, counted: { webSearch: 2, "image/1024x1024/hd": 3 } }, row);
    expect(bill.costPicoUsd).toBe(272_030_000_000);
  });

  test("bills parts of seconds and GB-days to the millionth, half a picodollar up", () => {
    // whisper: $0.006 a minute = 100,000,000 picodollars a second · 12.34 s = 1,234,000,000
    expect(billOf({ counted: { audioSecond: 12.34 } }, { prices: { audioSecond: 100_000_000 } }).costPicoUsd).toBe(
      1_234_000_000,
    );
    expect(billOf({ counted: { storageGbDay: 0.5 } }, { prices: { storageGbDay: 3 } }).costPicoUsd).toBe(2);
  });

  test.each([
    ["below zero", { inputTokens: -1 }, 'inputTokens is "-1", allowed are whole numbers from 0 to 100000000'],
    ["a half", { outputTokens: 0.5 }, 'outputTokens is "0.5"'],
    ["not a number", { cacheReadTokens: Number.NaN }, 'cacheReadTokens is "NaN"'],
    ["infinite", { inputTokens: Number.POSITIVE_INFINITY }, 'inputTokens is "Infinity"'],
    ["beyond every call", { inputTokens: 100_000_001 }, 'inputTokens is "100000001"'],
    ["a text", { inputAudioTokens: "12" as unknown as number }, 'inputAudioTokens is "12"'],
    ["half a search", { counted: { webSearch: 0.5 } }, 'webSearch is "0.5", allowed are whole numbers'],
    ["a negative time", { counted: { audioSecond: -1 } }, 'audioSecond is "-1", allowed are numbers'],
    [
      "more cached than sent",
      { inputTokens: 100, cacheReadTokens: 101 },
      "cacheReadTokens + cacheWriteTokens exceed inputTokens, which is 100",
    ],
    [
      "more reasoned than said",
      { outputTokens: 10, reasoningTokens: 11 },
      "reasoning and audio, image and video tokens exceed outputTokens, which is 10",
    ],
    [
      "an hour's writes above all writes",
      { inputTokens: 9, cacheWrite1hTokens: 1 },
      "cacheWrite1hTokens exceed cacheWriteTokens, which is 0",
    ],
    [
      "a unit without a price",
      { counted: { webSearch: 1 } },
      'price p/m/standard/1970-01-01 has none for "webSearch", of which the call used 1',
    ],
    ["a dear impossibility", { outputTokens: 100_000_000, inputTokens: 100_000_000 }, undefined],
  ])("gives a reason and no amount for %s", (_, usage, reason) => {
    const bill = billOf(usage, { prices: { input: 60_000_000, output: 150_000_000 } });
    expect(bill.costPicoUsd).toBeUndefined();
    expect(bill.reason).toContain(reason ?? "are more than a call can cost ($9,007)");
  });

  test("gives a reason where a price row has no output price and the call has output", () => {
    expect(billOf({ inputTokens: 1, outputTokens: 1 }, { prices: { input: 20_000 } }).reason).toContain(
      'none for "output"',
    );
    expect(billOf({ inputTokens: 8 }, { prices: { input: 20_000 } }).costPicoUsd).toBe(160_000);
  });
});

describe("calculateCost of any usage and any price", () => {
  const rate = fc.integer({ min: 0, max: 600_000_000 });
  const prices = fc
    .record({ input: rate, output: rate })
    .chain((base) =>
      fc
        .record({ cacheRead: rate, cacheWrite5m: rate, reasoning: rate, inputAudio: rate }, { requiredKeys: [] })
        .map((more) => ({ ...base, ...more })),
    );
  /** Each part at least as dear as the one before, as all lists are. */
  const row = fc.tuple(prices, fc.integer({ min: 1, max: 3_000 }), fc.boolean()).map(
    ([base, aboveInputTokens, isPart]): Priced => ({
      prices: base,
      contextTiers: [
        {
          aboveInputTokens,
          prices: Object.fromEntries(Object.entries(base).map(([unit, price]) => [unit, price * 2])),
        },
      ],
      contextRule: isPart ? "partAbove" : "wholeCall",
    }),
  );
  const count = fc.nat(2_000);
  const usage = fc
    .record({ plain: count, read: count, write: count, audio: count, output: count, reasoning: count })
    .map(({ plain, read, write, audio, output, reasoning }) => ({
      inputTokens: plain + read + write + audio,
      cacheReadTokens: read,
      cacheWriteTokens: write,
      inputAudioTokens: audio,
      outputTokens: output + reasoning,
      reasoningTokens: reasoning,
    }));

  test("is the sum of its components, each quantity times rate, in whole picodollars", () => {
    fc.assert(
      fc.property(usage, row, (counts, price) => {
        const { costPicoUsd, components = [] } = billOf(counts, price);
        const exact = components.reduce((sum, part) => sum + BigInt(part.quantity) * BigInt(part.picoUsdPerUnit), 0n);
        expect(BigInt(costPicoUsd ?? -1)).toBe(exact);
        const tokens = components.reduce((sum, part) => sum + part.quantity, 0);
        expect(tokens).toBe(counts.inputTokens + counts.outputTokens);
      }),
    );
  });

  test("never falls when more is used of a unit", () => {
    const grow = fc.constantFrom("input", "output", "audio", "reasoning");
    fc.assert(
      fc.property(usage, row, grow, fc.nat(2_000), (counts, price, unit, more) => {
        const grown = {
          ...counts,
          inputTokens: counts.inputTokens + (unit === "input" || unit === "audio" ? more : 0),
          inputAudioTokens: counts.inputAudioTokens + (unit === "audio" ? more : 0),
          outputTokens: counts.outputTokens + (unit === "output" || unit === "reasoning" ? more : 0),
          reasoningTokens: counts.reasoningTokens + (unit === "reasoning" ? more : 0),
        };
        expect(billOf(grown, price).costPicoUsd ?? -1).toBeGreaterThanOrEqual(billOf(counts, price).costPicoUsd ?? 0);
      }),
    );
  });

  test("gives an amount from 0 to 2^53 - 1 or a reason, whatever the counts", () => {
    const wild = fc.oneof(fc.integer(), fc.double(), fc.maxSafeInteger(), fc.constant(undefined));
    const wildUsage = fc.record({
      inputTokens: wild,
      outputTokens: wild,
      cacheReadTokens: wild,
      cacheWriteTokens: wild,
      cacheWrite1hTokens: wild,
      reasoningTokens: wild,
      inputAudioTokens: wild,
    });
    fc.assert(
      fc.property(wildUsage, row, (counts, price) => {
        const bill = calculateCost(counts as Usage, resolvePrice({ id: "wild", ...price }));
        if (bill.reason === undefined)
          expect(Number.isSafeInteger(bill.costPicoUsd) && bill.costPicoUsd >= 0).toBe(true);
        else expect(bill.reason).toMatch(/^Cannot price usage: /);
      }),
      { numRuns: 500 },
    );
  });
});
