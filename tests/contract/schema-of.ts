import type { ClickHouseClient } from "@clickhouse/client";
import { queryRows } from "./query-rows.ts";

export interface MigratedSchema {
  tables: Awaited<ReturnType<typeof queryRows>>;
  rows: Awaited<ReturnType<typeof queryRows>>;
}

/** What a finished migration leaves: every table with its definition, and every file's row. */
export async function schemaOf(client: ClickHouseClient): Promise<MigratedSchema> {
  const tables = await queryRows(
    client,
    "SELECT name, create_table_query FROM system.tables WHERE database = 'tollgate' AND name NOT LIKE 'migration_lock%' ORDER BY name",
  );
  const rows = await queryRows(client, "SELECT file, checksum FROM tollgate.schema_migrations FINAL ORDER BY file");
  return { tables, rows };
}
