import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { calcPrice, type MatchLogic, type ModelInfo } from "@pydantic/genai-prices";
import { describe, expect, test } from "vitest";
import { calculateCost } from "../../instrumentation/pricing/calculate-cost.ts";
import { brokenLanding, type Landing } from "../../instrumentation/pricing/generate/landed-lines.ts";
import { sourceProviders } from "../../instrumentation/pricing/generate/source-providers.ts";
import { beforeSnapshot, normalizeModelName } from "../../instrumentation/pricing/model-name.ts";
import { modelPattern } from "../../instrumentation/pricing/model-pattern.ts";
import { parsePriceBook } from "../../instrumentation/pricing/parse-price-book.ts";
import { PRICE_BOOK_TEXT } from "../../instrumentation/pricing/price-book.generated.ts";
import { createPriceBook } from "../../instrumentation/pricing/price-book.ts";
import { readPriceBook } from "../../instrumentation/pricing/price-book-data.ts";
import type { UnitPrices } from "../../instrumentation/pricing/price-row.ts";

const AT_MS = Date.UTC(2026, 10, 22);
const LINES = PRICE_BOOK_TEXT.trimEnd().split("\n");
const LANDINGS = JSON.parse(
  readFileSync(new URL("../../instrumentation/pricing/price-book.landed.json", import.meta.url), "utf8"),
) as Landing[];
const { models, rows } = readPriceBook();
const book = createPriceBook(readPriceBook());

