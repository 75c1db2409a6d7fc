import { describe, expect, test } from "vitest";
import { calculateCost } from "../../instrumentation/pricing/calculate-cost.ts";
import { COHERE_PRICES } from "../../instrumentation/pricing/own-prices/cohere.ts";
import { MISTRAL_PRICES } from "../../instrumentation/pricing/own-prices/mistral.ts";
import type { OwnPrice } from "../../instrumentation/pricing/own-prices/own-price.ts";
import { PERPLEXITY_PRICES } from "../../instrumentation/pricing/own-prices/perplexity.ts";
import { VECTOR_STORE_PRICES } from "../../instrumentation/pricing/own-prices/vector-stores.ts";
import { VOYAGEAI_PRICES } from "../../instrumentation/pricing/own-prices/voyageai.ts";
import { resolvePrice } from "../../instrumentation/pricing/resolve-price.ts";
import { usageOf } from "./usage-of.ts";

const ALL = [...MISTRAL_PRICES, ...COHERE_PRICES, ...PERPLEXITY_PRICES, ...VOYAGEAI_PRICES, ...VECTOR_STORE_PRICES];

function costOf(model: string, usage: Parameters<typeof usageOf>[0], tier = "standard") {
  const row: OwnPrice | undefined = ALL.find((each) => each.model === model && each.tier === tier);
  if (row === undefined) throw new Error(`No own price of "${model}" for tier "${tier}"`);
  return calculateCost(usageOf(usage), resolvePrice({ id: "own", ...row })).costPicoUsd;
}

describe("Own prices of Mistral, Cohere, Perplexity, Voyage and rankers", () => {
  test("no two entries of a provider price one model for the same tier and start", () => {
    const keys = ALL.map(({ provider, model, tier, validFrom }) => [provider, model, tier, validFrom].join("/"));
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("everything here was read", () => {
    expect(ALL.filter(({ verified }) => !verified)).toEqual([]);
  });

  test("a Sonar request pays the fee of its context size: $0.005 low, $0.008 medium, $0.012 high, and the low one when unknown", () => {
    const tokens = { inputTokens: 1_000, outputTokens: 1_000 };
    // 2,000 x $1 a million = $0.002
    expect(costOf("sonar", tokens)).toBe(7_000_000_000);
    expect(costOf("sonar", { ...tokens, counted: { request: 0, "request/low": 1 } })).toBe(7_000_000_000);
    expect(costOf("sonar", { ...tokens, counted: { request: 0, "request/medium": 1 } })).toBe(10_000_000_000);
    expect(costOf("sonar", { ...tokens, counted: { request: 0, "request/high": 1 } })).toBe(14_000_000_000);
  });

  test("names that moved to newer models have both prices: mistral-large-latest $2 and $6, then $0.50 and $1.50", () => {
    const dated = MISTRAL_PRICES.filter(({ model, tier }) => model === "mistral-large-latest" && tier === "standard");
    expect(dated.map(({ validFrom, prices }) => [validFrom, prices.input, prices.output])).toEqual([
      ["1970-01-01", 2_000_000, 6_000_000],
      ["2025-12-02", 500_000, 1_500_000],
    ]);
  });

  test("Perplexity's Agent API takes what the models' providers take, and $0.005 for a search", () => {
    // 1,000 x $5 + 100 x $25 a million = $0.0075; 2 searches $0.01
    const usage = { inputTokens: 1_000, outputTokens: 100, counted: { webSearch: 2 } };
    expect(costOf("anthropic/claude-opus-5", usage)).toBe(17_500_000_000);
    // 272,001 x $4 a million
    expect(costOf("openai/gpt-6-sol", { inputTokens: 272_001 })).toBe(1_088_004_000_000);
  });

  test("a page of OCR 4 costs $0.004, an annotated one $0.005, both half in a batch", () => {
    expect(costOf("mistral-ocr-4-1", { counted: { page: 10 } }, "batch")).toBe(20_000_000_000);
    expect(costOf("mistral-ocr-4-1", { counted: { annotatedPage: 10 } }, "batch")).toBe(25_000_000_000);
  });

  test("a minute of sound costs what the page says but for the rounding of its seconds", () => {
    // $0.0035 = 3,500,000,000 picodollars; 60 x 58,333,333
    expect(costOf("voxtral-mini-transcribe-3", { counted: { audioSecond: 60 } })).toBe(3_499_999_980);
    expect(costOf("voxtral-mini-realtime-2602", { counted: { audioSecond: 60 } })).toBe(6_000_000_000);
  });

  test("Cohere reranks by the search up to version 4 and by the token from 5 on", () => {
    expect(costOf("rerank-v4.0-pro", { counted: { rerankSearch: 2 } })).toBe(5_000_000_000);
    expect(costOf("rerank-v5.0-pro", { inputTokens: 1_000 })).toBe(50_000_000);
  });

  test("Voyage reranks 10,000 tokens for $0.0005 and Google's ranker a query for $0.001", () => {
    expect(costOf("rerank-2.5", { inputTokens: 10_000 })).toBe(500_000_000);
    expect(costOf("semantic-ranker-fast", { counted: { rerankSearch: 1 } })).toBe(1_000_000_000);
  });
});
