import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { ClickHouseClient } from "@clickhouse/client";
import { erasureSql } from "./erasure-sql.ts";
import type { LandingTable } from "./landing-tables.ts";

export interface ErasureRequest {
  user: string;
  tenants: readonly string[];
  /** Only what began earlier. @default everything that is there */
  before?: string | undefined;
}

/** Later than any call: a time of the ledger is at most a day ahead. Not later, or it would not fit into the nanoseconds of a span. */
const ALL = "2200-01-01 00:00:00.000";

/**
 * Writes down, in `tollgate.erasing`, which traces and sessions are the user's, before anything changes: afterwards they could not be found any more.
 *
 * @param id a run that was killed is prepared again under its own, and keeps its key
 */
export async function prepareErasure(
  client: ClickHouseClient,
  { user, tenants, before = ALL }: ErasureRequest,
  landing: readonly LandingTable[],
  id: string = randomUUID(),
): Promise<string> {
  const sql = erasureSql(id);
  const [known] = await (
    await client.query({
      query: `SELECT toUInt32(count()) AS keys FROM tollgate.erasing WHERE erasure_id = '${id}' AND kind = 'key'`,
      format: "JSONEachRow",
    })
  ).json<{ keys: number }>();
  const random = randomBytes(16);
  const users = tenants.map((tenant) => ({ erasure_id: id, kind: "user", tenant, value: user, before }));
  const key = {
    erasure_id: id,
    kind: "key",
    key: [String(random.readBigUInt64LE(0)), String(random.readBigUInt64LE(8))],
  };
  // The key last: a run without one has found nothing yet.
  await client.insert({ table: "tollgate.erasing", values: users, format: "JSONEachRow" });
  const add = (kind: string, select: string) =>
    client.command({
      query: `INSERT INTO tollgate.erasing (erasure_id, kind, tenant, value) SELECT DISTINCT '${id}', '${kind}', ${select}`,
    });
  for (const table of ["llm_calls", "call_events"])
    await add("session", `tenant, session FROM tollgate.${table} WHERE ${sql.itsOwnRows} AND session != ''`);
  for (const table of ["llm_calls", "call_events"])
    await add(
      "trace",
      `tenant, lower(hex(trace_id)) FROM tollgate.${table} WHERE ${sql.itsRowsBySession} AND trace_id != toFixedString('', 16)`,
    );
  for (const { name, maps } of landing.filter(({ kind }) => kind === "signals")) {
    const { tenant, where } = sql.itsTraces(maps, "Timestamp");
    await add("trace", `${tenant}, lower(TraceId) FROM tollgate.${name} WHERE ${where} AND TraceId != ''`);
  }
  await add("hour", `'', toString(hour) FROM tollgate.llm_calls WHERE ${sql.itsRows}`);
  if (known?.keys === 0) await client.insert({ table: "tollgate.erasing", values: [key], format: "JSONEachRow" });
  return id;
}

/** As `tollgate.erasures` keeps an id. */
export function userHash(salt: string, user: string): string {
  return createHash("sha256").update(`${salt}\0${user}`).digest("hex");
}
