import { join } from "node:path";
import { connectForMigration } from "../../clickhouse/connect-for-migration.ts";
import { migrate } from "../../clickhouse/migrate.ts";
import { effectivePriceBook } from "../../instrumentation/pricing/overrides/effective-price-book.ts";
import { PACKAGE_ROOT } from "../package-root.ts";

/** Brings schema and price book of the ClickHouse at `url` up to date, as admin, with the price file of this folder. */
export async function migrateSchema(url: string, adminPassword: string): Promise<void> {
  const address = new URL(url);
  address.username = "admin";
  address.password = adminPassword;
  const client = connectForMigration(address.href);
  try {
    await migrate(client, { schemaDir: join(PACKAGE_ROOT, "clickhouse", "schema"), prices: effectivePriceBook() });
  } finally {
    await client.close();
  }
}
