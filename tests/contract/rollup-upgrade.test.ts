import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ClickHouseClient } from "@clickhouse/client";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connectClickHouse } from "../../clickhouse/connect-clickhouse.ts";
import {
  type EmbeddedClickHouse,
  startEmbeddedClickHouse,
} from "../../clickhouse/embedded/start-embedded-clickhouse.ts";
import { migrate } from "../../clickhouse/migrate.ts";
import { readSchemaFiles } from "../../clickhouse/schema-file.ts";
import { GenAi, General } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { rollUp } from "./roll-up.ts";
import { ourSpan } from "./span-row.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const root = mkdtempSync(join(tmpdir(), "tollgate-rollup-upgrade-"));
const schemaDir = fileURLToPath(new URL("../../clickhouse/schema/", import.meta.url));
let engine: EmbeddedClickHouse;
let client: ClickHouseClient;
beforeAll(async () => {
  engine = await startEmbeddedClickHouse(join(root, "data"));
  client = connectClickHouse(engine.url.replace("://", `://admin:${engine.passwords.admin}@`));
});
afterAll(async () => {
  await client.close();
  await engine.stop();
  rmSync(root, { recursive: true, force: true });
});

/** The schema without these files. */
function schemaWithout(name: string, files: RegExp): string {
  const directory = join(root, name);
  cpSync(schemaDir, directory, { recursive: true });
  for (const file of readdirSync(directory)) if (files.test(file)) rmSync(join(directory, file));
  return directory;
}

/** The schema before corrections and the rollup by value: what reads it up to the sums of spend. */
function schemaBefore(): string {
  const before = join(root, "schema");
  cpSync(schemaDir, before, { recursive: true });
  const isOf = (name: string) => /^(1\d\d|200|210|300|31[01]|40[0-4])_/.test(name);
  for (const name of readdirSync(before)) if (!isOf(name)) rmSync(join(before, name));
  return before;
}

const spend = (source: string) =>
  queryRows(
    client,
    `SELECT toString(s.value) AS agent, sum(s.calls) AS calls, sum(s.cost_usd) AS usd, sum(s.billed_usd) AS billed FROM ${source} AS s GROUP BY agent ORDER BY agent`,
  );
const PERIOD = "from = '2026-09-30 12:00:00', to = '2026-10-02 12:00:00'";
const SOURCES = [
  `tollgate.spend_by_value(dimension = 'agent', ${PERIOD})`,
  `tollgate.spend_value_hours(dimension = 'agent', ${PERIOD})`,
  `(SELECT agent AS value, b.calls AS calls, b.cost_usd AS cost_usd, b.billed_usd AS billed_usd FROM tollgate.spend_between(${PERIOD}) AS b)`,
];
const EXPECTED = [
  { agent: "a", calls: "2", usd: "5", billed: "5" },
  { agent: "b", calls: "1", usd: "3", billed: "3" },
];

/** The calls that EXPECTED sums. */
const insertExpected = () =>
  client.insert({
    table: "tollgate.otel_traces",
    values: [
      ourSpan("2026-10-01T10:00:00Z", 1e12, { [GenAi.agentName]: "a", [General.userId]: "u" }),
      ourSpan("2026-10-01T11:00:00Z", 3e12, { [GenAi.agentName]: "b" }),
      ourSpan("2026-10-02T10:00:00Z", 4e12, { [GenAi.agentName]: "a" }),
    ],
    format: "JSONEachRow",
  });

test("a database that has calls and rollups answers right after its upgrade, at once and when its history is rolled up", async () => {
  await migrate(client, { schemaDir: schemaBefore() });
  await insertExpected();
  // Rolled up as it was then, and marked so.
  await client.command({ query: "SYSTEM REFRESH VIEW tollgate.spend_hourly_refresh" });
  await client.command({ query: "SYSTEM WAIT VIEW tollgate.spend_hourly_refresh" });
  const old =
    "SELECT agent AS value, sum(h.calls) AS calls, sum(h.cost_usd) AS usd FROM tollgate.spend_hourly AS h WHERE is_marker = 0 GROUP BY value ORDER BY value";
  expect(await queryRows(client, old)).toEqual([
    { value: "a", calls: "2", usd: "5" },
    { value: "b", calls: "1", usd: "3" },
  ]);

  const { applied } = await migrate(client);
  expect(applied).toContain("313_spend_values.sql");
  for (const source of SOURCES) expect([source, await spend(source)]).toEqual([source, EXPECTED]);
  // What was rolled up before has no billed sum of its own.
  const [posted] = await queryRows(
    client,
    "SELECT sum(h.cost_usd) AS usd, sum(h.billed_usd) AS billed FROM tollgate.spend_hourly AS h WHERE is_marker = 0",
  );
  expect(posted).toEqual({ usd: "8", billed: "8" });

  await rollUp(client);
  for (const source of SOURCES) expect([source, await spend(source)]).toEqual([source, EXPECTED]);
  const users = await queryRows(
    client,
    "SELECT value, sum(v.calls) AS calls FROM tollgate.spend_values AS v WHERE dimension = 'user' AND grain = 'day' GROUP BY value ORDER BY value",
  );
  expect(users).toEqual([
    { value: "", calls: "2" },
    { value: "u", calls: "1" },
  ]);
});

