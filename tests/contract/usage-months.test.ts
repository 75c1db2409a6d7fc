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
import { GenAi } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { rollUp } from "./roll-up.ts";
import { ourSpan } from "./span-row.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const root = mkdtempSync(join(tmpdir(), "tollgate-usage-months-"));
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

/** The schema without the files that match. */
function schemaWithout(name: string, files: RegExp): string {
  const directory = join(root, name);
  cpSync(schemaDir, directory, { recursive: true });
  for (const file of readdirSync(directory)) if (files.test(file)) rmSync(join(directory, file));
  return directory;
}

/** A failed call that cost that many dollars: waste, so wasted_spend has it. */
const failed = (at: string, usd: number) => ({
  ...ourSpan(at, usd * 1e12, { [GenAi.agentName]: "a" }),
  StatusCode: "Error",
});

/** One call at each place where a third or a month begins or ends; each has a power of two, so a sum tells which calls are in it. */
const CALLS: readonly [at: string, usd: number][] = [
  ["2026-08-31T23:59:59Z", 1],
  ["2026-09-01T00:00:00Z", 2],
  ["2026-09-10T23:59:59Z", 4],
  ["2026-09-11T00:00:00Z", 8],
  ["2026-09-20T23:59:59Z", 16],
  ["2026-09-21T00:00:00Z", 32],
  ["2026-09-30T23:59:59Z", 64],
  ["2026-10-01T00:00:00Z", 128],
  ["2026-10-31T10:30:00Z", 256],
  ["2026-11-01T00:00:00Z", 512],
];
const PERIODS: readonly [from: string, to: string][] = [
  ["2026-08-01 00:00:00", "2026-11-01 00:00:00"],
  ["2026-08-31 23:59:59", "2026-10-31 10:30:01"],
  ["2026-09-01 00:00:00", "2026-10-01 00:00:00"],
  ["2026-09-01 00:00:01", "2026-10-01 00:00:01"],
  ["2026-09-02 00:00:00", "2026-11-02 00:00:00"],
  ["2026-09-11 00:00:00", "2026-09-21 00:00:00"],
  ["2026-09-10 23:00:00", "2026-10-31 00:00:00"],
  ["2026-09-30 00:00:00", "2026-12-01 00:00:00"],
  ["2026-09-11 00:00:00", "2026-09-11 00:00:00"],
];
const inPeriod = (at: string, [from, to]: readonly [string, string]) =>
  at.slice(0, 19).replace("T", " ") >= from && at.slice(0, 19).replace("T", " ") < to;

async function wasted(): Promise<number[]> {
  const sums: number[] = [];
  for (const [from, to] of PERIODS) {
    const [row] = await queryRows(
      client,
      `SELECT sum(w.cost_usd) AS usd FROM tollgate.wasted_spend(from = '${from}', to = '${to}') AS w WHERE reason = 'error'`,
    );
    sums.push(Number(row?.usd));
  }
  return sums;
}
const expected = (calls: readonly [at: string, usd: number][]) =>
  PERIODS.map((period) => calls.reduce((sum, [at, usd]) => sum + (inPeriod(at, period) ? usd : 0), 0));

const sumsByGrain = () =>
  queryRows(
    client,
    "SELECT grain, sum(u.calls) AS calls, sum(u.billed_usd) AS usd FROM tollgate.spend_usage AS u WHERE is_marker = 0 GROUP BY grain HAVING calls != 0 ORDER BY grain",
  );

const insert = (calls: readonly [at: string, usd: number][]) =>
  client.insert({
    table: "tollgate.otel_traces",
    values: calls.map(([at, usd]) => failed(at, usd)),
    format: "JSONEachRow",
  });

test("periods are summed from months, thirds, days, hours and the ledger, each call once, whatever statement the upgrade stopped at", async () => {
  await migrate(client, { schemaDir: schemaWithout("days", /^(32[3-9]|33|34|5)/) });
  await insert(CALLS);
  const hours = await queryRows(client, "SELECT DISTINCT hour FROM tollgate.touched_hours");
  await client.command({ query: "TRUNCATE TABLE tollgate.touched_hours" });
  const touched_at = new Date(Date.now() - 60_000).toISOString().slice(0, 19).replace("T", " ");
  await client.insert({
    table: "tollgate.touched_hours",
    values: hours.map(({ hour }) => ({ hour, touched_at })),
    format: "JSONEachRow",
  });
  for (const what of ["REFRESH", "WAIT"])
    await client.command({ query: `SYSTEM ${what} VIEW tollgate.spend_usage_refresh` });
  const all = { calls: "10", usd: "1023" };
  expect(await sumsByGrain()).toEqual([
    { grain: "hour", ...all },
    { grain: "day", ...all },
  ]);
  expect(await wasted()).toEqual(expected(CALLS));

  // Each run goes one statement further than the one before.
  const stoppedAt = new Set<string>();
  const onStatement = (file: string, statement: string) => {
    if (!file.startsWith("326_") || stoppedAt.has(statement)) return;
    stoppedAt.add(statement);
    throw new Error("stopped");
  };
  const upgrade = () =>
    migrate(client, { onStatement }).then(
      () => true,
      () => false,
    );
  for (let isDone = false; !isDone; ) {
    isDone = await upgrade();
    expect([stoppedAt.size, await wasted()]).toEqual([stoppedAt.size, expected(CALLS)]);
  }
  expect(stoppedAt.size).toBe(9);
  const grains = ["hour", "day", "third", "month"];
  expect(await sumsByGrain()).toEqual(grains.map((grain) => ({ grain, ...all })));

  // Late calls: of a month that is whole, until its hour is rolled up from its days and hours.
  const late: [string, number][] = [
    ["2026-09-15T05:00:00Z", 1024],
    ["2026-10-31T11:00:00Z", 2048],
  ];
  await insert(late);
  expect(await wasted()).toEqual(expected([...CALLS, ...late]));
  await rollUp(client);
  expect(await wasted()).toEqual(expected([...CALLS, ...late]));
  expect(await sumsByGrain()).toEqual(grains.map((grain) => ({ grain, calls: "12", usd: "4095" })));

  // A third and a month that are wrong are right again when the first hour of one of their days is rolled up.
  await client.command({
    query:
      "INSERT INTO tollgate.spend_usage (is_marker, grain, start, tenant, agent, ending, calls, billed_usd) VALUES (0, 'third', '2026-09-11 00:00:00', 'default', 'a', 'error', 1, 5), (0, 'month', '2026-09-01 00:00:00', 'default', 'b', 'error', -1, 7)",
  });
  expect(await wasted()).not.toEqual(expected([...CALLS, ...late]));
  await rollUp(client);
  expect(await wasted()).toEqual(expected([...CALLS, ...late]));
  expect(await sumsByGrain()).toEqual(grains.map((grain) => ({ grain, calls: "12", usd: "4095" })));
});
