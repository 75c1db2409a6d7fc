import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ClickHouseClient } from "@clickhouse/client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connectClickHouse } from "../../clickhouse/connect-clickhouse.ts";
import {
  type EmbeddedClickHouse,
  startEmbeddedClickHouse,
} from "../../clickhouse/embedded/start-embedded-clickhouse.ts";
import { migrate } from "../../clickhouse/migrate.ts";
import { readSchemaFiles } from "../../clickhouse/schema-file.ts";
import { statementsToRun } from "../../clickhouse/statements-to-run.ts";
import { queryRows } from "./query-rows.ts";
import { runEveryStatement } from "./run-every-statement.ts";
import { schemaOf } from "./schema-of.ts";

const root = mkdtempSync(join(tmpdir(), "tollgate-migrate-"));
const schemaDir = fileURLToPath(new URL("../../clickhouse/schema/", import.meta.url));
const files = readSchemaFiles(schemaDir);
const embeddable = files.filter((file) => !file.serverOnly).map((file) => file.name);
const serverOnly = files.filter((file) => file.serverOnly).map((file) => file.name);
const statementCount = [...statementsToRun(files.filter((file) => !file.serverOnly)).values()].flat().length;
const SHORT_LOCK = { ttlMs: 1_500, waitMs: 60_000 };

let engine: EmbeddedClickHouse;
let url: string;
let client: ClickHouseClient;

beforeAll(async () => {
  engine = await startEmbeddedClickHouse(join(root, "data"));
  url = engine.url.replace("://", `://admin:${engine.passwords.admin}@`);
  client = connectClickHouse(url);
});
afterAll(async () => {
  await client.close();
  await engine.stop();
  rmSync(root, { recursive: true, force: true });
});
const dropAll = () => client.command({ query: "DROP DATABASE IF EXISTS tollgate SYNC" });

/** A copy of the schema that a test may change. */
function copyOfSchema(name: string): string {
  const copy = join(root, name);
  cpSync(schemaDir, copy, { recursive: true });
  return copy;
}

// The next four find a database that is migrated and add to it: a new one takes half a minute beside other tests.
test("applies each file once, in order, and says what only a server can run", async () => {
  expect(await migrate(client)).toEqual({ applied: embeddable, skipped: serverOnly, pricesChanged: true });
  const before = await schemaOf(client);
  expect(await migrate(client)).toEqual({ applied: [], skipped: serverOnly, pricesChanged: false });
  expect(await schemaOf(client)).toEqual(before);
});

test("loads the numbers of alerting/thresholds.ts on every run", async () => {
  await migrate(client);
  const read = "SELECT values FROM tollgate.settings FINAL WHERE name = 'budget_thresholds_percent'";
  expect(await queryRows(client, read)).toEqual([{ values: "[50,75,90,100]" }]);
  await client.insert({
    table: "tollgate.settings",
    values: [{ name: "budget_thresholds_percent", values: [1] }],
    format: "JSONEachRow",
  });
  await migrate(client);
  expect(await queryRows(client, read)).toEqual([{ values: "[50,75,90,100]" }]);
});

describe("refuses, naming the file,", () => {
  test("a file that was edited after it was applied", async () => {
    const dir = copyOfSchema("edited");
    await migrate(client, { schemaDir: dir });
    appendFileSync(join(dir, "400_calls.sql"), "\nSELECT 1;\n");
    await expect(migrate(client, { schemaDir: dir })).rejects.toThrow(
      /^Cannot migrate: "400_calls\.sql" was applied at .* with other contents .* A schema change is a new file/,
    );
  });

  test("a statement that the engine refuses, in one line with the statement's beginning", async () => {
    const dir = copyOfSchema("broken");
    writeFileSync(
      join(dir, "499_broken.sql"),
      "-- Broken.\nCREATE OR REPLACE VIEW tollgate.broken AS SELECT nothing;\n",
    );
    await expect(migrate(client, { schemaDir: dir })).rejects.toThrow(
      /^Cannot apply "499_broken\.sql" at "CREATE OR REPLACE VIEW tollgate\.broken AS SELECT nothing…": [^\n]+$/,
    );
  });

  test("a schema that is newer than this version", async () => {
    const dir = copyOfSchema("newer");
    writeFileSync(join(dir, "499_future.sql"), "CREATE OR REPLACE VIEW tollgate.future AS SELECT 1;\n");
    await migrate(client, { schemaDir: dir });
    await expect(migrate(client)).rejects.toThrow(
      'Cannot migrate: the database is at a newer schema, it has "499_future.sql"',
    );
  });
});

