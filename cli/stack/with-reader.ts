import type { ClickHouseClient } from "@clickhouse/client";
import { connectClickHouse } from "../../clickhouse/connect-clickhouse.ts";
import { connectStack } from "./connect-stack.ts";

/** Help for a `--url` option that `withReader` takes. */
export const READER_URL_HELP =
  "ClickHouse with a reader's credentials (default: CLICKHOUSE_URL, then the stack of this folder)";

/**
 * Runs `use` with a connection that may only read: to what was given, else CLICKHOUSE_URL, else the stack of this folder.
 *
 * @param aim what the command does, as the error says it: "export calls"
 * @throws {Error} One line with the address when ClickHouse is not there, refuses or fails.
 */
export async function withReader<T>(
  given: string | undefined,
  aim: string,
  use: (client: ClickHouseClient) => Promise<T>,
): Promise<T> {
  const address = await readerUrl(given);
  const client = connectClickHouse(address);
  try {
    return await use(client);
  } catch (cause) {
    if (!(cause instanceof Error) || cause.message.startsWith("Cannot ")) throw cause;
    // Node gives an error without words when every address of a name refused; the engine repeats the whole statement.
    const words = cause.message.split("\n")[0]?.split(/[:.] In scope /)[0];
    const reason = words || ("code" in cause ? String(cause.code) : cause.name);
    const hint = /ECONN|ENOTFOUND|ETIMEDOUT|socket/.test(reason) ? ". Is the stack up (npm start)?" : "";
    throw new Error(`Cannot ${aim} from "${new URL(address).host}": ${reason}${hint}`, { cause });
  } finally {
    await client.close();
  }
}

async function readerUrl(given: string | undefined): Promise<string> {
  const url = given ?? process.env.CLICKHOUSE_URL;
  if (url) {
    if (URL.canParse(url)) return url;
    throw new TypeError(
      `Cannot use ClickHouse address "${url}": expected a URL as in http://reader:PASSWORD@127.0.0.1:8123`,
    );
  }
  const { clickhouseUrl, secrets } = await connectStack();
  const own = new URL(clickhouseUrl);
  own.username = "reader";
  own.password = secrets.TOLLGATE_READER_PASSWORD;
  return own.href;
}
