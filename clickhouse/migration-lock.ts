import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { type ClickHouseClient, ClickHouseError } from "@clickhouse/client";

export interface MigrationLockOptions {
  /** How long a killed holder blocks the others. @default 30_000 */
  ttlMs?: number;
  /** How long to wait for another holder. @default 120_000 */
  waitMs?: number;
}

export interface MigrationLock {
  /** Throws when the lease ended and another process took over. Two at once do no harm: every statement can be repeated. */
  assertHeld(): void;
  release(): Promise<void>;
}

interface Lease {
  number: number;
  /** '' when released. */
  owner: string;
  expired: boolean;
}

const POLL_MS = 200;
const TABLE_ALREADY_EXISTS = "57";

/**
 * A lock with expiry inside ClickHouse. It is the table `migration_lock_N` with the highest N: CREATE TABLE is the one
 * statement of which exactly one of two callers succeeds. The table's comment holds the owner and the end of the lease, by
 * the server's clock. An expired or released lock N is taken by creating N+1, never by changing N, so that a slow process
 * cannot take another's new lock for the old one. One empty table stays behind.
 *
 * @throws when `waitMs` is over; names the holder
 */
export async function acquireMigrationLock(
  client: ClickHouseClient,
  options: MigrationLockOptions = {},
): Promise<MigrationLock> {
  const { ttlMs = 30_000, waitMs = 120_000 } = options;
  const owner = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  const giveUpAt = performance.now() + waitMs;
  for (;;) {
    const held = await readLease(client);
    if (held === undefined || held.owner === "" || held.expired) {
      const number = (held?.number ?? 0) + 1;
      if (await createLock(client, number, await leaseComment(client, owner, ttlMs)))
        return holdLock(client, number, owner, ttlMs);
    } else if (performance.now() > giveUpAt) {
      throw new Error(
        `Cannot migrate: "${held.owner}" has been migrating for longer than ${waitMs} ms. Run it again when that one has ended`,
      );
    } else {
      await sleep(POLL_MS);
    }
  }
}

function holdLock(client: ClickHouseClient, number: number, owner: string, ttlMs: number): MigrationLock {
  let lost: string | undefined;
  const renew = async () => {
    const comment = await leaseComment(client, owner, ttlMs);
    await client.command({ query: `ALTER TABLE ${tableName(number)} MODIFY COMMENT '${comment}'` });
  };
  const timer = setInterval(() => {
    renew().catch((error: Error) => {
      lost = error.message;
    });
  }, ttlMs / 3);
  return {
    assertHeld() {
      if (lost !== undefined) throw new Error(`Cannot go on migrating: the lock was lost (${lost}). Run it again`);
    },
    async release() {
      clearInterval(timer);
      // A lock that another process took over is gone; nothing is left to release then.
      await client.command({ query: `ALTER TABLE ${tableName(number)} MODIFY COMMENT ''` }).catch(() => undefined);
    },
  };
}

async function readLease(client: ClickHouseClient): Promise<Lease | undefined> {
  const query = `
    SELECT toUInt32(extract(name, '[0-9]+$')) AS number, splitByChar(' ', comment) AS parts, parts[1] AS owner,
      toInt64OrZero(parts[2]) < toUnixTimestamp64Milli(now64(3)) AS expired
    FROM system.tables WHERE database = 'tollgate' AND name LIKE 'migration\\_lock\\_%' ORDER BY number DESC LIMIT 1`;
  const rows = await (await client.query({ query, format: "JSONEachRow" })).json<{
    number: number;
    owner: string;
    expired: number;
  }>();
  return rows[0] && { ...rows[0], expired: rows[0].expired === 1 };
}

/** False when another process created it first. Older locks are then of no use and dropped. */
async function createLock(client: ClickHouseClient, number: number, comment: string): Promise<boolean> {
  try {
    await client.command({
      query: `CREATE TABLE ${tableName(number)} (nothing UInt8) ENGINE = Null COMMENT '${comment}'`,
    });
  } catch (error) {
    if (error instanceof ClickHouseError && error.code === TABLE_ALREADY_EXISTS) return false;
    throw error;
  }
  await client.command({ query: `DROP TABLE IF EXISTS ${tableName(number - 1)}` });
  return true;
}

async function leaseComment(client: ClickHouseClient, owner: string, ttlMs: number): Promise<string> {
  const query = `SELECT toString(toUnixTimestamp64Milli(now64(3)) + ${ttlMs}) AS expires`;
  const [row] = await (await client.query({ query, format: "JSONEachRow" })).json<{ expires: string }>();
  return `${owner} ${row?.expires}`;
}

function tableName(number: number): string {
  return `tollgate.migration_lock_${String(number).padStart(6, "0")}`;
}
