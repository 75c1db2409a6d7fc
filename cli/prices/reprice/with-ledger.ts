import { type ClickHouseClient, ClickHouseError } from "@clickhouse/client";
import { connectClickHouse } from "../../../clickhouse/connect-clickhouse.ts";
import { adminClickHouseUrl } from "../../budget/admin-clickhouse-url.ts";

/** What ClickHouse says of a schema from before there were corrections: unknown identifier, unknown table. */
const OLD_SCHEMA = ["47", "60"];

/** A statement takes seconds; on a busy machine the client's usual half minute was too short, and a run was cut off half way. */
const PATIENCE_MS = 600_000;

/** Connects as an administrator for one command. @throws {Error} one line, when ClickHouse cannot be reached or used */
export async function withLedger(
  url: string | undefined,
  use: (client: ClickHouseClient) => Promise<void>,
): Promise<void> {
  const address = await adminClickHouseUrl(url);
  const client = connectClickHouse(address, { requestTimeoutMs: PATIENCE_MS });
  try {
    await use(client);
  } catch (cause) {
    if (!(cause instanceof Error) || cause.message.startsWith("Cannot ")) throw cause;
    // Node gives an error without words when every address of a name refused.
    const reason = cause.message.split("\n")[0] || ("code" in cause ? String(cause.code) : cause.name);
    const cure =
      cause instanceof ClickHouseError
        ? OLD_SCHEMA.includes(cause.code)
          ? '. Run "tollgate migrate" first'
          : ""
        : ". Is the stack up (npm start)?";
    throw new Error(`Cannot reprice at "${new URL(address).host}": ${reason}${cure}`, { cause });
  } finally {
    await client.close();
  }
}
