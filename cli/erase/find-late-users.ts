import type { ClickHouseClient } from "@clickhouse/client";
import { landingTenant, USER_ATTRIBUTE } from "./erasure-sql.ts";
import { landingTables } from "./landing-tables.ts";

/** A user that was erased and of whom a call from before that has arrived since. */
export interface LateUser {
  user: string;
  tenant: string;
  /** The newest erasure's: what began later is new. */
  before: string;
}

/**
 * Users of earlier erasures that stand in the ledger again, or in spans and logs: a collector that was away delivers its queue late, and delivers twice
 * after a crash. Known by their hashes, each with its own salt, so every user of the time is tried with every erasure.
 */
export async function findLateUsers(client: ClickHouseClient): Promise<LateUser[]> {
  const signals = (await landingTables(client)).filter(({ kind }) => kind === "signals");
  const inSignals = signals.map(
    ({ name, maps }) => `
      SELECT ${landingTenant(maps[0] ?? "")} AS tenant, leftUTF8(arrayJoin(arrayFilter((v, k) -> v != '' AND match(lower(k), '${USER_ATTRIBUTE}'), mapValues(${maps[0]}), mapKeys(${maps[0]}))), 200) AS user,
        toDateTime64(min(Timestamp), 3, 'UTC') AS first_at
      FROM tollgate.${name} GROUP BY tenant, user`,
  );
  const inTables = ["llm_calls", "call_events"].map(
    (table) => `
      SELECT toString(tenant) AS tenant, toString(user_id) AS user, min(ts) AS first_at FROM tollgate.${table}
      WHERE user_id != '' AND ts < (SELECT max(before) FROM tollgate.erasures) GROUP BY tenant, user`,
  );
  const query = `
    SELECT u.user AS user, u.tenant AS tenant, toString(max(e.before)) AS before
    FROM (${[...inTables, ...inSignals].join(" UNION ALL ")}) AS u
    CROSS JOIN (SELECT salt, user_hash, tenants, before FROM tollgate.erasures FINAL WHERE status = 'done') AS e
    WHERE u.first_at < e.before AND has(e.tenants, u.tenant) AND lower(hex(SHA256(concat(e.salt, '\\0', u.user)))) = e.user_hash
    GROUP BY user, tenant ORDER BY user, tenant`;
  return (await client.query({ query, format: "JSONEachRow" })).json<LateUser>();
}
