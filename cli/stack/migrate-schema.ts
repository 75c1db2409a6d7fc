import { join } from "node:path";
import { connectClickHouse } from "../../clickhouse/connect-clickhouse.ts";
import { migrate } from "../../clickhouse/migrate.ts";
import { PACKAGE_ROOT } from "../package-root.ts";

/** Brings the schema of the ClickHouse at `url` up to date, as admin. */
export async function migrateSchema(url: string, adminPassword: string): Promise<void> {
  const address = new URL(url);
  address.username = "admin";
  address.password = adminPassword;
  const client = connectClickHouse(address.href);
  try {
    await migrate(client, { schemaDir: join(PACKAGE_ROOT, "clickhouse", "schema") });
  } finally {
    await client.close();
  }
}
