import type { ClickHouseClient } from "@clickhouse/client";
import type { SchemaFile } from "../../clickhouse/schema-file.ts";

/** Makes a database as a version with just these files left it: every statement in order, none left out, and their rows. */
export async function runEveryStatement(client: ClickHouseClient, files: readonly SchemaFile[]): Promise<void> {
  const embeddable = files.filter((file) => !file.serverOnly);
  await client.command({ query: "CREATE DATABASE tollgate ENGINE = Atomic" });
  await client.command({
    query:
      "CREATE TABLE tollgate.schema_migrations (file String, checksum String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3)) ENGINE = ReplacingMergeTree(applied_at) ORDER BY file",
  });
  for (const query of embeddable.flatMap((file) => file.statements)) await client.command({ query });
  const values = embeddable.map(({ name, checksum }) => ({ file: name, checksum }));
  await client.insert({ table: "tollgate.schema_migrations", values, format: "JSONEachRow" });
}
