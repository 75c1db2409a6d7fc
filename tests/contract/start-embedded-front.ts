import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ClickHouseClient } from "@clickhouse/client";
import { connectClickHouse } from "../../clickhouse/connect-clickhouse.ts";
import {
  type EmbeddedClickHouse,
  startEmbeddedClickHouse,
} from "../../clickhouse/embedded/start-embedded-clickhouse.ts";
import { migrate } from "../../clickhouse/migrate.ts";

export type EmbeddedUser = keyof EmbeddedClickHouse["passwords"];

/** A fresh embedded engine with the schema and a table tollgate.notes, and the ways to ask its front. */
export type EmbeddedFront = Awaited<ReturnType<typeof startEmbeddedFront>>;

export async function startEmbeddedFront() {
  const dataDir = mkdtempSync(join(tmpdir(), "tollgate-embedded-"));
  const engine = await startEmbeddedClickHouse(dataDir);
  const urlOf = (user: EmbeddedUser) => engine.url.replace("://", `://${user}:${engine.passwords[user]}@`);
  const admin: ClickHouseClient = connectClickHouse(urlOf("admin"));
  await migrate(admin);
  await admin.command({
    query:
      "CREATE TABLE tollgate.notes (id UInt64, text String, at DateTime DEFAULT '2026-01-01 00:00:00') ENGINE = MergeTree ORDER BY id",
  });
  return {
    dataDir,
    engine,
    admin,
    urlOf,
    /** One request as a plain HTTP client makes it. */
    async ask(user: EmbeddedUser, sql: string | Buffer<ArrayBuffer>, query = "", init: RequestInit = {}) {
      const headers = { authorization: `Basic ${btoa(`${user}:${engine.passwords[user]}`)}` };
      const response = await fetch(`${engine.url}/${query}`, {
        method: "POST",
        body: sql,
        ...init,
        headers: { ...headers, ...init.headers },
      });
      const body = Buffer.from(await response.arrayBuffer());
      return {
        status: response.status,
        code: response.headers.get("x-clickhouse-exception-code"),
        body,
        text: body.toString(),
        headers: response.headers,
      };
    },
    async stop() {
      await admin.close();
      await engine.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
