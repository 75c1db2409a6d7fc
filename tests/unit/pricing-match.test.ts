import { describe, expect, test } from "vitest";
import { PRICE_ROWS } from "../../instrumentation/pricing/price-book.generated.ts";
import { createPriceBook } from "../../instrumentation/pricing/price-book.ts";
import type { PriceRow } from "../../instrumentation/pricing/price-row.ts";

const AT_MS = Date.UTC(2026, 10, 22);
const book = createPriceBook(PRICE_ROWS);

function find(provider: string, model: string, tier?: string) {
  return book.find({ provider, model, atMs: AT_MS, tier });
}

describe("createPriceBook().find", () => {
  test.each([
    ["openai", "gpt-4o", "gpt-4o"],
    ["openai", "gpt-4o-2024-08-06", "gpt-4o"],
    ["openai", "gpt-4o-2024-05-13", "gpt-4o-2024-05-13"],
    ["openai", "gpt-4o-mini-2024-07-18", "gpt-4o-mini"],
    ["openai", "GPT-4o-Mini ", "gpt-4o-mini"],
    ["openai", "gpt-5.6", "gpt-5.6-sol"],
    ["openai", "gpt-6-sol-2026-10-01", "gpt-6-sol"],
    ["openai", "text-embedding-3-small", "text-embedding-3-small"],
    ["anthropic", "claude-sonnet-4-20250514", "claude-sonnet-4-0"],
    ["anthropic", "claude-sonnet-4@20250514", "claude-sonnet-4-0"],
    ["anthropic", "claude-sonnet-4-5-20250929", "claude-sonnet-4-5"],
    ["anthropic", "claude-sonnet-4-5-latest", "claude-sonnet-4-5"],
    ["anthropic", "claude-opus-5-5-20261001", "claude-opus-5-5"],
    ["anthropic", "claude-sonnet-5", "claude-sonnet-5"],
  ])("gives %s %s the price of %s", (provider, name, model) => {
    expect(find(provider, name).row?.model).toBe(model);
  });

  test.each([
    ["openai", "gpt-4o-2027-01-01", "a snapshot of a family whose snapshots the book lists one by one"],
    ["openai", "gpt-4o-mini-search-preview", "pays a fee for every search"],
    ["openai", "gpt-4o-audio-preview", "billed by audio"],
    ["openai", "ft:gpt-4o-mini-2024-07-18:org::abc", "a fine-tune is not its base"],
    ["openai", "xgpt-4o", "a name around a name"],
    ["anthropic", "claude-sonnet-5-1", "a later model, not a snapshot"],
    ["anthropic", "claude-opus-4-6-fast", "six times the price"],
    ["anthropic", "claude-sonnet-4-55", "no known model"],
    ["anthropic", "claude-sonnet", "no version"],
    ["anthropic", "gpt-4o", "another provider's"],
  ])("gives %s %s no price: %s", (provider, name) => {
    expect(find(provider, name).row).toBeUndefined();
  });

  test("names the nearest models, the known tiers or the known providers when it has no price", () => {
    expect(find("openai", "gpt-4o-nano")).toEqual({
      reason:
        'Cannot price call: model "gpt-4o-nano" of provider "openai" is not in the price book, nearest are "gpt-4.1-nano", "gpt-5-nano", "gpt-4o-mini"',
    });
    expect(find("openai", "gpt-4o", "flex")).toEqual({
      reason: 'Cannot price call: service tier "flex" of model "gpt-4o" is not in the price book, known are "standard"',
    });
    expect(find("groq", "llama")).toEqual({
      reason: 'Cannot price call: provider "groq" is not in the price book, known are "openai", "anthropic"',
    });
  });

  test.each([undefined, "", "default", "auto", "standard", "Standard"])(
    "takes service tier %s for the list price",
    (tier) => {
      expect(find("openai", "gpt-4o", tier).row?.tier).toBe("standard");
    },
  );

  test("stays small and quick to answer when an app makes up names, some of them huge", () => {
    for (let i = 0; i < 3_000; i++) expect(find("openai", `m${i}`).row).toBeUndefined();
    const huge = find("openai", "x".repeat(1_000_000));
    expect("reason" in huge && huge.reason.length).toBeLessThan(500);
    expect(find("openai", "gpt-4o").row?.model).toBe("gpt-4o");
  });

  test("changes a price at midnight UTC of its date: o3 cost $10 a million input tokens until 2025-06-09 and $2 from 2025-06-10 on", () => {
    const change = Date.UTC(2025, 5, 10);
    const inputAt = (atMs: number) => book.find({ provider: "openai", model: "o3", atMs }).row?.prices.input;
    expect([change - 1, change, change + 1].map(inputAt)).toEqual([10_000_000, 2_000_000, 2_000_000]);
    expect(inputAt(change - 0.3)).toBe(10_000_000);
  });

  test("has no price for a call before the first date or without one", () => {
    for (const atMs of [-1, Number.NaN]) {
      expect(book.find({ provider: "openai", model: "o3", atMs })).toMatchObject({
        reason: expect.stringContaining('model "o3" has no price valid at'),
      });
    }
  });

  test("lets the later recorded of two rows with one start win, in whichever order they stand", () => {
    const [base] = PRICE_ROWS;
    if (base === undefined) throw new Error("the book is empty");
    const wrong: PriceRow = { ...base, id: "wrong", validFrom: "2026-01-01", recordedAt: "2026-01-02T00:00:00.000Z" };
    const right: PriceRow = { ...wrong, id: "right", recordedAt: "2026-01-03T00:00:00.000Z" };
    for (const rows of [
      [base, wrong, right],
      [right, wrong, base],
    ]) {
      const query = { provider: base.provider, model: base.model };
      expect(createPriceBook(rows).find({ ...query, atMs: Date.UTC(2026, 0, 1) }).row?.id).toBe("right");
      expect(createPriceBook(rows).find({ ...query, atMs: Date.UTC(2026, 0, 1) - 1 }).row?.id).toBe(base.id);
    }
  });
});