test("spend_values has its new layout whatever statement the migration stopped at, and answers stay right in between", async () => {
  await client.command({ query: "DROP DATABASE tollgate SYNC" });
  await migrate(client, { schemaDir: schemaWithout("coarse", /^(32[3-9]|33|34|5)/) });
  await insertExpected();
  // Rolled up, as it would be half a minute later.
  const hours = await queryRows(client, "SELECT DISTINCT hour FROM tollgate.touched_hours");
  await client.command({ query: "TRUNCATE TABLE tollgate.touched_hours" });
  const touched_at = new Date(Date.now() - 60_000).toISOString().slice(0, 19).replace("T", " ");
  await client.insert({
    table: "tollgate.touched_hours",
    values: hours.map(({ hour }) => ({ hour, touched_at })),
    format: "JSONEachRow",
  });
  for (const what of ["REFRESH", "WAIT"])
    await client.command({ query: `SYSTEM ${what} VIEW tollgate.spend_values_refresh` });
  const rolled = "(SELECT * FROM tollgate.spend_values WHERE dimension = 'agent' AND grain = 'hour')";
  expect(await spend(rolled)).toEqual(EXPECTED);

  const stops: string[] = [];
  for (let stopAt = 0; ; stopAt++) {
    let seen = 0;
    const onStatement = (file: string, statement: string) => {
      if (file.startsWith("323_") && seen++ === stopAt) throw new Error(`stopped at ${statement}`);
    };
    const stopped = await migrate(client, { onStatement }).catch((error: Error) => error.message);
    expect([stopAt, await spend(rolled)]).toEqual([stopAt, EXPECTED]);
    for (const source of SOURCES) expect([stopAt, source, await spend(source)]).toEqual([stopAt, source, EXPECTED]);
    if (typeof stopped !== "string") break;
    stops.push(stopped);
  }
  expect(stops.length).toBe(5);
  expect(
    await queryRows(
      client,
      "SELECT name, extract(create_table_query, 'index_granularity = (\\\\d+)') AS granule FROM system.tables WHERE database = 'tollgate' AND name LIKE 'spend_values%' AND name != 'spend_values_refresh'",
    ),
  ).toEqual([{ name: "spend_values", granule: "1024" }]);
});

/** A database of the schema before names became plain strings, with what was rolled up then. */
async function beforeNames(name: string): Promise<void> {
  await client.command({ query: "DROP DATABASE IF EXISTS tollgate SYNC" });
  await migrate(client, { schemaDir: schemaWithout(name, /^347/) });
  await insertExpected();
  await rollUp(client);
}

const typeOfNames = () =>
  queryRows(
    client,
    "SELECT table, type FROM system.columns WHERE database = 'tollgate' AND table LIKE 'spend_values%' AND name = 'value' AND table != 'spend_values_refresh'",
  );

test("names of values become strings whatever statement the migration stopped at, and answers stay right in between", async () => {
  await beforeNames("short-names");
  const rolled = "(SELECT * FROM tollgate.spend_values WHERE dimension = 'agent' AND grain = 'hour')";
  let stops = 0;
  for (let isDone = false; !isDone; ) {
    let seen = 0;
    const onStatement = (file: string, statement: string) => {
      if (file.startsWith("347_") && seen++ === stops) throw new Error(`stopped at ${statement}`);
    };
    isDone = await migrate(client, { onStatement }).then(
      () => true,
      () => false,
    );
    if (!isDone) stops++;
    for (const source of [rolled, ...SOURCES])
      expect([stops, source, await spend(source)]).toEqual([stops, source, EXPECTED]);
  }
  expect(stops).toBe(6);
  expect(await typeOfNames()).toEqual([{ table: "spend_values", type: "String" }]);
  expect(
    await queryRows(
      client,
      "SELECT table, sum(rows) > 0 AS filled FROM system.projection_parts WHERE database = 'tollgate' AND table = 'spend_values' AND active AND name = 'by_month' GROUP BY table",
    ),
  ).toEqual([{ table: "spend_values", filled: "1" }]);
});

test("what a refresh posts into the old table after the copy is read from the ledger until the new one has it", async () => {
  await beforeNames("posted-meanwhile");
  const copy = readSchemaFiles(schemaDir).find(({ name }) => name.startsWith("347_"))?.statements ?? [];
  const runTo = async (from: number, to: number) => {
    for (const query of copy.slice(from, to)) await client.command({ query });
  };
  await runTo(0, 3);
  await client.insert({
    table: "tollgate.otel_traces",
    values: [ourSpan("2026-10-01T12:30:00Z", 2e12, { [GenAi.agentName]: "c" })],
    format: "JSONEachRow",
  });
  // A new hour: rollUp moves touches into the past, before the marker that an older one would have.
  await rollUp(client);
  expect(await queryRows(client, "SELECT hour FROM tollgate.hours_not_rolled")).toEqual([]);
  await runTo(3, 5);
  const withLate = [...EXPECTED, { agent: "c", calls: "1", usd: "2", billed: "2" }];
  for (const source of SOURCES) expect([source, await spend(source)]).toEqual([source, withLate]);
  await runTo(5, 6);
  await rollUp(client);
  for (const source of SOURCES) expect([source, await spend(source)]).toEqual([source, withLate]);
});
