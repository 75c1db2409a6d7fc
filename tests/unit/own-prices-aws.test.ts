import { findProvider } from "@pydantic/genai-prices";
import { describe, expect, test } from "vitest";
import { AWS_PRICES } from "../../instrumentation/pricing/own-prices/aws.ts";
import { AWS_CLAUDE } from "../../instrumentation/pricing/own-prices/aws-claude.ts";
import type { OwnPrice } from "../../instrumentation/pricing/own-prices/own-price.ts";

function ownPrice(model: string, tier = "standard", validFrom = "1970-01-01"): OwnPrice {
  const row = AWS_PRICES.find((each) => each.model === model && each.tier === tier && each.validFrom === validFrom);
  if (row === undefined) throw new Error(`No own price of "${model}" for tier "${tier}" from ${validFrom}`);
  return row;
}

/** Dollars a million tokens in the generator's source, by its id without the revision. */
function sourcePrice(model: string, unit: string): number | undefined {
  const info = findProvider({ providerId: "aws" })?.models.find(({ id }) => id.replace(/:\d+$/, "") === model);
  const prices = Array.isArray(info?.prices) ? info.prices.at(-1)?.prices : info?.prices;
  const price = prices?.[unit];
  return typeof price === "object" ? price.base : price;
}

/** It came before regions were dearer, and before caches of an hour. */
function isSonnet4(model: string): boolean {
  return model.includes("claude-sonnet-4-2025");
}

describe("Bedrock's own prices", () => {
  test("Claude in a region costs a tenth more than through global., in every unit and context tier", () => {
    const global = AWS_CLAUDE.filter(
      ({ model, tier }) => model.startsWith("global.") && tier === "standard" && !isSonnet4(model),
    );
    expect(global.length).toBeGreaterThan(10);
    for (const row of global) {
      const id = row.model.replace("global.", "");
      const regional = AWS_CLAUDE.find(
        ({ model, tier, validFrom }) =>
          [id, `regional.${id}`].includes(model) && tier === "standard" && validFrom === row.validFrom,
      );
      const tenthMore = (prices: OwnPrice["prices"]) =>
        Object.fromEntries(Object.entries(prices).map(([unit, price = 0]) => [unit, (price * 11) / 10]));
      expect(regional?.prices, row.model).toEqual(tenthMore(row.prices));
      expect(regional?.contextTiers?.[0]?.prices, row.model).toEqual(
        row.contextTiers?.[0] && tenthMore(row.contextTiers[0].prices),
      );
    }
  });

  test("Claude's one-hour writes are 2 x input, which genai-prices has for Opus 5.5 only; its other prices are the same", () => {
    for (const { model, prices, names, tier } of AWS_CLAUDE) {
      if (tier !== "standard" || isSonnet4(model)) continue;
      const { input = 0, output = 0, cacheRead = 0, cacheWrite5m = 0, cacheWrite1h } = prices;
      expect(cacheWrite1h, model).toBe(2 * input);
      if (names) continue;
      expect(
        [input, output, cacheRead, cacheWrite5m].map((price) => price / 1e6),
        model,
      ).toEqual(
        ["input_mtok", "output_mtok", "cache_read_mtok", "cache_write_mtok"].map((unit) => sourcePrice(model, unit)),
      );
    }
  });

  test("tiers of other models start from the prices that genai-prices has: half for batch and flex, 1.75 x for priority", () => {
    const tiers = AWS_PRICES.filter(({ model, tier }) => tier !== "standard" && !model.includes("claude"));
    expect(tiers.length).toBeGreaterThan(60);
    for (const { model, tier, prices } of tiers) {
      const times = tier === "priority" ? 1.75 : 0.5;
      const input = sourcePrice(model, "input_mtok") ?? (ownPrice(model).prices.input ?? 0) / 1e6;
      const output = sourcePrice(model, "output_mtok") ?? (ownPrice(model).prices.output ?? 0) / 1e6;
      expect([prices.input, prices.output], `${model} ${tier}`).toEqual([
        Math.round(input * times * 1e6),
        Math.round(output * times * 1e6),
      ]);
    }
  });

  test("a batch has no cache prices of its own", () => {
    for (const { model, prices } of AWS_PRICES.filter(({ tier }) => tier === "batch"))
      expect(Object.keys(prices).sort(), model).toEqual(["input", "output"]);
  });

  test("reranking is billed by the query and images by the piece", () => {
    expect(ownPrice("cohere.rerank-v3-5").prices).toEqual({ rerankSearch: 2_000_000_000 });
    expect(ownPrice("stability.stable-image-ultra-v1").prices).toEqual({ image: 140_000_000_000 });
  });
});
