import type { ClickHouseClient } from "@clickhouse/client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { loadPrices } from "../../clickhouse/load-prices.ts";
import { migrate } from "../../clickhouse/migrate.ts";
import type { PriceBookData, PriceRow } from "../../instrumentation/pricing/price-row.ts";
import { queryRows } from "./query-rows.ts";
import { RARE_PRICES } from "./rare-prices.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

const [first] = RARE_PRICES.rows;
if (first === undefined) throw new Error("RARE_PRICES has no rows");
const row = (changes: Partial<PriceRow>): PriceRow => ({
  ...first,
  verified: true,
  validFrom: "2026-01-01",
  ...changes,
});
const bookOf = (...rows: PriceRow[]): PriceBookData => ({ models: RARE_PRICES.models, rows });
const OLD = bookOf(row({ id: "rare/old", prices: { input: 100 } }));

let ledger: Ledger;
let admin: ClickHouseClient;
beforeAll(async () => {
  ledger = await startLedger();
  admin = ledger.admin;
});
afterAll(() => ledger.stop());
beforeEach(() => loadPrices(admin, OLD));

/** What a call of one input token in May 2026 costs, and by which price. */
async function priced(): Promise<unknown> {
  const [found] = await queryRows(
    admin,
    `WITH tollgate_price('rare', 'rare-1', '', toDateTime64('2026-05-01 12:00:00', 3, 'UTC')) AS price
     SELECT price.price_id AS id, tollgate_cost(price, [1], map()) AS pico`,
  );
  return found;
}

const prices = () =>
  queryRows(
    admin,
    "SELECT price_id, valid_from, valid_to, standing FROM tollgate.prices WHERE provider = 'rare' ORDER BY valid_from, price_id",
  );

describe("a changed book", () => {
  test("is live after the next migrate, and the rows before it stay", async () => {
    expect(await priced()).toEqual({ id: "rare/old", pico: "100" });
    const dearer = bookOf(...OLD.rows, row({ id: "rare/new", validFrom: "2026-03-01", prices: { input: 200 } }));
    expect(await migrate(admin, { prices: dearer })).toMatchObject({ pricesChanged: true });
    expect(await priced()).toEqual({ id: "rare/new", pico: "200" });
    expect((await prices()).filter(({ standing }) => standing === "charged")).toEqual([
      { price_id: "rare/old", valid_from: "2026-01-01", valid_to: "2026-02-28", standing: "charged" },
      { price_id: "rare/new", valid_from: "2026-03-01", valid_to: "2299-12-31", standing: "charged" },
    ]);
    expect(await migrate(admin, { prices: dearer })).toMatchObject({ pricesChanged: false });
  });

  test("that corrects a price keeps the corrected row, as outranked", async () => {
    await loadPrices(
      admin,
      bookOf(...OLD.rows, row({ id: "rare/old/2", recordedAt: "2026-06-01T00:00:00.000Z", prices: { input: 90 } })),
    );
    expect(await priced()).toEqual({ id: "rare/old/2", pico: "90" });
    expect(await prices()).toContainEqual({
      price_id: "rare/old",
      valid_from: "2026-01-01",
      valid_to: "1970-01-01",
      standing: "outranked",
    });
  });

  test("that lacks a row keeps it for the ledgers that name it, as withdrawn, and charges it no more", async () => {
    await loadPrices(admin, bookOf(row({ id: "rare/other", tier: "batch", prices: { input: 1 } })));
    expect(await priced()).toEqual({ id: "", pico: null });
    const withdrawn = { price_id: "rare/old", valid_from: "2026-01-01", valid_to: "2299-12-31", standing: "withdrawn" };
    expect(await prices()).toContainEqual(withdrawn);
    await loadPrices(admin, OLD);
    expect(await prices()).toContainEqual({ ...withdrawn, standing: "charged" });
  });

  test("leaves no table of the load behind", async () => {
    expect(await queryRows(admin, "SELECT name FROM system.tables WHERE name LIKE '%staging%'")).toEqual([]);
  });
});

describe("a load that breaks leaves the book that was", () => {
  const NEW = bookOf(row({ id: "rare/new", prices: { input: 200 } }));

  test.each([
    [
      "a date that is none",
      row({ id: "rare/broken", recordedAt: "yesterday" }),
      /^Cannot load the price book, the one before it stays: Cannot read DateTime/,
    ],
    [
      "hours that are neither full nor half",
      row({ id: "rare/broken", hours: { from: "00:15", to: "01:00" } }),
      'Cannot load the price book, the one before it stays: price "rare/broken" has hours "00:15-01:00", allowed are full and half hours',
    ],
  ])("because of %s", async (_what, broken, message) => {
    await expect(loadPrices(admin, bookOf(broken))).rejects.toThrow(message);
    expect(await priced()).toEqual({ id: "rare/old", pico: "100" });
  });

  test.each([
    "CREATE TABLE tollgate.price_models_staging",
    "EXCHANGE TABLES tollgate.prices_staging",
    "SYSTEM RELOAD DICTIONARY tollgate.price_model_dictionary",
  ])("because the server refuses %s, and the next load makes it good", async (refused) => {
    let left = 1;
    const refusing = Object.assign(Object.create(admin) as ClickHouseClient, {
      command: (...args: Parameters<ClickHouseClient["command"]>) =>
        args[0].query.startsWith(refused) && left-- > 0 ? Promise.reject(new Error("refused")) : admin.command(...args),
    });
    await expect(loadPrices(refusing, NEW)).rejects.toThrow(
      "Cannot load the price book, the one before it stays: refused",
    );
    expect(await priced()).toEqual({ id: "rare/old", pico: "100" });
    expect(await loadPrices(admin, NEW)).toBe(true);
    expect(await priced()).toEqual({ id: "rare/new", pico: "200" });
  });

  test("because it was killed between tables and dictionaries: the next one finds out", async () => {
    await admin.command({ query: "TRUNCATE TABLE tollgate.price_ranges" });
    await admin.command({ query: "SYSTEM RELOAD DICTIONARY tollgate.price_range_dictionary" });
    expect(await priced()).toEqual({ id: "", pico: null });
    expect(await loadPrices(admin, OLD)).toBe(true);
    expect(await priced()).toEqual({ id: "rare/old", pico: "100" });
  });
});
