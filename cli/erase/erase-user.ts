import { randomBytes } from "node:crypto";
import type { ClickHouseClient } from "@clickhouse/client";
import { dropErasing } from "./clear-leftovers.ts";
import { type EraseRollupsOptions, eraseRollups } from "./erase-rollups.ts";
import { eraseRows } from "./erase-rows.ts";
import { ERASED } from "./erasure.ts";
import { erasureSql } from "./erasure-sql.ts";
import { landingTables } from "./landing-tables.ts";
import { type ErasureRequest, prepareErasure, userHash } from "./prepare-erasure.ts";
import { userTenants } from "./user-places.ts";

export interface EraseOptions extends Pick<EraseRollupsOptions, "patienceMs"> {
  requestedBy: string;
  /** Throws when the lock was lost. Called before each table. */
  assertHeld?: () => void;
  onTable?: (table: string, rows: number) => void;
  onProgress?: (what: string) => void;
}

export interface ErasureResult {
  id: string;
  /** Rows that were changed or deleted, by table, those of a run before that was killed included. */
  changed: Readonly<Record<string, number>>;
  /** Rows of the user that the ledger has all the same: they came while the run was at work. */
  remaining: number;
}

/** A row of tollgate.erasures. */
interface Audit {
  erasure_id: string;
  status: "running" | "done";
  user_hash: string;
  salt: string;
  tenants: string[];
  before: string;
  changed: Record<string, number>;
  calls: number;
  cost_usd: string;
  requested_by: string;
  started_at: string;
}

/**
 * Takes a user out of everything stored, with totals kept: its calls stay, under the user `(erased)`, their sessions and traces under names that lead
 * nowhere. What was begun and killed is gone on with; a user that is not there any more is no error.
 *
 * @throws {Error} when a step fails; the next run goes on
 */
export async function eraseUser(
  client: ClickHouseClient,
  request: ErasureRequest,
  options: EraseOptions,
): Promise<ErasureResult> {
  const { requestedBy, patienceMs, assertHeld = () => {}, onTable = () => {}, onProgress = () => {} } = options;
  const landing = await landingTables(client);
  const unfinished = await findUnfinished(client, request.user);
  const tenants = [...new Set([...(unfinished?.tenants ?? []), ...request.tenants])];
  const id = await prepareErasure(client, { ...request, tenants }, landing, unfinished?.erasure_id);
  const audit = unfinished
    ? { ...unfinished, tenants }
    : await newAudit(client, { ...request, tenants }, { id, requestedBy });
  const write = (status: Audit["status"]) =>
    client.insert({
      table: "tollgate.erasures",
      values: [{ ...audit, status, updated_at: timeText() }],
      format: "JSONEachRow",
    });
  await write("running");
  const tableDone = async (table: string, rows: number) => {
    assertHeld();
    if (rows === 0) return;
    audit.changed = { ...audit.changed, [table]: Number(audit.changed[table] ?? 0) + rows };
    await write("running");
    onTable(table, rows);
  };

  await eraseRows(client, id, {
    landing,
    onTable: tableDone,
    onProgress: (table, parts) => onProgress(`${table}: ${parts} ${parts === 1 ? "part" : "parts"} left`),
  });
  await eraseRollups(client, id, {
    onTable: tableDone,
    onProgress: (hours) => onProgress(`rollups: ${hours} ${hours === 1 ? "hour" : "hours"} left`),
    ...(patienceMs !== undefined && { patienceMs }),
  });
  const remaining = await rowsLeft(client, id);
  await write("done");
  await dropErasing(client, id);
  return { id, changed: audit.changed, remaining };
}

async function newAudit(
  client: ClickHouseClient,
  { user, tenants, before }: ErasureRequest,
  { id, requestedBy }: { id: string; requestedBy: string },
): Promise<Audit> {
  const salt = randomBytes(16).toString("hex");
  const found = (await userTenants(client, user, before)).filter(({ tenant }) => tenants.includes(tenant));
  return {
    erasure_id: id,
    status: "running",
    user_hash: userHash(salt, user),
    salt,
    tenants: [...tenants],
    before: before ?? timeText(),
    changed: {},
    calls: found.reduce((sum, { calls }) => sum + calls, 0),
    cost_usd: await sumOf(
      client,
      found.map(({ costUsd }) => costUsd),
    ),
    requested_by: requestedBy,
    started_at: timeText(),
  };
}

/** Decimals are added by the engine, so that no float touches them. */
async function sumOf(client: ClickHouseClient, amounts: readonly string[]): Promise<string> {
  const query = "SELECT toString(arraySum(arrayMap(a -> toDecimal128(a, 12), {amounts:Array(String)}))) AS usd";
  const result = await client.query({ query, query_params: { amounts: ["0", ...amounts] }, format: "JSONEachRow" });
  return (await result.json<{ usd: string }>())[0]?.usd ?? "0";
}

async function findUnfinished(client: ClickHouseClient, user: string): Promise<Audit | undefined> {
  const query = `
    SELECT * EXCEPT (updated_at), toString(cost_usd) AS cost_usd FROM tollgate.erasures FINAL WHERE status = 'running'`;
  const rows = await (await client.query({ query, format: "JSONEachRow" })).json<Audit>();
  return rows.find(({ salt, user_hash }) => userHash(salt, user) === user_hash);
}

async function rowsLeft(client: ClickHouseClient, id: string): Promise<number> {
  const query = `SELECT toUInt32(count()) AS rows FROM tollgate.llm_calls WHERE ${erasureSql(id).itsOwnRows} AND user_id != '${ERASED}'`;
  return (await (await client.query({ query, format: "JSONEachRow" })).json<{ rows: number }>())[0]?.rows ?? 0;
}

function timeText(): string {
  return new Date().toISOString().replace("T", " ").replace("Z", "");
}
