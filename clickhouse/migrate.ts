import { fileURLToPath } from "node:url";
import type { ClickHouseClient } from "@clickhouse/client";
import {
  type EffectivePriceBook,
  effectivePriceBook,
} from "../instrumentation/pricing/overrides/effective-price-book.ts";
import { readPriceBook } from "../instrumentation/pricing/price-book-data.ts";
import { applyRetention } from "./apply-retention.ts";
import { connectForMigration } from "./connect-for-migration.ts";
import { createUsers, type UserPasswords } from "./create-users.ts";
import { forServer } from "./for-server.ts";
import { loadPrices } from "./load-prices.ts";
import { loadSettings } from "./load-settings.ts";
import { acquireMigrationLock, type MigrationLockOptions } from "./migration-lock.ts";
import { readSchemaFiles, type SchemaFile } from "./schema-file.ts";
import { statementsToRun } from "./statements-to-run.ts";
import { userPasswordsFromEnv } from "./user-passwords-from-env.ts";

export interface MigrateOptions {
  /** @default clickhouse/schema */
  schemaDir?: string;
  lock?: MigrationLockOptions;
  /** Users to create on a server. The embedded engine's front has its own and ignores them. */
  users?: UserPasswords;
  /** By which the database prices calls from now on. @default the published book */
  prices?: EffectivePriceBook;
  log?: (line: string) => void;
  /** Called before each statement of a file that runs. */
  onStatement?: (file: string, statement: string) => void;
}

export interface MigrateResult {
  /** Files applied by this run, in order. */
  applied: string[];
  /** Files that only a server can run, left out on the embedded engine. */
  skipped: string[];
  /** Whether the price book was loaded, because the database had another one or none. */
  pricesChanged: boolean;
}

/**
 * Brings the schema up to date: each file once, in order, under a lock. A file's row in `schema_migrations` is written after
 * its last statement and every statement can be repeated, so a run that was killed is finished by the next one. What a later
 * file of the same run makes anew is left out (`statementsToRun`).
 *
 * @throws when a file that was applied has changed since, or when the database has files this version does not know
 */
export async function migrate(client: ClickHouseClient, options: MigrateOptions = {}): Promise<MigrateResult> {
  const {
    schemaDir = fileURLToPath(new URL("schema/", import.meta.url)),
    log = () => {},
    onStatement = () => {},
  } = options;
  const files = readSchemaFiles(schemaDir);
  // Atomic by name: refreshable views need it, and the embedded engine's own default is another.
  await client.command({ query: "CREATE DATABASE IF NOT EXISTS tollgate ENGINE = Atomic" }).catch((error: Error) => {
    throw new Error(`Cannot migrate: ClickHouse does not answer or refuses: ${error.message}`, { cause: error });
  });
  const lock = await acquireMigrationLock(client, options.lock);
  try {
    await client.command({ query: CREATE_MIGRATIONS });
    const landed = await readLanded(client);
    assertNothingNewer(files, landed);
    const embedded = await isEmbedded(client);
    const result: MigrateResult = { applied: [], skipped: [], pricesChanged: false };
    const toRun = statementsToRun(files.filter((file) => !landed.has(file.name) && !(file.serverOnly && embedded)));
    for (const file of files) {
      assertUnedited(file, landed);
      if (landed.has(file.name)) continue;
      if (file.serverOnly && embedded) {
        result.skipped.push(file.name);
        log(`skipped ${file.name}: only a ClickHouse server has users and roles`);
        continue;
      }
      for (const statement of toRun.get(file) ?? []) {
        lock.assertHeld();
        onStatement(file.name, statement);
        await run(client, file, embedded ? statement : forServer(statement));
      }
      await client.insert({
        table: "tollgate.schema_migrations",
        values: [{ file: file.name, checksum: file.checksum }],
        format: "JSONEachRow",
      });
      result.applied.push(file.name);
      log(`applied ${file.name}`);
    }
    if (options.users !== undefined && !embedded) {
      await createUsers(client, options.users);
      log("users writer, reader and guard have their roles and passwords");
    }
    await loadSettings(client);
    for (const change of await applyRetention(client)) log(change);
    lock.assertHeld();
    result.pricesChanged = await loadPrices(client, options.prices ?? readPriceBook());
    if (result.pricesChanged) log("loaded the price book");
    return result;
  } finally {
    await lock.release();
  }
}

const CREATE_MIGRATIONS = `
  CREATE TABLE IF NOT EXISTS tollgate.schema_migrations (file String, checksum String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3))
  ENGINE = ReplacingMergeTree(applied_at) ORDER BY file`;

type Landed = ReadonlyMap<string, { checksum: string; appliedAt: string }>;

async function readLanded(client: ClickHouseClient): Promise<Landed> {
  const query = "SELECT file, checksum, toString(applied_at) AS appliedAt FROM tollgate.schema_migrations FINAL";
  const rows = await (await client.query({ query, format: "JSONEachRow" })).json<{
    file: string;
    checksum: string;
    appliedAt: string;
  }>();
  return new Map(rows.map((row) => [row.file, row]));
}

function assertNothingNewer(files: readonly SchemaFile[], landed: Landed): void {
  const known = new Set(files.map((file) => file.name));
  const unknown = [...landed.keys()].filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new Error(
    `Cannot migrate: the database is at a newer schema, it has "${unknown.join('", "')}". Use the newer Tollgate that wrote it`,
  );
}

function assertUnedited(file: SchemaFile, landed: Landed): void {
  const row = landed.get(file.name);
  if (row === undefined || row.checksum === file.checksum) return;
  throw new Error(
    `Cannot migrate: "${file.name}" was applied at ${row.appliedAt} with other contents (checksum ${row.checksum}, now ${file.checksum}). ` +
      "A schema change is a new file: restore this one and add the next number",
  );
}

/** The embedded engine has no storage for users, so CREATE ROLE fails there. */
async function isEmbedded(client: ClickHouseClient): Promise<boolean> {
  const query = "SELECT count() AS writable FROM system.user_directories WHERE type != 'users_xml'";
  const [row] = await (await client.query({ query, format: "JSONEachRow" })).json<{ writable: string | number }>();
  return Number(row?.writable ?? 0) === 0;
}

async function run(client: ClickHouseClient, file: SchemaFile, statement: string): Promise<void> {
  try {
    await client.command({ query: statement });
  } catch (error) {
    const head = statement
      .replace(/^--.*$\s*/gm, "")
      .slice(0, 80)
      .replace(/\s+/g, " ");
    // The engine repeats the whole statement after "In scope".
    const reason = (error instanceof Error ? error.message : String(error)).split(/[:.] In scope /)[0];
    throw new Error(`Cannot apply "${file.name}" at "${head}…": ${reason}`, { cause: error });
  }
}

if (import.meta.main) {
  const client = connectForMigration(process.env.CLICKHOUSE_URL ?? "http://127.0.0.1:8123");
  try {
    await migrate(client, { log: console.log, prices: effectivePriceBook(), ...userPasswordsFromEnv(process.env) });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    await client.close();
  }
}
