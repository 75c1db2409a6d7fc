import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ClickHouseClient } from "@clickhouse/client";
import { inject } from "vitest";
import { connectClickHouse } from "../../clickhouse/connect-clickhouse.ts";
import { startEmbeddedClickHouse } from "../../clickhouse/embedded/start-embedded-clickhouse.ts";
import { migrate } from "../../clickhouse/migrate.ts";

/** A fresh engine with the whole schema. */
export interface Ledger {
  port: number;
  passwords: { reader: string; admin: string };
  admin: ClickHouseClient;
  /** Grafana's user: what it may not read, no board can show. */
  reader: ClickHouseClient;
  stop(): Promise<void>;
}

export async function startLedger(): Promise<Ledger> {
  const dataDir = mkdtempSync(join(tmpdir(), "tollgate-ledger-"));
  const migrated = inject("migratedLedger");
  if (migrated !== undefined) cpSync(migrated, dataDir, { recursive: true });
  const engine = await startEmbeddedClickHouse(dataDir);
  const as = (user: "admin" | "reader") =>
    connectClickHouse(engine.url.replace("://", `://${user}:${engine.passwords[user]}@`));
  const [admin, reader] = [as("admin"), as("reader")];
  if (migrated === undefined) await migrate(admin);
  return {
    port: engine.port,
    passwords: engine.passwords,
    admin,
    reader,
    async stop() {
      await Promise.all([admin.close(), reader.close()]);
      await engine.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
