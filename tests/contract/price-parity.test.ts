import { afterAll, beforeAll, expect, test } from "vitest";
import { loadPrices } from "../../clickhouse/load-prices.ts";
import { calculateCost } from "../../instrumentation/pricing/calculate-cost.ts";
import { createPriceBook } from "../../instrumentation/pricing/price-book.ts";
import { readPriceBook } from "../../instrumentation/pricing/price-book-data.ts";
import type { PriceBookData } from "../../instrumentation/pricing/price-row.ts";
import { type PriceCase, priceCases, usageOf } from "./price-cases.ts";
import { PRICE_EDGE_CASES } from "./price-edge-cases.ts";
import { RARE_PRICES } from "./rare-prices.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

/** The published book and, because it may lack them at times, prices with every feature that rows can have. */
const published = readPriceBook();
const data: PriceBookData = {
  models: [...published.models, ...RARE_PRICES.models],
  rows: [...published.rows, ...RARE_PRICES.rows],
};
const cases = [...priceCases(data, 4), ...PRICE_EDGE_CASES];

interface Priced {
  priceId: string;
  openEnded: boolean;
  /** '' when unpriced. */
  picoUsd: string;
}

let ledger: Ledger;
let inSql: Priced[];
const book = createPriceBook(data);
const inTypeScript = cases.map((call): Priced => {
  const found = book.find(call);
  if (found.row === undefined) return { priceId: "", openEnded: false, picoUsd: "" };
  const { costPicoUsd } = calculateCost(usageOf(call), found.price);
  return {
    priceId: found.row.id,
    openEnded: found.openEnded,
    picoUsd: costPicoUsd === undefined ? "" : String(costPicoUsd),
  };
});

beforeAll(async () => {
  ledger = await startLedger();
  await loadPrices(ledger.admin, data);
  inSql = await priceInSql(cases);
});
afterAll(() => ledger.stop());

test(`${cases.length} calls cost the same picodollars by the same price, or nothing in both`, () => {
  const different = cases.flatMap((call, at) => {
    const [ts, sql] = [inTypeScript[at], inSql[at]];
    return JSON.stringify(ts) === JSON.stringify(sql) ? [] : [{ call, ts, sql }];
  });
  expect(different.slice(0, 5)).toEqual([]);
});

test("the calls are of every model and tier of the book, and of all kinds", () => {
  const priced = inTypeScript.filter(({ picoUsd }) => picoUsd !== "");
  const hit = new Set(priced.map(({ priceId }) => priceId));
  const groups = (rows: PriceBookData["rows"]) =>
    new Set(rows.map((row) => `${row.provider} ${row.model} ${row.tier}`));
  expect(cases.length).toBeGreaterThan(5_000);
  expect(groups(data.rows.filter((row) => hit.has(row.id)))).toEqual(groups(data.rows));
  expect(priced.length).toBeGreaterThan(cases.length / 2);
  expect(inTypeScript.filter(({ openEnded }) => openEnded).length).toBeGreaterThan(20);
  // Found and yet without a cost: counts that cannot be, units without a price, more than a call can cost.
  expect(inTypeScript.filter(({ priceId, picoUsd }) => priceId !== "" && picoUsd === "").length).toBeGreaterThan(500);
});

async function priceInSql(calls: readonly PriceCase[]): Promise<Priced[]> {
  await ledger.admin.command({
    query: `CREATE TABLE default.price_cases (n UInt32, provider String, model String, tier String, at DateTime64(3, 'UTC'),
      totals Array(Int64), counted Map(String, Int64)) ENGINE = MergeTree ORDER BY n`,
  });
  const values = calls.map(({ provider, model, tier, atMs, totals, countedMillionths }, n) => ({
    ...{ n, provider, model, tier, totals, counted: countedMillionths },
    at: new Date(atMs).toISOString().replace("T", " ").replace("Z", ""),
  }));
  await ledger.admin.insert({ table: "default.price_cases", values, format: "JSONEachRow" });
  const answer = await ledger.admin.query({
    query: `
      WITH tollgate_price(provider, model, tier, at) AS price
      SELECT price.price_id AS priceId, price.open_ended AS openEnded, ifNull(toString(tollgate_cost(price, totals, counted)), '') AS picoUsd
      FROM default.price_cases ORDER BY n`,
    format: "JSONEachRow",
  });
  return answer.json<Priced>();
}
