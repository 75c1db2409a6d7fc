import { join } from "node:path";
import { Command } from "commander";
import { connectForMigration } from "../clickhouse/connect-for-migration.ts";
import { migrate } from "../clickhouse/migrate.ts";
import { userPasswordsFromEnv } from "../clickhouse/user-passwords-from-env.ts";
import { effectivePriceBook } from "../instrumentation/pricing/overrides/effective-price-book.ts";
import { PACKAGE_ROOT } from "./package-root.ts";

/** `tollgate migrate`: brings the ledger's schema and its price book up to date. */
export function migrateCommand(): Command {
  return new Command("migrate")
    .description(
      "create or update the ledger's tables, views and price book; safe to run at any time, also by several at once",
    )
    .addHelpText(
      "after",
      "\nThe price book is the published one with the tollgate.prices.yaml of this folder, or the file that TOLLGATE_PRICES names." +
        "\nOn a server it also creates the users writer, reader and guard when TOLLGATE_{WRITER,READER,GUARD}_PASSWORD are set.",
    )
    .option("--url <url>", "ClickHouse with an administrator's credentials (default: CLICKHOUSE_URL)")
    .action(async ({ url = process.env.CLICKHOUSE_URL }: { url?: string }) => {
      if (url === undefined) {
        throw new Error("Cannot migrate: give --url or CLICKHOUSE_URL, as in http://admin:PASSWORD@127.0.0.1:8123");
      }
      // First: a broken price file changes nothing.
      const prices = effectivePriceBook();
      const client = connectForMigration(url);
      try {
        const schemaDir = join(PACKAGE_ROOT, "clickhouse/schema");
        const { applied, pricesChanged } = await migrate(client, {
          schemaDir,
          prices,
          log: console.log,
          ...userPasswordsFromEnv(process.env),
        });
        if (applied.length === 0 && !pricesChanged) console.log("nothing to do: schema and prices are up to date");
      } finally {
        await client.close();
      }
    });
}