describe("from nothing,", () => {
  beforeEach(dropAll);

  test("a run that stops before a statement that changes something is finished by the next, and leaves what all statements would have", async () => {
    await runEveryStatement(client, files);
    expect(await migrate(client)).toMatchObject({ applied: [] });
    const whole = await schemaOf(client);
    await dropAll();
    const done = new Set<string>();
    let stops = 0;
    const firsts = new Set(files.map(({ name, statements }) => `${name}: ${statements[0]}`));
    /**
     * Each run repeats what stands of the unfinished file, goes one statement further and stops. Before a file's first there is nothing to
     * repeat, and what only replaces a view or a function is repeated with those after it.
     */
    const oneFurther = () => {
      let left = 1;
      return (file: string, statement: string) => {
        const key = `${file}: ${statement}`;
        if (done.has(key) || firsts.has(key) || /^CREATE OR REPLACE /m.test(statement)) return;
        if (left-- === 0) throw new Error("stop here");
        done.add(key);
      };
    };
    for (;;) {
      const run = await migrate(client, { onStatement: oneFurther() }).catch((error: Error) => error.message);
      if (run !== "stop here") break;
      stops++;
    }
    expect(stops).toBe(done.size - 1);
    expect(await schemaOf(client)).toEqual(whole);
  }, 300_000);

  /** A process that migrates and kills itself before its nth statement, as a power cut would, or runs `more` before each one. */
  function migratingProcess(killBefore: number, more = ""): ReturnType<typeof spawn> {
    const program = `
    import { connectClickHouse } from ${JSON.stringify(new URL("../../clickhouse/connect-clickhouse.ts", import.meta.url).href)};
    import { migrate } from ${JSON.stringify(new URL("../../clickhouse/migrate.ts", import.meta.url).href)};
    const TOTAL = ${statementCount};
    let count = 0;
    const client = connectClickHouse(process.env.URL);
    const onStatement = () => { if (count++ === ${killBefore}) process.kill(process.pid, "SIGKILL"); ${more} };
    const { applied } = await migrate(client, { lock: ${JSON.stringify(SHORT_LOCK)}, onStatement });
    await client.close();
    console.log(applied.length);`;
    return spawn(process.execPath, ["--input-type=module", "--eval", program], {
      env: { ...process.env, URL: url },
      stdio: ["ignore", "pipe", more === "" ? "inherit" : "pipe"],
    });
  }

  test("two processes at once leave one schema, each file applied by one of them", async () => {
    const processes = [migratingProcess(-1), migratingProcess(-1)];
    const outputs: Buffer[][] = processes.map(() => []);
    for (const [index, child] of processes.entries())
      child.stdout?.on("data", (chunk: Buffer) => outputs[index]?.push(chunk));
    expect(await Promise.all(processes.map((child) => once(child, "exit")))).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(outputs.map((chunks) => Number(Buffer.concat(chunks).toString())).sort((a, b) => a - b)).toEqual([
      0,
      embeddable.length,
    ]);
    const rows = await queryRows(client, "SELECT file FROM tollgate.schema_migrations ORDER BY file");
    expect(rows.map((row) => row.file)).toEqual(embeddable);
  });

  // The first statement, the middle of a file of several, and one of the last. 201 and later alter and replace what stands already.
  test.each([0, 20, 75, statementCount - 1])(
    "a process killed before statement %i holds the others up until its lock expires, then the next finishes",
    async (killBefore) => {
      expect(await once(migratingProcess(killBefore), "exit")).toEqual([null, "SIGKILL"]);
      const [held] = await queryRows(
        client,
        "SELECT count() AS locks FROM system.tables WHERE database = 'tollgate' AND name LIKE 'migration_lock%' AND comment != ''",
      );
      expect(held).toEqual({ locks: "1" });
      await migrate(client, { lock: SHORT_LOCK });
      const rows = await queryRows(client, "SELECT file FROM tollgate.schema_migrations FINAL ORDER BY file");
      expect(rows.map((row) => row.file)).toEqual(embeddable);
    },
  );

  test("a process killed while it loads the price book leaves a database that the next one finishes", async () => {
    const child = migratingProcess(
      -1,
      "if (count === TOTAL) setTimeout(() => process.kill(process.pid, 'SIGKILL'), 400);",
    );
    expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
    await migrate(client, { lock: SHORT_LOCK });
    expect(await queryRows(client, "SELECT count() > 3000 AS loaded FROM tollgate.prices")).toEqual([{ loaded: "1" }]);
    expect(
      await queryRows(client, "SELECT name FROM system.tables WHERE database = 'tollgate' AND name LIKE '%staging%'"),
    ).toEqual([]);
    expect(await migrate(client, { lock: SHORT_LOCK })).toMatchObject({ applied: [], pricesChanged: false });
  }, 240_000);

  test("a process that stood still until another took its lock over does no harm, and says that it was lost", async () => {
    const child = migratingProcess(
      -1,
      "if (count === 30) { console.log('standing'); process.kill(process.pid, 'SIGSTOP'); }",
    );
    const stopped = once(child, "exit");
    let errors = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      errors += chunk.toString();
    });
    await once(child.stdout ?? child, "data");
    await migrate(client, { lock: SHORT_LOCK });
    const whole = await schemaOf(client);
    // Two renewals later it knows; until then it repeats statements, which changes nothing.
    child.kill("SIGCONT");
    const [code] = await stopped;
    expect(code === 0 || /Cannot go on migrating: the lock was lost .* Run it again/.test(errors)).toBe(true);
    expect(await schemaOf(client)).toEqual(whole);
  }, 240_000);

  test("a run that cannot have the lock in time names who has it", async () => {
    await client.command({ query: "CREATE DATABASE tollgate ENGINE = Atomic" });
    const comment = `host:1:abcd ${Date.now() + 60_000}`;
    await client.command({
      query: `CREATE TABLE tollgate.migration_lock_000007 (nothing UInt8) ENGINE = Null COMMENT '${comment}'`,
    });
    await expect(migrate(client, { lock: { waitMs: 500 } })).rejects.toThrow(
      'Cannot migrate: "host:1:abcd" has been migrating for longer than 500 ms',
    );
  });
});
