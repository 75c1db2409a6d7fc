import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ClickHouseClient } from "@clickhouse/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectClickHouse } from "../../clickhouse/connect-clickhouse.ts";
import {
  type EmbeddedClickHouse,
  startEmbeddedClickHouse,
} from "../../clickhouse/embedded/start-embedded-clickhouse.ts";
import { loadPrices } from "../../clickhouse/load-prices.ts";
import { migrate } from "../../clickhouse/migrate.ts";
import { insertCalls } from "./insert-calls.ts";
import { queryRows } from "./query-rows.ts";
import { RARE_PRICES } from "./rare-prices.ts";

const dataDir = mkdtempSync(join(tmpdir(), "tollgate-prices-"));
let engine: EmbeddedClickHouse;
let admin: ClickHouseClient;
let reader: ClickHouseClient;

async function start(): Promise<void> {
  engine = await startEmbeddedClickHouse(dataDir);
  const as = (user: "admin" | "reader") =>
    connectClickHouse(engine.url.replace("://", `://${user}:${engine.passwords[user]}@`));
  [admin, reader] = [as("admin"), as("reader")];
}

async function stop(): Promise<void> {
  await Promise.all([admin.close(), reader.close()]);
  await engine.stop();
}

beforeAll(async () => {
  await start();
  await migrate(admin, { prices: RARE_PRICES });
});
afterAll(async () => {
  await stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe("prices_now", () => {
  test("is today's price list in dollars per million tokens, without outranked and past prices", async () => {
    const list = await queryRows(
      reader,
      `SELECT model, tier, hours_from, price_id, input_usd_per_million AS input, output_usd_per_million AS output,
         cache_read_usd_per_million AS cached FROM tollgate.prices_now WHERE model IN ('above', 'night')`,
    );
    const row = (price_id: string, rest: object) => ({ hours_from: "", cached: null, price_id, ...rest });
    expect(list).toEqual([
      // 3,000,000 picodollars a token are $3 a million; who lists no price of cached tokens bills them as input.
      row("rare/above", { model: "above", tier: "standard", input: "3", output: "15" }),
      row("rare/night/batch", { model: "night", tier: "batch", input: "0.000011", output: "0.000013" }),
      row("rare/night/day", { model: "night", tier: "standard", input: "0.0001", output: "0.0002" }),
      row("rare/noon", {
        model: "night",
        tier: "standard",
        hours_from: "12:30",
        input: "0.000007",
        output: "0.000007",
      }),
      row("rare/night", { model: "night", tier: "standard", hours_from: "16:30", input: "0.00005", output: "0.0001" }),
    ]);
  });

  test("has one row for each model that has one price", async () => {
    const [today] = await queryRows(reader, "SELECT price_id FROM tollgate.prices_now WHERE model = 'rare-1'");
    // The correction of March's price; from December 2026 on the next one.
    expect(today?.price_id).toMatch(/^rare\/(2\/2|4)$/);
  });
});

describe("unpriced_models", () => {
  test("are the models of calls without a price, most calls first, with the price the book has by now", async () => {
    await loadPrices(admin, {
      models: [{ provider: "openai", model: "gpt-known", names: ["gpt-known"], openEnded: [] }],
      rows: RARE_PRICES.rows
        .slice(1, 2)
        .map((row) => ({ ...row, id: "openai/gpt-known", provider: "openai", model: "gpt-known" })),
    });
    await insertCalls(admin, [
      { model: "gpt-unknown", inputTokens: 7 },
      { model: "gpt-known" },
      { model: "gpt-unknown", inputTokens: 5 },
      { model: "gpt-priced", costUsd: 1 },
    ]);
    const read = "SELECT provider, model, calls, input_tokens, price_id_now FROM tollgate.unpriced_models";
    expect(await queryRows(reader, read)).toEqual([
      { provider: "openai", model: "gpt-unknown", calls: "2", input_tokens: "12", price_id_now: "" },
      { provider: "openai", model: "gpt-known", calls: "1", input_tokens: "1000", price_id_now: "openai/gpt-known" },
    ]);
  });
});

describe("a materialized view that prices calls as they come", () => {
  const insert = (id: number) =>
    admin.command({
      query: `INSERT INTO default.calls SELECT ${id}, 'rare', 'rare-1', toDateTime64('2026-04-01', 3, 'UTC')`,
    });
  const bills = () => queryRows(admin, "SELECT * FROM default.bills ORDER BY id");

  test("uses the book of the moment, also after a restart", async () => {
    await loadPrices(admin, RARE_PRICES);
    for (const query of [
      "CREATE TABLE default.calls (id UInt8, provider String, model String, at DateTime64(3, 'UTC')) ENGINE = Null",
      "CREATE TABLE default.bills (id UInt8, price_id String, pico Nullable(Int64)) ENGINE = MergeTree ORDER BY id",
      `CREATE MATERIALIZED VIEW default.pricing TO default.bills DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
       WITH tollgate_price(provider, model, '', at) AS price
       SELECT id, price.price_id AS price_id, tollgate_cost(price, [1000, 10], map()) AS pico FROM default.calls`,
    ])
      await admin.command({ query });
    await insert(1);
    // 1,000 × 5 + 10 × 6
    expect(await bills()).toEqual([{ id: "1", price_id: "rare/2/2", pico: "5060" }]);

    await loadPrices(admin, { ...RARE_PRICES, rows: RARE_PRICES.rows.filter(({ id }) => id !== "rare/2/2") });
    await insert(2);
    // 1,000 × 3 + 10 × 4
    expect(await bills()).toContainEqual({ id: "2", price_id: "rare/2", pico: "3040" });

    await stop();
    await start();
    await insert(3);
    expect(await bills()).toContainEqual({ id: "3", price_id: "rare/2", pico: "3040" });
    const [cost] = await queryRows(
      admin,
      "SELECT tollgate_cost(tollgate_price('rare', 'rare-1', '', toDateTime64('2026-04-01', 3, 'UTC')), [1], map()) AS pico",
    );
    expect(cost).toEqual({ pico: "3" });
  });
});
