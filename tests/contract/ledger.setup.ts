import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { connectClickHouse } from "../../clickhouse/connect-clickhouse.ts";
import { startEmbeddedClickHouse } from "../../clickhouse/embedded/start-embedded-clickhouse.ts";
import { migrate } from "../../clickhouse/migrate.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Folder of a stopped engine with the whole schema and nothing else, to be copied; only contract files have it. */
    migratedLedger: string | undefined;
  }
}

/**
 * Migrates once for all contract files: the schema and the book take eight seconds of processor time, and forty files want them.
 *
 * @returns How to remove it.
 */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "tollgate-migrated-"));
  const engine = await startEmbeddedClickHouse(folder);
  const admin = connectClickHouse(engine.url.replace("://", `://admin:${engine.passwords.admin}@`));
  try {
    await migrate(admin);
  } finally {
    await admin.close();
    await engine.stop();
  }
  project.provide("migratedLedger", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
