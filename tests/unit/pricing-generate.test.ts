import { readFileSync } from "node:fs";
import type { ModelInfo, Provider } from "@pydantic/genai-prices";
import { describe, expect, test } from "vitest";
import { appendedBook, type LandedBook } from "../../instrumentation/pricing/generate/appended-book.ts";
import type { Landing } from "../../instrumentation/pricing/generate/landed-lines.ts";
import { sourceProviders } from "../../instrumentation/pricing/generate/source-providers.ts";
import { wantedPrices } from "../../instrumentation/pricing/generate/wanted-prices.ts";
import { ALL_OWN_PRICES } from "../../instrumentation/pricing/own-prices/all-own-prices.ts";
import { FURTHER_NAMES } from "../../instrumentation/pricing/own-prices/newer-source.ts";
import type { OwnPrice } from "../../instrumentation/pricing/own-prices/own-price.ts";
import { parsePriceBook } from "../../instrumentation/pricing/parse-price-book.ts";
import { PRICE_BOOK_TEXT } from "../../instrumentation/pricing/price-book.generated.ts";

const EMPTY: LandedBook = { lines: [], landings: [] };
const ORIGIN = { source: "https://acme.example/prices", readOn: "2026-11-01" };

function providerOf(...models: Partial<ModelInfo>[]): Provider {
  const whole = models.map((model) => ({
    id: "m",
    match: { equals: model.id ?? "m" },
    prices: { input_mtok: 1, output_mtok: 2 },
    ...model,
  }));
  return { id: "acme", name: "Acme", api_pattern: "", models: whole };
}

function wantedOf(provider: Provider, own: readonly OwnPrice[] = []) {
  return wantedPrices([provider], { own, ...ORIGIN });
}

function update(book: LandedBook, provider: Provider, options: { on: string; own?: readonly OwnPrice[] }) {
  return appendedBook(book, wantedOf(provider, options.own), { recordedAt: `${options.on}T00:00:00.000Z` });
}

const OWN: OwnPrice = {
  ...{ provider: "acme", model: "m", tier: "batch", validFrom: "1970-01-01", verified: true },
  ...{ prices: { input: 500_000, output: 1_000_000 }, ...ORIGIN },
};

