import { randomBytes } from "node:crypto";
import type { ClickHouseClient } from "@clickhouse/client";
import { Command } from "commander";
import { connectClickHouse } from "../clickhouse/connect-clickhouse.ts";
import { addTenantReader, dropTenantReader, tenantUser } from "../clickhouse/tenant-reader.ts";
import { adminClickHouseUrl } from "./budget/admin-clickhouse-url.ts";

/** `tollgate tenant add | remove`: a ClickHouse user who sees one tenant's rows, for Grafana or the tenant itself. */
export function tenantCommand(): Command {
  const tenant = new Command("tenant").description("give a tenant a reader of its own rows, or take it away");

  withUrl(tenant.command("add"))
    .description("create the tenant's reader and print its password; again: give it a new password")
    .argument("<tenant>", "as calls name it", tenantArgument)
    .option("--password <password>", "instead of a random one")
    .action(
      (name: string, { url, password = randomBytes(24).toString("base64url") }: { url?: string; password?: string }) =>
        withClickHouse(url, async (client, connectAs) => {
          await addTenantReader(client, { tenant: name, password }, connectAs);
          console.log(`User ${tenantUser(name)} sees the rows of tenant "${name}" and no others\npassword ${password}`);
        }),
    );

  withUrl(tenant.command("remove"))
    .description("remove the tenant's reader; its rows stay")
    .argument("<tenant>", "as calls name it", tenantArgument)
    .action((name: string, { url }: { url?: string }) =>
      withClickHouse(url, async (client) => {
        await client.command({ query: dropTenantReader(name) });
        console.log(`User ${tenantUser(name)} is removed`);
      }),
    );

  return tenant;
}

function tenantArgument(text: string): string {
  if (text !== "" && text.length <= 200 && !/\p{Cc}/u.test(text)) return text;
  throw new Error(`Cannot use tenant "${text}": expected 1 to 200 characters, as calls name it`);
}

function withUrl(command: Command): Command {
  return command.option(
    "--url <url>",
    "ClickHouse with an administrator's credentials (default: CLICKHOUSE_URL, then the stack of this folder)",
  );
}

async function withClickHouse(
  url: string | undefined,
  use: (client: ClickHouseClient, connectAs: (user: string, password: string) => ClickHouseClient) => Promise<void>,
): Promise<void> {
  const address = await adminClickHouseUrl(url);
  const client = connectClickHouse(address);
  const connectAs = (user: string, password: string) => {
    const own = new URL(address);
    own.username = encodeURIComponent(user);
    own.password = encodeURIComponent(password);
    return connectClickHouse(own.href);
  };
  try {
    await use(client, connectAs);
  } catch (cause) {
    if (!(cause instanceof Error) || cause.message.startsWith("Cannot ")) throw cause;
    const reason = cause.message.split("\n")[0] || ("code" in cause ? String(cause.code) : cause.name);
    throw new Error(`Cannot change readers at "${new URL(address).host}": ${reason}`, { cause });
  } finally {
    await client.close();
  }
}
