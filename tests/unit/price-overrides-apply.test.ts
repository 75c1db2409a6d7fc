import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Usage } from "../../instrumentation/llm-call.ts";
import { calculateCost } from "../../instrumentation/pricing/calculate-cost.ts";
import { applyPriceOverrides } from "../../instrumentation/pricing/overrides/apply-price-overrides.ts";
import { discountedPrices } from "../../instrumentation/pricing/overrides/discounted-prices.ts";
import {
  parsePriceOverrides,
  readPriceOverrides,
} from "../../instrumentation/pricing/overrides/read-price-overrides.ts";
import { unknownOverrideNames } from "../../instrumentation/pricing/overrides/unknown-override-names.ts";
import { createPriceBook } from "../../instrumentation/pricing/price-book.ts";
import { readPriceBook } from "../../instrumentation/pricing/price-book-data.ts";
import type { PriceBookData, PricedModel, PriceRow } from "../../instrumentation/pricing/price-row.ts";

const model = (provider: string, name: string, others: string[] = []): PricedModel => ({
  provider,
  model: name,
  names: [name, ...others],
  openEnded: [],
});

function row(provider: string, name: string, validFrom: string, more: Partial<PriceRow> = {}): PriceRow {
  const tier = more.tier ?? "standard";
  const hours = more.hours ? `/${more.hours.from}-${more.hours.to}` : "";
  return {
    id: `${provider}/${name}/${tier}/${validFrom}${hours}`,
    provider,
    model: name,
    tier,
    validFrom,
    recordedAt: "2026-01-01T00:00:00.000Z",
    prices: { input: 2_500_000, cacheRead: 1_250_000, output: 10_000_000 },
    source: "list",
    readOn: "2026-01-01",
    verified: true,
    ...more,
  };
}

const BOOK: PriceBookData = {
  models: [
    model("openai", "gpt-4o", ["gpt-4o-2024-08-06"]),
    model("openai", "gpt-4o-mini"),
    model("deepseek", "deepseek-chat"),
    model("azure", "gpt-4o"),
    model("azure", "gpt-4.1"),
    model("azure", "data-zone/gpt-4o"),
  ],
  rows: [
    row("openai", "gpt-4o", "1970-01-01", { prices: { input: 5_000_000, output: 15_000_000 } }),
    row("openai", "gpt-4o", "2026-06-01"),
    row("openai", "gpt-4o", "2026-06-01", { tier: "batch", prices: { input: 1_250_000, output: 5_000_000 } }),
    row("openai", "gpt-4o-mini", "1970-01-01", { prices: { input: 150_000, output: 600_000 } }),
    row("deepseek", "deepseek-chat", "1970-01-01", { prices: { input: 270_000, output: 1_100_000 } }),
    row("deepseek", "deepseek-chat", "1970-01-01", {
      hours: { from: "16:30", to: "00:30" },
      prices: { input: 135_000, output: 550_000 },
    }),
    row("azure", "gpt-4o", "1970-01-01"),
    row("azure", "gpt-4.1", "1970-01-01", { prices: { input: 2_000_000, output: 8_000_000 } }),
    row("azure", "data-zone/gpt-4o", "1970-01-01", { prices: { input: 2_750_000, output: 11_000_000 } }),
  ],
};

const apply = (yaml: string, data = BOOK) =>
  applyPriceOverrides(data, parsePriceOverrides(yaml, "tollgate.prices.yaml"));

/** The row that prices a call at a time. */
function find(data: PriceBookData, provider: string, name: string, at: string | number, tier?: string) {
  const found = createPriceBook(data).find({ provider, model: name, atMs: new Date(at).getTime(), tier });
  if (found.row === undefined) throw new Error(found.reason);
  return found.row;
}

const OFF_15 = `
discounts:
  - { name: off-15, provider: openai, from: 2026-07-01, to: 2026-12-31, percent: 15 }
`;

