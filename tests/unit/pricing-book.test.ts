import { createHash } from "node:crypto";
import { calcPrice, findProvider, type MatchLogic } from "@pydantic/genai-prices";
import { describe, expect, test } from "vitest";
import { LEFT_OUT } from "../../instrumentation/pricing/generate/left-out.ts";
import { PRICE_ROWS } from "../../instrumentation/pricing/price-book.generated.ts";
import { createPriceBook } from "../../instrumentation/pricing/price-book.ts";
import { priceCall } from "../../instrumentation/pricing/price-call.ts";

const AT_MS = Date.UTC(2026, 10, 22);
const book = createPriceBook(PRICE_ROWS);

function modelOf(provider: string, model: string): string | undefined {
  return book.find({ provider, model, atMs: AT_MS }).row?.model;
}

/** Every whole name that the source knows of a provider, without those that the book leaves out. */
function sourceNames(provider: string): string[] {
  const wholeNames = (match: MatchLogic): string[] =>
    "or" in match ? match.or.flatMap(wholeNames) : "equals" in match ? [match.equals] : [];
  const names = (findProvider({ providerId: provider })?.models ?? []).flatMap((model) => wholeNames(model.match));
  return names.filter((name) => !LEFT_OUT.some(({ pattern }) => pattern.test(name)));
}

describe("the price book", () => {
  test("has rows with unique ids, real dates and prices that are safe integers in a sane order", () => {
    expect(new Set(PRICE_ROWS.map((row) => row.id)).size).toBe(PRICE_ROWS.length);
    for (const row of PRICE_ROWS) {
      expect(new Date(`${row.validFrom}T00:00:00Z`).toISOString().slice(0, 10), row.id).toBe(row.validFrom);
      expect(new Date(row.recordedAt).toISOString(), row.id).toBe(row.recordedAt);
      for (const prices of [row.prices, ...(row.contextTiers ?? []).map((tier) => tier.prices)]) {
        expect(
          Object.values(prices).every((price) => Number.isSafeInteger(price) && price >= 0),
          row.id,
        ).toBe(true);
        expect(prices.input, row.id).toBeGreaterThan(0);
        expect(prices.cacheRead, row.id).toBeLessThanOrEqual(prices.input);
        expect(prices.cacheWrite1h, row.id).toBeGreaterThanOrEqual(prices.cacheWrite5m);
      }
    }
  });

  test("has patterns that are anchored, lower case and within RE2's syntax", () => {
    for (const { id, pattern } of PRICE_ROWS) {
      expect(pattern, id).toMatch(/^\^\(\?:.+\)\$$/);
      expect(pattern, id).not.toMatch(/\(\?[=!<]|\\[1-9k]|[A-Z]/);
    }
  });

  test("resolves every model to itself", () => {
    for (const row of PRICE_ROWS) expect(modelOf(row.provider, row.model)).toBe(row.model);
  });

  test("resolves no name and no dated form of it to two models", () => {
    for (const provider of ["openai", "anthropic"]) {
      const ofProvider = PRICE_ROWS.filter((row) => row.provider === provider);
      for (const name of [...sourceNames(provider), ...ofProvider.map((row) => row.model)]) {
        for (const form of [name, `${name}-20260101`, `${name}-2026-01-01`, `${name}-latest`, `${name}@20260101`]) {
          const models = new Set(
            ofProvider.filter((row) => new RegExp(row.pattern).test(form)).map((row) => row.model),
          );
          expect(models.size, form).toBeLessThanOrEqual(1);
        }
      }
    }
  });

  test.each(["openai", "anthropic"])(
    "charges every whole name of %s what the source charges, below and above the context thresholds",
    (provider) => {
      const names = sourceNames(provider);
      expect(names.length).toBeGreaterThan(provider === "openai" ? 100 : 5);
      for (const model of names) {
        for (const inputTokens of [199_999, 200_000, 200_001, 271_999, 272_000, 272_001]) {
          const usage = {
            inputTokens,
            cacheReadTokens: 1_001,
            cacheWriteTokens: 700,
            cacheWrite1hTokens: 77,
            outputTokens: 333,
            reasoningTokens: 0,
          };
          const source = calcPrice(
            {
              input_tokens: inputTokens,
              cache_read_tokens: 1_001,
              cache_write_tokens: 700,
              cache_write_1h_tokens: 77,
              output_tokens: 333,
            },
            model,
            { providerId: provider, timestamp: new Date(AT_MS) },
          );
          const ours = priceCall(usage, { provider, model, atMs: AT_MS });
          expect(ours, model).toMatchObject({ status: "priced" });
          // The source adds floats: it is right to about a millionth of a cent.
          expect(Number("costPicoUsd" in ours ? ours.costPicoUsd : -1) / 1e12, model).toBeCloseTo(
            source?.total_price ?? -1,
            8,
          );
        }
      }
    },
  );

  test("keeps its landed rows: an edit would price past calls anew, so a correction is a row with a later recordedAt", () => {
    const landed = PRICE_ROWS.slice(0, 82);
    const digest = createHash("sha256").update(JSON.stringify(landed)).digest("hex");
    expect(digest).toBe("72ec434257058493bdcdbe320e5c6cbefd8397142abf2bc10567d338ddfaaf4e");
  });
});
