import type { ClickHouseClient } from "@clickhouse/client";
import { acquireMigrationLock } from "../../clickhouse/migration-lock.ts";

/** How long to wait for a migration, a run of re-pricing or another erasure; longer than the 30 s for which a killed one holds the lock. */
const WAIT_MS = 45_000;

/**
 * Runs `use` while nobody migrates, re-prices or erases: a run of re-pricing that read calls before they changed would post its entries under the
 * user's id. It is the lock of `migrate`.
 *
 * @throws {Error} when another one holds it for longer than that, or took it over
 */
export async function holdLedger<T>(client: ClickHouseClient, use: (assertHeld: () => void) => Promise<T>): Promise<T> {
  const lock = await acquireMigrationLock(client, { waitMs: WAIT_MS }).catch((cause: Error) => {
    if (!cause.message.startsWith("Cannot migrate")) throw cause;
    const holder = /"[^"]+"/.exec(cause.message)?.[0] ?? "another process";
    throw new Error(
      `Cannot erase: ${holder} is migrating, re-pricing or erasing. Run it again when that one has ended`,
      {
        cause,
      },
    );
  });
  try {
    return await use(() => {
      try {
        lock.assertHeld();
      } catch (cause) {
        throw new Error("Cannot go on erasing: the lock was lost. Run it again, it goes on where it was", { cause });
      }
    });
  } finally {
    await lock.release();
  }
}