describe("the price book", () => {
  test("has every provider and more models than its source", () => {
    const source = sourceProviders().providers;
    const providers = new Set(models.map((model) => model.provider));
    expect(source.length).toBeGreaterThanOrEqual(43);
    for (const { id } of source) expect(providers).toContain(id);
    expect(models.length).toBeGreaterThan(source.flatMap((provider) => provider.models).length);
  });

  test("has rows with unique ids, real dates and prices that are safe integers >= 0", () => {
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    for (const row of rows) {
      expect(new Date(`${row.validFrom}T00:00:00Z`).toISOString().slice(0, 10), row.id).toBe(row.validFrom);
      expect(new Date(row.recordedAt).toISOString(), row.id).toBe(row.recordedAt);
      expect(row.readOn, row.id).toMatch(/^20\d\d-\d\d-\d\d$/);
      expect(row.source, row.id).toMatch(/^(https:\/\/|github[.]com\/|@pydantic\/genai-prices \d)/);
      const steps = (row.contextTiers ?? []).map((tier) => tier.aboveInputTokens);
      expect(steps, row.id).toEqual([...new Set(steps)].sort((a, b) => a - b));
      for (const prices of [row.prices, ...(row.contextTiers ?? []).map((tier) => tier.prices)]) {
        expect(Object.keys(prices).length, row.id).toBeGreaterThan(0);
        expect(Object.values(prices).every((price = -1) => Number.isSafeInteger(price) && price >= 0)).toBe(true);
      }
    }
  });

  test("keeps the decimal of every price that had to be rounded, within half a picodollar", () => {
    const rounded = rows.filter((row) => row.unrounded !== undefined);
    expect(rounded.length).toBeGreaterThan(0);
    for (const { id, prices, unrounded } of rounded) {
      for (const [unit, decimal] of Object.entries(unrounded ?? {})) {
        expect(Math.abs(Number(decimal) - Number(prices[unit as keyof UnitPrices])), id).toBeLessThanOrEqual(0.5);
      }
    }
  });

  test("has a model for every row and a row for every model", () => {
    const ofRows = new Set(rows.map((row) => `${row.provider}/${row.model}`));
    expect(new Set(models.map((model) => `${model.provider}/${model.model}`))).toEqual(ofRows);
  });

  test("gives no name to two models of a provider, and each model its plain name", () => {
    const owners = new Map<string, string>();
    for (const { provider, model, names, openEnded } of models) {
      expect(names, model).toContain(model);
      for (const name of openEnded) expect(names, model).toContain(name);
      for (const name of names) {
        const key = `${provider} ${name}`;
        expect(owners.get(key), key).toBeUndefined();
        owners.set(key, model);
      }
    }
  });

  test("has names that are written as they are looked up, in any case and with blanks around them", () => {
    for (const { provider, names } of models) {
      for (const name of names) {
        expect(normalizeModelName(provider, name)).toBe(name);
        expect(normalizeModelName(provider, ` ${name.toUpperCase()}\n`)).toBe(name);
      }
    }
  });

  test("resolves every name of every model to that model", () => {
    for (const { provider, model, names } of models) {
      for (const name of names) {
        const found = ofName(provider, name);
        expect(found.row?.model, `${provider} ${name}`).toBe(model);
        expect("openEnded" in found && found.openEnded, name).toBe(false);
      }
    }
  });

  test("prices a date that it does not list after every open-ended name, marked so, and after no other", () => {
    for (const { provider, model, names, openEnded } of models) {
      for (const name of openEnded) {
        const found = ofName(provider, `${name}-20991231`);
        expect("model" in found && [found.model.model, found.openEnded], name).toEqual([model, true]);
      }
      for (const name of provider === "openai" ? names.filter((other) => !openEnded.includes(other)) : []) {
        expect(ofName(provider, `${name}-20991231`).row, name).toBeUndefined();
      }
    }
  });

  test("has patterns that are anchored, within RE2's syntax, and match the model's names and none of another's", () => {
    for (const entry of models.filter(({ provider }) => provider === "openai" || provider === "google")) {
      const pattern = modelPattern(entry);
      expect(pattern).toMatch(/^\^\(\?:.+\)\$$/s);
      expect(pattern).not.toMatch(/\(\?[=!<]|\\[1-9k]|[A-Z]/);
      const others = models.filter((other) => other.provider === entry.provider && other !== entry);
      for (const name of entry.names) expect(name).toMatch(new RegExp(pattern));
      for (const name of others.flatMap((other) => other.names)) {
        // A dated name may be of its own model although an open-ended one precedes it: whole names go first.
        if (!entry.openEnded.includes(beforeSnapshot(name) ?? "")) expect(name).not.toMatch(new RegExp(pattern));
      }
    }
  });

  test("bills nothing in a batch or in flex dearer than outside of it, for the same model and day", () => {
    let compared = 0;
    for (const row of rows) {
      const [discounted, place = ""] = /^(?:batch|flex)(-.+)?$/.exec(row.tier) ?? [];
      if (discounted === undefined) continue;
      const later = rows.filter((other) => other.provider === row.provider && other.model === row.model);
      for (const day of new Set(later.map((other) => other.validFrom).filter((start) => start >= row.validFrom))) {
        const query = { provider: row.provider, model: row.model, atMs: Date.parse(`${day}T12:00:00Z`) };
        const cheap = book.find({ ...query, tier: row.tier });
        const standard = book.find({ ...query, tier: `standard${place}` });
        if (cheap.row === undefined || standard.row === undefined) continue;
        compared++;
        for (const part of cheap.price.parts) {
          const most = standard.price.parts.findLast((other) => other.aboveInputTokens <= part.aboveInputTokens);
          const dearer = part.rates.filter((rate, unit) => rate > Math.max(most?.rates[unit] ?? 0, 0));
          expect(dearer, `${cheap.row.id} on ${day}`).toEqual([]);
        }
      }
    }
    expect(compared).toBeGreaterThan(400);
  });

  test("charges every whole name of the source what the source charges, below and above all context thresholds", () => {
    let compared = 0;
    for (const provider of sourceProviders().providers) {
      for (const name of provider.models.flatMap((model) => wholeNames(model.match, model))) {
        const found = ofName(provider.id, name);
        if (found.row === undefined || !found.row.source.startsWith("@pydantic")) continue;
        const { input, output } = found.row.prices;
        if (input === undefined) continue;
        const thresholds = found.row.contextTiers?.map((tier) => tier.aboveInputTokens) ?? [];
        for (const inputTokens of [1_500, ...thresholds.flatMap((at) => [at - 1, at, at + 1])]) {
          const ours = calculateCost(
            {
              inputTokens,
              cacheReadTokens: 1_001,
              cacheWriteTokens: 70,
              cacheWrite1hTokens: 7,
              outputTokens: output === undefined ? 0 : 333,
              reasoningTokens: 0,
              counted: { request: 0 },
            },
            found.price,
          );
          const source = calcPrice(
            {
              input_tokens: inputTokens,
              cache_read_tokens: 1_001,
              cache_write_tokens: 70,
              cache_write_1h_tokens: 7,
              output_tokens: output === undefined ? 0 : 333,
            },
            name,
            { providerId: provider.id, timestamp: new Date(AT_MS) },
          );
          // An id that the source made up is no name to it: regional.amazon.nova-2-lite-v1:0
          if (source === null) continue;
          // The source adds floats: it is right to about a millionth of a cent.
          expect(Number(ours.costPicoUsd) / 1e12, `${provider.id} ${name}`).toBeCloseTo(source.total_price, 8);
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(1_800);
  });
});

describe("the landed lines", () => {
  test("stand: an edit would price past calls anew, so a correction is a further line", () => {
    expect(brokenLanding(LINES, LANDINGS)).toBeUndefined();
    expect(LANDINGS.at(-1)?.lines, "every line has landed").toBe(LINES.length);
  });

  test.each([
    ["changed", (line: string) => line.replace("=", "=1")],
    ["removed", () => undefined],
  ])("are refused when one of them is %s", (_, edit) => {
    const at = 40;
    const edited = LINES.flatMap((line, i) => (i === at ? (edit(line) ?? []) : [line]));
    expect(brokenLanding(edited, LANDINGS)).toContain("landed at 2026-11-22T21:57:19.487Z and were edited since");
  });

  test("still have the book's first 82 rows as they were when a row was an object: their ids are in ledgers", () => {
    const units = ["input", "cacheRead", "cacheWrite5m", "cacheWrite1h", "output"] as const;
    const pricesText = (prices: UnitPrices) => units.map((unit) => `${unit}=${prices[unit]}`).join(" ");
    const first = parsePriceBook(LINES.slice(0, 83)).rows.map((row) =>
      [
        ...[row.id, row.provider, row.model, row.tier, row.validFrom, row.recordedAt, row.source, row.readOn],
        pricesText(row.prices),
        ...(row.contextTiers ?? []).map((tier) => `${tier.aboveInputTokens} ${pricesText(tier.prices)}`),
      ].join("|"),
    );
    expect(first).toHaveLength(82);
    expect(createHash("sha256").update(first.join("\n")).digest("hex")).toBe(
      "8f5a002c7841ccfb3ea0bb5ebd2a17b740cb961e61c338115cccc8ccec662fd5",
    );
  });
});

function ofName(provider: string, model: string) {
  for (const tier of ["standard", "batch", "priority"]) {
    const found = book.find({ provider, model, atMs: AT_MS, tier });
    if (found.row || tier === "priority") return found;
  }
  throw new Error("unreachable");
}

/** Names that a rule gives in whole; of a rule that gives only a part of them, the source's id. */
function wholeNames(match: MatchLogic, { id }: ModelInfo): string[] {
  const whole = (rule: MatchLogic): string[] =>
    "or" in rule ? rule.or.flatMap(whole) : "equals" in rule ? [rule.equals] : [];
  const names = whole(match);
  return names.length > 0 ? names : [id];
}
