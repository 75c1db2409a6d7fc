import { describe, expect, test } from "vitest";
import type { Usage } from "../../instrumentation/llm-call.ts";
import { priceCall } from "../../instrumentation/pricing/price-call.ts";
import { usageOf } from "./usage-of.ts";

const AT_MS = Date.UTC(2026, 10, 22);

function costOf(provider: string, model: string, counts: Partial<Usage>): number | undefined {
  const cost = priceCall(usageOf(counts), { provider, model, atMs: AT_MS });
  return cost.status === "unpriced" ? undefined : cost.costPicoUsd;
}

describe("priceCall", () => {
  test("gpt-4o, 1,000 input of which 400 cached, 100 output of which 60 reasoning: $0.003", () => {
    // 600 × $2.50/M = $0.0015 · 400 × $1.25/M = $0.0005 · 100 × $10/M = $0.001 · reasoning is inside the output
    const counts = { inputTokens: 1_000, cacheReadTokens: 400, outputTokens: 100, reasoningTokens: 60 };
    expect(
      priceCall(usageOf(counts), { provider: "openai", model: "gpt-4o-2024-11-20", atMs: AT_MS, tier: "default" }),
    ).toEqual({
      status: "priced",
      costPicoUsd: 3_000_000_000,
      priceId: expect.stringMatching("^openai/gpt-4o/standard/1970-01-01"),
    });
  });

  test("claude-opus-4-5 with both kinds of cache writes: $0.05475", () => {
    // 10,000 input = 2,000 read + 4,000 written (1,000 of them for an hour) + 4,000 plain
    // 4,000 × $5/M = $0.02 · 2,000 × $0.50/M = $0.001 · 3,000 × $6.25/M = $0.01875 · 1,000 × $10/M = $0.01 · 200 × $25/M = $0.005
    // sum: 0.02 + 0.001 + 0.01875 + 0.01 + 0.005 = 0.05475
    const counts = {
      inputTokens: 10_000,
      cacheReadTokens: 2_000,
      cacheWriteTokens: 4_000,
      cacheWrite1hTokens: 1_000,
      outputTokens: 200,
    };
    expect(costOf("anthropic", "claude-opus-4-5-20251101", counts)).toBe(54_750_000_000);
  });

  test("text-embedding-3-small, 8 tokens: $0.00000016", () => {
    // 8 × $0.02/M
    expect(costOf("openai", "text-embedding-3-small", { inputTokens: 8 })).toBe(160_000);
  });

  test("claude-sonnet-4-5 doubles the whole call above 200,000 input tokens, cached ones included", () => {
    // 200,000: 199,000 × $3/M = $0.597 + 1,000 read × $0.30/M = $0.0003 + 10 output × $15/M = $0.00015 = $0.59745
    // 200,001: 199,001 × $6/M = $1.194006 + 1,000 read × $0.60/M = $0.0006 + 10 output × $22.50/M = $0.000225 = $1.194831
    const at = (inputTokens: number) =>
      costOf("anthropic", "claude-sonnet-4-5", { inputTokens, cacheReadTokens: 1_000, outputTokens: 10 });
    expect([199_999, 200_000, 200_001].map(at)).toEqual([597_447_000_000, 597_450_000_000, 1_194_831_000_000]);
  });

  test("gpt-5.5 and gpt-6-sol double above 272,000 input tokens", () => {
    // gpt-5.5: 271,999 × $5/M = $1.359995 · 272,000 × $5/M = $1.36 · 272,001 × $10/M = $2.72001
    // gpt-6-sol: 271,999 × $2/M = $0.543998 · 272,000 × $2/M = $0.544 · 272,001 × $4/M = $1.088004
    const at = (model: string) =>
      [271_999, 272_000, 272_001].map((inputTokens) => costOf("openai", model, { inputTokens }));
    expect(at("gpt-5.5")).toEqual([1_359_995_000_000, 1_360_000_000_000, 2_720_010_000_000]);
    expect(at("gpt-6-sol")).toEqual([543_998_000_000, 544_000_000_000, 1_088_004_000_000]);
  });

  test("says unpriced, never $0, when the book has no price", () => {
    expect(priceCall(usageOf({ inputTokens: 5 }), { provider: "openai", model: "gpt-99", atMs: AT_MS })).toEqual({
      status: "unpriced",
      reason: expect.stringContaining('model "gpt-99" of provider "openai" is not in the price book'),
    });
  });
});
