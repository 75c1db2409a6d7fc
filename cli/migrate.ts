import { join } from "node:path";
import { Command } from "commander";
import { connectClickHouse } from "../clickhouse/connect-clickhouse.ts";
import { createUsers, type UserPasswords } from "../clickhouse/create-users.ts";
import { migrate } from "../clickhouse/migrate.ts";
import { PACKAGE_ROOT } from "./package-root.ts";

/** `tollgate migrate`: brings the ledger's schema up to date. */
export function migrateCommand(): Command {
  return new Command("migrate")
    .description("create or update the ledger's tables and views; safe to run at any time, also by several at once")
    .addHelpText(
      "after",
      "\nOn a server it also creates the users writer, reader and guard when TOLLGATE_{WRITER,READER,GUARD}_PASSWORD are set.",
    )
    .option("--url <url>", "ClickHouse with an administrator's credentials (default: CLICKHOUSE_URL)")
    .action(async ({ url = process.env.CLICKHOUSE_URL }: { url?: string }) => {
      if (url === undefined) {
        throw new Error("Cannot migrate: give --url or CLICKHOUSE_URL, as in http://admin:PASSWORD@127.0.0.1:8123");
      }
      const client = connectClickHouse(url);
      try {
        const { applied, skipped } = await migrate(client, {
          schemaDir: join(PACKAGE_ROOT, "clickhouse/schema"),
          log: console.log,
        });
        if (applied.length === 0) console.log("nothing to do: the schema is up to date");
        const passwords = userPasswords();
        // The embedded engine skips the roles, and its front knows the users already.
        if (passwords !== undefined && skipped.length === 0) {
          await createUsers(client, passwords);
          console.log("users writer, reader and guard have their roles and passwords");
        }
      } finally {
        await client.close();
      }
    });
}

/** The passwords of a server's users, when the environment has all three: docker-compose.yml gives them. */
function userPasswords(): UserPasswords | undefined {
  const {
    TOLLGATE_WRITER_PASSWORD: writer,
    TOLLGATE_READER_PASSWORD: reader,
    TOLLGATE_GUARD_PASSWORD: guard,
  } = process.env;
  return writer && reader && guard ? { writer, reader, guard } : undefined;
}
