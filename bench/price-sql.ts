/**
 * How fast ClickHouse prices calls: rows a second on one thread of the embedded engine, over calls of models drawn from all of the book.
 * Run: node bench/price-sql.ts
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectClickHouse } from "../clickhouse/connect-clickhouse.ts";
import { startEmbeddedClickHouse } from "../clickhouse/embedded/start-embedded-clickhouse.ts";
import { loadPrices } from "../clickhouse/load-prices.ts";
import { migrate } from "../clickhouse/migrate.ts";
import { readPriceBook } from "../instrumentation/pricing/price-book-data.ts";

const CALLS = 100_000;
const RUNS = 7;
const CALLS_TABLE = `
  CREATE TABLE default.calls ENGINE = Memory AS
  SELECT provider, if(number % 4 = 0, concat('models/', upper(model)), model) AS model, 'default' AS tier, now64(3, 'UTC') - number % 5000000 AS at,
    [toInt64(1000 + number % 300000), 200 + number % 900, number % 800, number % 100, number % 50, number % 150] AS totals,
    if(number % 10 = 0, map('webSearch', toInt64(1000000)), map()) AS counted
  FROM numbers(${CALLS}) AS n
  JOIN (
    SELECT provider, model, toUInt64(row_number() OVER (ORDER BY cityHash64(price_id)) - 1) AS place FROM tollgate.prices_now WHERE tier = 'standard'
  ) AS named ON named.place = n.number % {distinct:UInt32}`;

const STEPS: Readonly<Record<string, string>> = {
  "model only": "tollgate_price_model(tollgate_price_key(provider, model))",
  price: "tollgate_price(provider, model, tier, at)",
  "price and cost": "tollgate_cost(tollgate_price(provider, model, tier, at), totals, counted)",
};

const dataDir = mkdtempSync(join(tmpdir(), "tollgate-bench-"));
const engine = await startEmbeddedClickHouse(dataDir);
const client = connectClickHouse(engine.url.replace("://", `://admin:${engine.passwords.admin}@`));
try {
  await migrate(client);
  const data = readPriceBook();
  const other = { models: data.models, rows: data.rows.slice(1) };
  console.log(`load a changed book    ${(await fastest(() => loadPrices(client, other), 1)).toFixed(0)} ms`);
  console.log(`load the same again    ${(await fastest(() => loadPrices(client, other))).toFixed(0)} ms`);
  for (const distinct of [20, 1_000]) {
    await client.command({ query: "DROP TABLE IF EXISTS default.calls SYNC" });
    await client.command({ query: CALLS_TABLE, query_params: { distinct } });
    for (const [name, expression] of Object.entries(STEPS)) {
      const over = (from: string) => () =>
        client.command({ query: `SELECT ignore(${expression}) FROM ${from} FORMAT Null SETTINGS max_threads = 1` });
      // What a statement costs before its first row is what an insert of few calls feels.
      const startMs = await fastest(over("(SELECT * FROM default.calls LIMIT 1)"));
      const allMs = await fastest(over("default.calls"));
      const perRow = ((allMs - startMs) * 1_000) / CALLS;
      console.log(
        `${name.padEnd(16)} ${String(distinct).padStart(5)} models  ${perRow.toFixed(2)} µs a call, ` +
          `${Math.round(1e6 / perRow).toLocaleString("en")} calls/s, ${startMs.toFixed(0)} ms a statement`,
      );
    }
  }
} finally {
  await client.close();
  await engine.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

async function fastest(run: () => Promise<unknown>, runs = RUNS): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let left = runs; left > 0; left -= 1) {
    const start = performance.now();
    await run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
