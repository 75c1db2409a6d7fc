import type { ClickHouseClient } from "@clickhouse/client";
import type { EffectivePriceBook } from "../instrumentation/pricing/overrides/effective-price-book.ts";
import { loadedBooks } from "./loaded-books.ts";
import { type PriceTable, priceTables, priceTablesChecksum } from "./price-tables.ts";

const TABLES: readonly PriceTable["name"][] = ["prices", "price_providers", "price_ranges", "price_models"];
/** In the order of loading: no name may lead to a price that is not there. */
const DICTIONARIES = ["price_provider_dictionary", "price_range_dictionary", "price_model_dictionary"];

/**
 * Makes `data` the book by which ClickHouse prices calls, and tells whether it was another one before. All of it is written beside the
 * tables and then changes places with them; when that fails at any point the old book stays. Prices that the new book lacks stay in
 * `tollgate.prices` as withdrawn. Not for two at once: `migrate` has the lock.
 *
 * @throws {Error} when the book cannot be written or loaded
 */
export async function loadPrices(client: ClickHouseClient, data: EffectivePriceBook): Promise<boolean> {
  // Read once: of the published book both are parsed each time that they are asked for.
  const book: EffectivePriceBook = {
    models: data.models,
    rows: data.rows,
    ...(data.overrides && { overrides: data.overrides }),
  };
  const checksum = priceTablesChecksum(book);
  const loaded = await loadedBooks(client);
  if (loaded.every((of) => of === checksum)) return false;
  try {
    await Promise.all(priceTables(book, checksum).map((table) => stage(client, table)));
    await client.command({ query: KEEP_WITHDRAWN });
    await exchange(client);
    try {
      await reload(client);
    } catch (error) {
      await exchange(client);
      await reload(client);
      throw error;
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot load the price book, the one before it stays: ${reason}`, { cause: error });
  } finally {
    await Promise.all(TABLES.map((name) => drop(client, name)));
  }
  return true;
}

const KEEP_WITHDRAWN = `
  INSERT INTO tollgate.prices_staging SELECT * REPLACE('withdrawn' AS standing) FROM tollgate.prices
  WHERE price_id NOT IN (SELECT price_id FROM tollgate.prices_staging)`;

async function stage(client: ClickHouseClient, { name, rows }: PriceTable): Promise<void> {
  const table = `tollgate.${name}_staging`;
  await drop(client, name);
  await client.command({ query: `CREATE TABLE ${table} AS tollgate.${name}` });
  await client.insert({ table, values: rows, format: "JSONEachRow" });
  const counted = await client.query({ query: `SELECT count() AS rows FROM ${table}`, format: "JSONEachRow" });
  const [written] = await counted.json<{ rows: string }>();
  if (Number(written?.rows) !== rows.length)
    throw new Error(`${table} has ${written?.rows} rows, must be ${rows.length}`);
}

async function drop(client: ClickHouseClient, name: string): Promise<void> {
  await client.command({ query: `DROP TABLE IF EXISTS tollgate.${name}_staging SYNC` });
}

async function exchange(client: ClickHouseClient): Promise<void> {
  for (const name of TABLES)
    await client.command({ query: `EXCHANGE TABLES tollgate.${name}_staging AND tollgate.${name}` });
}

async function reload(client: ClickHouseClient): Promise<void> {
  for (const name of DICTIONARIES) await client.command({ query: `SYSTEM RELOAD DICTIONARY tollgate.${name}` });
}