describe("an update of the book", () => {
  test("adds nothing when the book says it already", () => {
    const first = update(EMPTY, providerOf({}), { on: "2026-11-01" });
    expect(first.added).toEqual([
      "m\tacme\tm\tm",
      "@\t2026-11-01T00:00:00.000Z\t2026-11-01\tverified\thttps://acme.example/prices",
      "p\tacme\tm\tstandard\t1970-01-01\tinput=1000000 output=2000000",
    ]);
    const second = update(first, providerOf({}), { on: "2026-11-02" });
    expect(second).toEqual({ ...first, added: [] });
  });

  test("adds a changed price of a known start as a further line, and the old price again when it comes back", () => {
    const first = update(EMPTY, providerOf({}), { on: "2026-11-01" });
    const second = update(first, providerOf({ prices: { input_mtok: 3, output_mtok: 2 } }), { on: "2026-11-02" });
    const third = update(second, providerOf({}), { on: "2026-11-03" });
    expect(third.lines.slice(0, first.lines.length)).toEqual(first.lines);
    expect(parsePriceBook(third.lines).rows.map((row) => [row.id, row.prices.input])).toEqual([
      ["acme/m/standard/1970-01-01", 1_000_000],
      ["acme/m/standard/1970-01-01/2", 3_000_000],
      ["acme/m/standard/1970-01-01/3", 1_000_000],
    ]);
    expect(third.landings.map((landing) => landing.lines)).toEqual([3, 5, 7]);
  });

  test("takes a price that a fallback gives anyway for no change", () => {
    const first = update(EMPTY, providerOf({}), { on: "2026-11-01" });
    const spelled = providerOf({ prices: { input_mtok: 1, cache_read_mtok: 1, cache_write_mtok: 1, output_mtok: 2 } });
    expect(update(first, spelled, { on: "2026-11-02" }).added).toEqual([]);
  });

  test("keeps what vanished: models, prices and names", () => {
    const first = update(EMPTY, providerOf({ match: { or: [{ equals: "m" }, { equals: "m-old" }] } }, { id: "n" }), {
      on: "2026-11-01",
    });
    expect(update(first, providerOf({}), { on: "2026-11-02" }).added).toEqual([]);
  });

  test("moves a name that the source gives to another model", () => {
    const both = { or: [{ equals: "m" }, { equals: "m-pro" }] };
    const first = update(EMPTY, providerOf({ match: both }), { on: "2026-11-01" });
    const second = update(first, providerOf({}, { id: "m-pro" }), { on: "2026-11-02" });
    expect(parsePriceBook(second.lines).models.map((model) => [model.model, model.names])).toEqual([
      ["m", ["m"]],
      ["m-pro", ["m-pro"]],
    ]);
  });

  test("lets an own price go before the source's of the same start, and does not add either again", () => {
    const own = [{ ...OWN, tier: "standard" }];
    const first = update(EMPTY, providerOf({}), { on: "2026-11-01" });
    const second = update(first, providerOf({}), { on: "2026-11-02", own });
    expect(second.added).toHaveLength(2);
    expect(second.added[1]).toContain("1970-01-01 #2\tinput=500000");
    expect(update(second, providerOf({}), { on: "2026-11-03", own }).added).toEqual([]);
  });

  test("does not let an own price whose page was not read go before the source's", () => {
    const own = [{ ...OWN, tier: "standard", verified: false }];
    const { added } = update(EMPTY, providerOf({}), { on: "2026-11-01", own });
    expect(added.filter((line) => line.startsWith("p"))).toEqual([
      "p\tacme\tm\tstandard\t1970-01-01\tinput=1000000 output=2000000",
    ]);
  });

  test("refuses an own price of a model that nobody names, and two of one start", () => {
    expect(() => wantedOf(providerOf({}), [{ ...OWN, model: "x" }])).toThrow(
      'Cannot add own price "acme/x/batch/1970-01-01": the source has no model of that plain name, and the entry gives no names',
    );
    expect(() => wantedOf(providerOf({}), [OWN, OWN])).toThrow(
      'Cannot add own price "acme/m/batch/1970-01-01": there are two of it',
    );
    expect(() => wantedOf(providerOf({}), [{ ...OWN, model: "x", names: ["X"] }])).toThrow(
      'Cannot add own model "acme/x": name "X" must be written "x"',
    );
  });

  test("refuses a book of which a landed line was edited", () => {
    const { lines, landings } = update(EMPTY, providerOf({}), { on: "2026-11-01" });
    const edited = lines.map((line) => line.replace("input=1000000", "input=2000000"));
    expect(() => update({ lines: edited, landings }, providerOf({}), { on: "2026-11-02" })).toThrow(
      "Lines 1 to 3 of the price book landed at 2026-11-01T00:00:00.000Z and were edited since",
    );
  });

  test("appends to the real book only: a dearer gpt-4o of tomorrow is one price more", () => {
    const lines = PRICE_BOOK_TEXT.trimEnd().split("\n");
    const url = new URL("../../instrumentation/pricing/price-book.landed.json", import.meta.url);
    const landings = JSON.parse(readFileSync(url, "utf8")) as Landing[];
    const { name, providers } = sourceProviders();
    const options = { own: ALL_OWN_PRICES, names: FURTHER_NAMES, source: name, readOn: "2026-11-01" };
    const wanted = wantedPrices(providers, options);
    const recordedAt = "2099-01-01T00:00:00.000Z";
    const today = appendedBook({ lines, landings }, wanted, { recordedAt });
    const dearer = wanted.prices.map((price) =>
      price.provider === "openai" && price.model === "gpt-4o" && price.tier === "standard"
        ? { ...price, prices: { ...price.prices, input: 9_000_000 } }
        : price,
    );
    const tomorrow = appendedBook(today, { ...wanted, prices: dearer }, { recordedAt: "2099-01-02T00:00:00.000Z" });
    expect(tomorrow.lines.slice(0, lines.length)).toEqual(lines);
    expect(tomorrow.added.filter((line) => !line.startsWith("@"))).toEqual([
      expect.stringMatching(/^p\topenai\tgpt-4o\tstandard\t1970-01-01 #\d+\tinput=9000000 /),
    ]);
  });
});

describe("the prices of the source", () => {
  test("with hours begin on the day of the dated entry before them, and otherwise always held", () => {
    const entry = { input_mtok: 1, output_mtok: 2 };
    const peak = { type: "time_of_date" as const, start_time: "01:00:00Z", end_time: "04:30:00Z" };
    const start = { type: "start_date" as const, start_date: "2026-08-17" };
    const startsOf = (prices: ModelInfo["prices"]) =>
      wantedOf(providerOf({ prices })).prices.map((price) => [price.validFrom, price.hours]);
    const hours = { from: "01:00", to: "04:30" };
    expect(startsOf([{ prices: entry }, { constraint: peak, prices: entry }])).toEqual([
      ["1970-01-01", undefined],
      ["1970-01-01", hours],
    ]);
    expect(
      startsOf([{ prices: entry }, { constraint: start, prices: entry }, { constraint: peak, prices: entry }]),
    ).toEqual([
      ["1970-01-01", undefined],
      ["2026-08-17", undefined],
      ["2026-08-17", hours],
    ]);
    expect(() => startsOf([{ constraint: { ...peak, end_time: "04:15:00Z" }, prices: entry }])).toThrow(
      'Cannot take over the time of day "04:15:00Z"',
    );
  });

  test("that are none are left out, with the reason, unless the model is a free variant", () => {
    const { models, notes } = wantedOf(providerOf({ id: "m", prices: {} }, { id: "n:free", prices: {} }));
    expect(models.map((model) => model.model)).toEqual(["n:free"]);
    expect(notes).toEqual(["left out acme/m: the source gives no price, and nothing says that it is free"]);
  });
});
