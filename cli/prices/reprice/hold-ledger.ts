import type { ClickHouseClient } from "@clickhouse/client";
import { acquireMigrationLock } from "../../../clickhouse/migration-lock.ts";

/** How long to wait for a migration or another run. Both take seconds to minutes; a person is waiting here. */
const WAIT_MS = 30_000;

/**
 * Runs `use` while nobody else re-prices or migrates: two runs at once would each post the whole difference, and a book that is loaded half
 * way would price half of the calls. It is the lock of `migrate`.
 *
 * @throws {Error} when another one holds it for longer than half a minute, or took it over
 */
export async function holdLedger<T>(client: ClickHouseClient, use: (assertHeld: () => void) => Promise<T>): Promise<T> {
  const lock = await acquireMigrationLock(client, { waitMs: WAIT_MS }).catch((cause: Error) => {
    if (!cause.message.startsWith("Cannot migrate")) throw cause;
    const holder = /"[^"]+"/.exec(cause.message)?.[0] ?? "another process";
    throw new Error(`Cannot reprice: ${holder} is migrating or re-pricing. Run it again when that one has ended`, {
      cause,
    });
  });
  try {
    return await use(() => {
      try {
        lock.assertHeld();
      } catch (cause) {
        throw new Error("Cannot go on re-pricing: the lock was lost. Run it again with the same --run", { cause });
      }
    });
  } finally {
    await lock.release();
  }
}
