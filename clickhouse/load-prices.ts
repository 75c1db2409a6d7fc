import type { ClickHouseClient } from "@clickhouse/client";
import type { PriceBookData } from "../instrumentation/pricing/price-row.ts";
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
export async function loadPrices(client: ClickHouseClient, data: PriceBookData): Promise<boolean> {
  const book: PriceBookData = { models: data.models, rows: data.rows };
  const checksum = priceTablesChecksum(book);
  const loaded = await loadedChecksums(client);
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

/** Which book each dictionary has in memory, which is what prices calls; '' for none. */
async function loadedChecksums(client: ClickHouseClient): Promise<string[]> {
  const query = `
    SELECT dictGet('tollgate.price_provider_dictionary', 'provider', ' book') AS providers,
      trimLeft(dictGet('tollgate.price_model_dictionary', 'model', '/ book'), '/') AS models,
      dictGet('tollgate.price_range_dictionary', 'price_id', ('', '', toUInt8(0)), toDate32('1970-01-01')) AS ranges`;
  try {
    const [row] = await (await client.query({ query, format: "JSONEachRow" })).json<Record<string, string>>();
    return Object.values(row ?? { none: "" });
  } catch {
    // A dictionary that cannot be loaded has no book; whether that can be cured shows when the new one is loaded.
    return [""];
  }
}
