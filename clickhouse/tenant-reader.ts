import { createHash } from "node:crypto";
import type { ClickHouseClient } from "@clickhouse/client";

/** The policies of schema/905_tenant_policies.sql know a tenant's users by it. */
const PREFIX = "tollgate_tenant_";

/** The ClickHouse user who sees one tenant's rows. */
export function tenantUser(tenant: string): string {
  return `${PREFIX}${tenant}`;
}

/** The statements that make a tenant's reader, or give it this password. Each can be repeated, and none holds the password itself. */
export function tenantReaderStatements(tenant: string, password: string): string[] {
  const user = quotedUser(tenant);
  const hash = createHash("sha256").update(password).digest("hex");
  return [
    `CREATE USER IF NOT EXISTS ${user} IDENTIFIED WITH sha256_hash BY '${hash}'`,
    `ALTER USER ${user} IDENTIFIED WITH sha256_hash BY '${hash}'`,
    `GRANT tollgate_tenant_reader TO ${user}`,
    `ALTER USER ${user} DEFAULT ROLE tollgate_tenant_reader`,
  ];
}

/** The statement that takes a tenant's reader away. */
export function dropTenantReader(tenant: string): string {
  return `DROP USER IF EXISTS ${quotedUser(tenant)}`;
}

/**
 * Makes a tenant's reader on a server, then asks as that user which tenants it sees: a server whose policies do not filter would show it everybody's.
 *
 * @param connect connects as the new user
 * @throws {Error} when the server has no users or no policies, or the new user sees another tenant; it is taken away again then
 */
export async function addTenantReader(
  client: ClickHouseClient,
  { tenant, password }: { tenant: string; password: string },
  connect: (user: string, password: string) => ClickHouseClient,
): Promise<void> {
  await assertPolicies(client);
  for (const query of tenantReaderStatements(tenant, password)) await client.command({ query });
  const reader = connect(tenantUser(tenant), password);
  try {
    const others = await seenTenants(reader, tenant);
    if (others.length > 0)
      throw new Error(
        `Cannot add a reader for tenant "${tenant}": it sees rows of "${others.join('", "')}". This ClickHouse does not filter views by who asks; the user is removed again`,
      );
  } catch (error) {
    await client.command({ query: dropTenantReader(tenant) });
    throw error;
  } finally {
    await reader.close();
  }
}

async function assertPolicies(client: ClickHouseClient): Promise<void> {
  const query = `
    SELECT (SELECT count() > 0 FROM system.user_directories WHERE type != 'users_xml') AS hasUsers,
      (SELECT count() > 0 FROM system.row_policies WHERE database = 'tollgate' AND short_name = 'tollgate_tenant' AND table = 'llm_calls') AS hasPolicies`;
  const result = await client.query({ query, format: "JSONEachRow" });
  const [row] = await result.json<{ hasUsers: number; hasPolicies: number }>();
  if (row?.hasUsers !== 1)
    throw new Error(
      "Cannot add a reader: the embedded engine has no users of its own. Tenants' readers need a ClickHouse server",
    );
  if (row.hasPolicies !== 1)
    throw new Error(
      'Cannot add a reader: its rows would not be filtered, the policies are missing. Run "tollgate migrate" first',
    );
}

/** Other tenants than its own that a reader sees, in the rollups and in the ledger of the last day. */
async function seenTenants(reader: ClickHouseClient, tenant: string): Promise<string[]> {
  const query = `
    SELECT DISTINCT toString(tenant) AS seen FROM tollgate.spend_by_day WHERE tenant != {tenant:String}
    UNION DISTINCT
    SELECT DISTINCT toString(tenant) FROM tollgate.calls WHERE hour >= now('UTC') - INTERVAL 1 DAY AND tenant != {tenant:String}
    LIMIT 5`;
  const result = await reader.query({ query, query_params: { tenant }, format: "JSONEachRow" });
  return (await result.json<{ seen: string }>()).map(({ seen }) => seen);
}

function quotedUser(tenant: string): string {
  return `\`${tenantUser(tenant).replaceAll(/[\\`]/g, "\\$&")}\``;
}
