import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ClickHouseClient } from "@clickhouse/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectClickHouse } from "../../clickhouse/connect-clickhouse.ts";
import {
  type EmbeddedClickHouse,
  startEmbeddedClickHouse,
} from "../../clickhouse/embedded/start-embedded-clickhouse.ts";
import type { SchemaLanding } from "../../clickhouse/landed-schema.ts";
import { migrate } from "../../clickhouse/migrate.ts";
import { readSchemaFiles } from "../../clickhouse/schema-file.ts";
import { General, Tollgate } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { rollUp } from "./roll-up.ts";
import { runEveryStatement } from "./run-every-statement.ts";
import { schemaOf } from "./schema-of.ts";
import { ourSpan } from "./span-row.ts";

const root = mkdtempSync(join(tmpdir(), "tollgate-upgrade-"));
const files = readSchemaFiles(fileURLToPath(new URL("../../clickhouse/schema/", import.meta.url)));
const embeddable = files.filter((file) => !file.serverOnly).map((file) => file.name);

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

describe("a database of the first landed schema", () => {
  const [first] = JSON.parse(
    readFileSync(new URL("../../clickhouse/schema.landed.json", import.meta.url), "utf8"),
  ) as SchemaLanding[];
  const landed = files.filter((file) => first !== undefined && file.name in first.files);
  const HOUR = 3_600_000;

  test("becomes what a new one is, and keeps its calls, their money and what is rolled up", async () => {
    await migrate(client);
    const fresh = await schemaOf(client);
    await client.command({ query: "DROP DATABASE tollgate SYNC" });

    await runEveryStatement(client, landed);
    // $1 to $40 by two users of two tenants over 20 hours, and an evaluation.
    const start = Math.floor(Date.now() / HOUR) * HOUR - 30 * HOUR;
    const spans = Array.from({ length: 40 }, (_, number) =>
      ourSpan(start + number * (HOUR / 2), (number + 1) * 10 ** 12, {
        [Tollgate.tenant]: `tenant-${number % 2}`,
        [General.userId]: `user-${number % 3}`,
        [Tollgate.promptHash]: "hash",
      }),
    );
    await client.insert({ table: "tollgate.otel_traces", values: spans, format: "JSONEachRow" });
    for (const rollup of ["spend_hourly", "spend_scopes"])
      await client.command({ query: `SYSTEM REFRESH VIEW tollgate.${rollup}_refresh` });
    const sums = async () => [
      await queryRows(client, "SELECT count() AS calls, sum(cost_usd) AS usd FROM tollgate.calls"),
      await queryRows(
        client,
        "SELECT tenant, sum(calls) AS calls, sum(cost_usd) AS usd FROM tollgate.spend_by_hour GROUP BY tenant ORDER BY tenant",
      ),
      await queryRows(
        client,
        "SELECT scope, value, sum(calls) AS calls, sum(usd) AS usd FROM tollgate.spend_by_scope WHERE scope IN ('user', 'total') GROUP BY scope, value ORDER BY scope, value",
      ),
    ];
    const before = await sums();
    // 1 + 2 + … + 40
    expect(before[0]).toEqual([{ calls: "40", usd: "820" }]);

    const { applied } = await migrate(client);
    expect(applied).toEqual(embeddable.filter((name) => !landed.some((file) => file.name === name)));
    const upgraded = await schemaOf(client);
    for (const [index, table] of fresh.tables.entries())
      expect([table.name, upgraded.tables[index]]).toEqual([table.name, table]);
    expect(await sums()).toEqual(before);
    await rollUp(client);
    expect(await sums()).toEqual(before);
    expect(
      await queryRows(
        client,
        "SELECT sum(calls) AS calls, sum(cost_usd) AS usd, sum(billed_usd) AS billed FROM tollgate.spend_by_value(dimension = 'user', from = now() - INTERVAL 3 DAY, to = now() + INTERVAL 1 DAY)",
      ),
    ).toEqual([{ calls: "40", usd: "820", billed: "820" }]);
  }, 300_000);
});