describe("a discount of 15 %", () => {
  test("makes a bill of $3.00 one of $2.55", () => {
    const usage: Usage = {
      inputTokens: 1_000_000,
      cacheReadTokens: 400_000,
      cacheWriteTokens: 0,
      cacheWrite1hTokens: 0,
      outputTokens: 100_000,
      reasoningTokens: 0,
    };
    const bill = (data: PriceBookData) => {
      const found = createPriceBook(data).find({ provider: "openai", model: "gpt-4o", atMs: Date.UTC(2026, 7, 1) });
      return found.row ? calculateCost(usage, found.price) : found;
    };
    // 600,000 × $2.50 + 400,000 × $1.25 + 100,000 × $10 a million = $1.50 + $0.50 + $1.00
    expect(bill(BOOK)).toMatchObject({ costPicoUsd: 3_000_000_000_000 });
    // 600,000 × $2.125 + 400,000 × $1.0625 + 100,000 × $8.50 a million = $1.275 + $0.425 + $0.85
    expect(bill(apply(OFF_15))).toMatchObject({ costPicoUsd: 2_550_000_000_000 });
  });

  test("holds from the first moment of its first day to the last moment of its last day, in UTC", () => {
    const data = apply(OFF_15);
    const inputAt = (ms: number) => find(data, "openai", "gpt-4o", ms).prices.input;
    const [start, end] = [Date.UTC(2026, 6, 1), Date.UTC(2027, 0, 1)];
    expect([start - 1, start, start + 1].map(inputAt)).toEqual([2_500_000, 2_125_000, 2_125_000]);
    expect([end - 1, end, end + 1].map(inputAt)).toEqual([2_125_000, 2_500_000, 2_500_000]);
  });

  test("has rows of its own, and after its end the list's price has one again", () => {
    const data = apply(OFF_15);
    const known = (at: string) => {
      const { id, source, validFrom, verified } = find(data, "openai", "gpt-4o", at);
      return { id, source, validFrom, verified };
    };
    expect(known("2026-06-30")).toEqual({
      id: "openai/gpt-4o/standard/2026-06-01",
      source: "list",
      validFrom: "2026-06-01",
      verified: true,
    });
    expect(known("2026-07-01")).toEqual({
      id: "openai/gpt-4o/standard/2026-06-01+off-15",
      source: "tollgate.prices.yaml",
      validFrom: "2026-07-01",
      verified: true,
    });
    expect(known("2027-01-01")).toEqual({
      id: "openai/gpt-4o/standard/2026-06-01+list/2027-01-01",
      source: "list",
      validFrom: "2027-01-01",
      verified: true,
    });
    expect(new Set(data.rows.map(({ id }) => id)).size).toBe(data.rows.length);
  });

  test("holds for every tier and model of its provider and for no other's", () => {
    const data = apply(OFF_15);
    expect(find(data, "openai", "gpt-4o", "2026-08-01", "batch").prices).toEqual({
      input: 1_062_500,
      output: 4_250_000,
    });
    expect(find(data, "openai", "gpt-4o-mini", "2026-08-01").prices.input).toBe(127_500);
    expect(find(data, "azure", "gpt-4o", "2026-08-01").prices.input).toBe(2_500_000);
  });

  test("follows the list price through a change of it", () => {
    const data = apply("discounts: [{ name: half, provider: openai, model: gpt-4o, percent: 50 }]");
    const change = Date.UTC(2026, 5, 1);
    const inputAt = (ms: number) => find(data, "openai", "gpt-4o", ms).prices.input;
    expect([change - 1, change, change + 1].map(inputAt)).toEqual([2_500_000, 1_250_000, 1_250_000]);
  });

  test("holds in each context tier and at each hour", () => {
    const long = row("openai", "gpt-4o-mini", "2026-01-01", {
      prices: { input: 100, output: 300 },
      contextTiers: [{ aboveInputTokens: 200_000, prices: { input: 200, output: 450 } }],
    });
    const data = apply("discounts: [{ name: d, provider: openai, percent: 15 }]", { ...BOOK, rows: [long] });
    const { prices, contextTiers } = find(data, "openai", "gpt-4o-mini", "2026-08-01");
    // 450 × 0.85 = 382.5, rounded half up
    expect({ prices, contextTiers }).toEqual({
      prices: { input: 85, output: 255 },
      contextTiers: [{ aboveInputTokens: 200_000, prices: { input: 170, output: 383 } }],
    });
    const night = apply("discounts: [{ name: d, provider: deepseek, from: 2026-03-01, percent: 20 }]");
    const inputAt = (at: string) => find(night, "deepseek", "deepseek-chat", at).prices.input;
    expect(
      ["2026-02-28T16:29:59Z", "2026-02-28T16:30:00Z", "2026-03-01T00:29:59Z", "2026-03-01T00:30:00Z"].map(inputAt),
    ).toEqual([270_000, 135_000, 108_000, 216_000]);
  });
});

