import { hostname, userInfo } from "node:os";
import { type ClickHouseClient, ClickHouseError } from "@clickhouse/client";
import { Command } from "commander";
import { connectClickHouse } from "../clickhouse/connect-clickhouse.ts";
import { adminClickHouseUrl } from "./budget/admin-clickhouse-url.ts";
import { clearLeftovers } from "./erase/clear-leftovers.ts";
import { eraseUser } from "./erase/erase-user.ts";
import { ERASED } from "./erase/erasure.ts";
import { findLateUsers } from "./erase/find-late-users.ts";
import { holdLedger } from "./erase/hold-ledger.ts";
import { planErasure } from "./erase/plan-erasure.ts";
import { renderPlan } from "./erase/render-plan.ts";
import { userTenants } from "./erase/user-places.ts";

interface EraseCommandOptions {
  user?: string;
  tenant: string[];
  again?: true;
  dryRun?: true;
  apply?: true;
  by?: string;
  url?: string;
}

/** What ClickHouse says of a schema from before this command. */
const UNKNOWN_TABLE = "60";

/** `tollgate erase --user ID --dry-run|--apply`: takes a user out of everything stored, with totals kept. */
export function eraseCommand(): Command {
  return new Command("erase")
    .description("take a user out of everything stored; its calls and their cost stay in all totals")
    .option("--user <id>", "the user as the ledger has it: the hash (hmac-…) where apps hash their users")
    .option("--tenant <tenant>", "only this tenant's user of that id; may be repeated", collect, [])
    .option("--again", "erase what arrived late of users that were erased before, instead of a new one")
    .option("--dry-run", "only show what would change")
    .option("--apply", "do it; it cannot be undone")
    .option("--by <name>", "who asked for it, for the audit (default: this account and machine)")
    .option(
      "--url <url>",
      "ClickHouse with an administrator's credentials (default: CLICKHOUSE_URL, then the stack of this folder)",
    )
    .action(async (options: EraseCommandOptions) => {
      assertMeant(options);
      await withLedger(options.url, (client) =>
        holdLedger(client, async (assertHeld) => {
          await clearLeftovers(client);
          if (options.user === undefined) await eraseAgain(client, options, assertHeld);
          else await eraseOne(client, { ...options, user: options.user }, assertHeld);
        }),
      );
    });
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

function assertMeant({ user, tenant, again, dryRun, apply }: EraseCommandOptions): void {
  if ((user === undefined) === (again === undefined)) throw new Error("Cannot erase: give --user <id> or --again");
  if (again && tenant.length > 0) throw new Error("Cannot erase: --again is for all tenants, leave --tenant out");
  if ((dryRun === undefined) === (apply === undefined)) throw new Error("Cannot erase: give --dry-run or --apply");
  if (user === "" || user === ERASED || user === "(other)")
    throw new Error(`Cannot erase user "${user}": that stands for many. Give one user's id`);
}

async function eraseOne(
  client: ClickHouseClient,
  { user, tenant, dryRun, by }: EraseCommandOptions & { user: string },
  assertHeld: () => void,
): Promise<void> {
  const found = (await userTenants(client, user)).map((row) => row.tenant);
  if (tenant.length === 0 && found.length > 1) {
    const names = found.map((name) => `"${name}"`).join(", ");
    throw new Error(
      `Cannot erase user "${user}": ${names} each have one of that id, and they may be two people. Say which with --tenant; it may be repeated`,
    );
  }
  const request = { user, tenants: tenant.length > 0 ? tenant : found.length > 0 ? found : ["default"] };
  if (dryRun) {
    console.log(`User "${user}" of ${request.tenants.join(", ")}, nothing is changed yet:\n`);
    console.log(renderPlan(await planErasure(client, request)));
    return;
  }
  const remaining = await apply(client, { ...request, by }, assertHeld);
  if (remaining > 0) throw new Error(`Cannot finish: ${remaining} calls of the user arrived meanwhile. Run it again`);
}

async function eraseAgain(
  client: ClickHouseClient,
  { dryRun, by }: EraseCommandOptions,
  assertHeld: () => void,
): Promise<void> {
  const late = await findLateUsers(client);
  if (late.length === 0) console.log("Nothing has arrived of users that were erased");
  for (const { user, tenant, before } of late) {
    const request = { user, tenants: [tenant], before };
    if (dryRun)
      console.log(`Late rows of "${user}" of ${tenant}:\n\n${renderPlan(await planErasure(client, request))}\n`);
    else await apply(client, { ...request, by }, assertHeld);
  }
}

async function apply(
  client: ClickHouseClient,
  {
    by = `${userInfo().username}@${hostname()}`,
    ...request
  }: { user: string; tenants: string[]; before?: string; by?: string | undefined },
  assertHeld: () => void,
): Promise<number> {
  console.log(`Erasing user "${request.user}" of ${request.tenants.join(", ")}`);
  const { id, changed, remaining } = await eraseUser(client, request, {
    requestedBy: by,
    assertHeld,
    onTable: (table, rows) => console.log(`  ${table}: ${rows} ${rows === 1 ? "row" : "rows"}`),
    onProgress: (what) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K  ${what}\r`);
    },
  });
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[2K");
  const none = Object.keys(changed).length === 0;
  console.log(none ? "  nothing is stored of it" : `Done. The audit in tollgate.erasures has it as ${id}`);
  return remaining;
}

async function withLedger(url: string | undefined, use: (client: ClickHouseClient) => Promise<void>): Promise<void> {
  const address = await adminClickHouseUrl(url);
  const client = connectClickHouse(address);
  try {
    await use(client);
  } catch (cause) {
    if (!(cause instanceof Error) || cause.message.startsWith("Cannot ")) throw cause;
    // Node gives an error without words when every address of a name refused.
    const reason = cause.message.split("\n")[0] || ("code" in cause ? String(cause.code) : cause.name);
    const isAnswer = cause instanceof ClickHouseError;
    const cure = !isAnswer
      ? ". Is the stack up (npm start)?"
      : cause.code === UNKNOWN_TABLE
        ? '. Run "tollgate migrate" first'
        : "";
    throw new Error(`Cannot erase at "${new URL(address).host}": ${reason}${cure}`, { cause });
  } finally {
    await client.close();
  }
}