describe("agreed prices", () => {
  test("stand instead of the list's for the units they name; a unit that costs what its fallback does follows it", () => {
    const list = row("openai", "gpt-4o", "2026-06-01", {
      prices: {
        input: 2_500_000,
        cacheRead: 1_250_000,
        cacheWrite5m: 2_500_000,
        output: 10_000_000,
        reasoning: 10_000_000,
      },
    });
    const data = apply(
      "discounts: [{ name: own, provider: openai, model: GPT-4o-2024-08-06, usd_per_million_tokens: { input: 2, output: 0.1 } }]",
      { ...BOOK, rows: [list] },
    );
    expect(find(data, "openai", "gpt-4o", "2026-08-01").prices).toEqual({
      input: 2_000_000,
      cacheRead: 1_250_000,
      cacheWrite5m: 2_000_000,
      output: 100_000,
      reasoning: 100_000,
    });
  });
});

describe("of several discounts one holds", () => {
  const inputAt = (discounts: string[], day: string, tier?: string) =>
    [discounts, discounts.toReversed()].map(
      (lines) =>
        find(
          apply(`discounts:\n${lines.map((line) => `  - { provider: openai, ${line} }`).join("\n")}`),
          "openai",
          "gpt-4o",
          day,
          tier,
        ).prices.input,
    );

  test("the one for the model before the one for all, the one for the tier before the one for each", () => {
    const lines = [
      "name: all, percent: 10",
      "name: batch, tier: batch, percent: 20",
      "name: model, model: gpt-4o, percent: 30",
      "name: both, model: [gpt-4o], tier: [batch], percent: 40",
    ];
    const [all, batch, ofModel, both] = lines as [string, string, string, string];
    expect(inputAt([all, ofModel], "2026-08-01")).toEqual([1_750_000, 1_750_000]);
    expect(inputAt([all, batch], "2026-08-01", "batch")).toEqual([1_000_000, 1_000_000]);
    expect(inputAt([batch, ofModel], "2026-08-01", "batch")).toEqual([875_000, 875_000]);
    expect(inputAt([both, ofModel], "2026-08-01", "batch")).toEqual([750_000, 750_000]);
  });

  test("the one that begins later, until it ends and the other holds again", () => {
    const lines = [
      "name: year, from: 2026-07-01, percent: 10",
      "name: autumn, from: 2026-10-01, to: 2026-10-31, percent: 20",
    ];
    const prices = ["2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01"].map((day) => inputAt(lines, day));
    expect(prices).toEqual([2_250_000, 2_000_000, 2_000_000, 2_250_000].map((price) => [price, price]));
    const ids = apply(`discounts:\n${lines.map((line) => `  - { provider: openai, ${line} }`).join("\n")}`).rows.map(
      ({ id }) => id,
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("own models", () => {
  const OWN = `
models:
  - { provider: vllm, model: llama, names: [meta/Llama], open_ended: true, usd_per_million_tokens: { input: 0.1, output: 0.2 } }
  - { provider: vllm, model: llama, hours: "20:00-24:00", usd_per_million_tokens: { input: 0.05, output: 0.2 } }
  - { provider: openai, model: gpt-4o, from: 2026-03-01, usd_per_million_tokens: { input: 1, output: 2 } }
`;
  test("are priced by each of their names, with a date behind them where they are open-ended", () => {
    const data = apply(OWN);
    for (const name of ["llama", "meta/llama", "META/Llama", "llama-2026-01-01"]) {
      expect([name, find(data, "vllm", name, "2026-08-01T12:00:00Z").prices]).toEqual([
        name,
        { input: 100_000, output: 200_000 },
      ]);
    }
    const inputAt = (at: string) => find(data, "vllm", "llama", at).prices.input;
    expect(
      ["2026-08-01T19:59:59.999Z", "2026-08-01T20:00:00Z", "2026-08-01T23:59:59.999Z", "2026-08-02T00:00:00Z"].map(
        inputAt,
      ),
    ).toEqual([100_000, 50_000, 50_000, 100_000]);
  });

  test("win over the book's from their first day on, also where its price begins later", () => {
    const data = apply(OWN);
    const inputAt = (at: string) => find(data, "openai", "gpt-4o", at).prices.input;
    expect(["2026-02-28T23:59:59.999Z", "2026-03-01T00:00:00Z", "2026-08-01"].map(inputAt)).toEqual([
      5_000_000, 1_000_000, 1_000_000,
    ]);
    expect(find(data, "openai", "gpt-4o", "2026-08-01").id).toBe("openai/gpt-4o/standard/2026-03-01+own");
    expect(find(data, "openai", "gpt-4o", "2026-08-01", "batch").prices.input).toBe(1_250_000);
  });

  test("take a name away from the book's model that had it", () => {
    const data = apply("models: [{ provider: openai, model: mine, names: [gpt-4o-2024-08-06], free: true }]");
    expect(find(data, "openai", "gpt-4o-2024-08-06", "2026-08-01").model).toBe("mine");
    expect(find(data, "openai", "gpt-4o", "2026-08-01").model).toBe("gpt-4o");
  });

  test("can have discounts like others", () => {
    const data = apply(`${OWN}\ndiscounts: [{ name: d, provider: vllm, percent: 50 }]`);
    expect(find(data, "vllm", "llama", "2026-08-01T12:00:00Z").prices.input).toBe(50_000);
  });
});

describe("deployments", () => {
  test("are names of the book's models, for Azure of those of their type", () => {
    const data = apply(`
deployments:
  - { provider: azure, name: [Chat-Prod, chat-test], model: gpt-4o }
  - { provider: azure, name: chat-eu, model: gpt-4o, type: data-zone }
`);
    const inputOf = (name: string) => find(data, "azure", name, "2026-08-01").prices.input;
    expect(["chat-prod", "CHAT-TEST", "chat-eu"].map(inputOf)).toEqual([2_500_000, 2_500_000, 2_750_000]);
  });

  test("may have the name of another model, whose price they then have not", () => {
    const data = apply("deployments: [{ provider: azure, name: gpt-4o, model: gpt-4.1 }]");
    expect(find(data, "azure", "gpt-4o", "2026-08-01").model).toBe("gpt-4.1");
  });

  test("of Bedrock are known by the ARN of their profile", () => {
    const arn = "arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/AbC123";
    const data = apply(`deployments: [{ provider: bedrock, name: "${arn}", model: "anthropic.claude-x-v1:0" }]`, {
      models: [model("aws", "anthropic.claude-x-v1")],
      rows: [row("aws", "anthropic.claude-x-v1", "1970-01-01")],
    });
    expect(find(data, "aws", arn, "2026-08-01").model).toBe("anthropic.claude-x-v1");
  });
});

test("the example names only what the published book has", () => {
  const example = readPriceOverrides("examples/tollgate.prices.yaml");
  expect(unknownOverrideNames(readPriceBook(), example)).toEqual([]);
});

test("names that price nothing are told with the nearest that do", () => {
  const overrides = parsePriceOverrides(
    `
discounts:
  - { name: a, provider: opnai, percent: 5 }
  - { name: b, provider: openai, model: [gpt-4o, gpt-4p], percent: 5 }
  - { name: c, provider: azure, model: chat-prod, percent: 5 }
deployments:
  - { provider: azure, name: chat-prod, model: gpt-4.1, type: regional }
`,
    "p.yaml",
  );
  expect(unknownOverrideNames(BOOK, overrides)).toEqual([
    'p.yaml:3: discount "a" has no effect: provider "opnai" is not in the price book, nearest are "openai", "azure", "deepseek"',
    'p.yaml:4: discount "b" has no effect on "gpt-4p": provider "openai" has no such model, nearest are "gpt-4o", "gpt-4o-mini", "gpt-4o-2024-08-06"',
    'p.yaml:7: deployment "chat-prod" has no effect on "regional/gpt-4.1": provider "azure" has no such model, nearest are "gpt-4.1", "data-zone/gpt-4o", "gpt-4o"',
  ]);
});

describe("for any book and discounts", () => {
  const days = ["1970-01-01", "2026-01-01", "2026-03-01", "2026-03-02", "2026-06-30", "2026-07-01", "2026-12-31"];
  const day = fc.constantFrom(...days);
  const price = fc.integer({ min: 0, max: 10_000_000_000 });
  const anyRows = fc
    .uniqueArray(
      fc.record({
        validFrom: day,
        hours: fc.constantFrom(undefined, { from: "16:30", to: "00:30" }, { from: "01:00", to: "04:00" }),
        verified: fc.boolean(),
        recorded: fc.integer({ min: 0, max: 9 }),
        prices: fc.record({ input: price, output: price }),
        tier: fc.constantFrom("standard", "batch"),
      }),
      { maxLength: 12, selector: ({ validFrom, hours, tier }) => `${tier}${validFrom}${hours?.from}` },
    )
    .map((all) =>
      all.map(({ validFrom, hours, recorded, ...rest }) =>
        row("openai", "gpt-4o", validFrom, {
          ...rest,
          ...(hours && { hours }),
          recordedAt: `2026-01-0${recorded + 1}`.slice(0, 10),
        }),
      ),
    );
  const anyDiscounts = fc
    .array(
      fc.record({
        model: fc.constantFrom("", ", model: gpt-4o", ", model: gpt-4o-mini"),
        tier: fc.constantFrom("", ", tier: batch"),
        from: fc.option(day, { nil: undefined }),
        to: fc.option(day, { nil: undefined }),
        percent: fc.integer({ min: 0, max: 100_000 }),
      }),
      { maxLength: 4 },
    )
    .map((all) =>
      all
        .filter(({ from, to }) => from === undefined || to === undefined || from <= to)
        .map(({ model, tier, from, to, percent }, at) => {
          const dates = `${from ? `, from: ${from}` : ""}${to ? `, to: ${to}` : ""}`;
          return `  - { name: d${at}, provider: openai${model}${tier}${dates}, percent: ${percent / 1000} }`;
        }),
    );
  const anyTime = fc
    .tuple(
      day,
      fc.integer({ min: -1, max: 1 }),
      fc.constantFrom("00:00:00", "00:30:00", "02:00:00", "16:29:59", "16:30:00"),
    )
    .map(([of, ms, time]) => Date.parse(`${of}T${time}Z`) + ms);
  const yamlOf = (lines: readonly string[]) => (lines.length === 0 ? "" : `discounts:\n${lines.join("\n")}\n`);

  test("a call pays the list price or that less its discount: never more, never below zero", () => {
    fc.assert(
      fc.property(anyRows, anyDiscounts, anyTime, fc.constantFrom("standard", "batch"), (rows, lines, atMs, tier) => {
        const listData = { models: BOOK.models, rows };
        const overrides = parsePriceOverrides(yamlOf(lines), "p");
        const query = { provider: "openai", model: "gpt-4o", atMs, tier };
        const listed = createPriceBook(listData).find(query).row;
        const found = createPriceBook(applyPriceOverrides(listData, overrides)).find(query).row;
        if (listed === undefined) {
          expect(found).toBeUndefined();
          return;
        }
        const date = new Date(atMs).toISOString().slice(0, 10);
        const rank = ({ models, tiers, from = "1970-01-01" }: (typeof overrides.discounts)[number]) =>
          `${models ? 1 : 0}${tiers ? 1 : 0}${from}`;
        const best = overrides.discounts
          .filter(({ models }) => !models?.includes("gpt-4o-mini"))
          .filter(({ tiers }) => tiers === undefined || tiers.includes(tier))
          .filter(({ from = "", to = "9" }) => from <= date && date <= to)
          .reduce(
            (a, b) => (a === undefined || rank(b) > rank(a) ? b : a),
            undefined as (typeof overrides.discounts)[number] | undefined,
          );
        expect(found?.prices).toEqual(best ? discountedPrices(listed, best).prices : listed.prices);
        if (listed.verified) expect(found?.verified).toBe(true);
        for (const unit of ["input", "output"] as const) {
          expect(found?.prices[unit]).toBeGreaterThanOrEqual(0);
          expect(found?.prices[unit]).toBeLessThanOrEqual(listed.prices[unit] ?? 0);
          expect(Number.isSafeInteger(found?.prices[unit])).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("the order of rows and of discounts means nothing, and no id stands twice", () => {
    fc.assert(
      fc.property(anyRows, anyDiscounts, (rows, lines) => {
        const result = (data: PriceBookData, yaml: string) =>
          apply(yaml, data).rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
        const one = result({ models: BOOK.models, rows }, yamlOf(lines));
        expect(
          result({ models: BOOK.models.toReversed(), rows: rows.toReversed() }, yamlOf(lines.toReversed())),
        ).toEqual(one);
        expect(new Set(one.map(({ id }) => id)).size).toBe(one.length);
      }),
      { numRuns: 500 },
    );
  });
});
