import { setTimeout as sleep } from "node:timers/promises";
import type { Stack } from "../../cli/stack/stack.ts";

type Reachable = Pick<Stack, "otlpHttpUrl" | "clickhouseUrl" | "secrets">;

/** Sends an OTLP/JSON trace request; resolves to the HTTP status, 0 when nobody answered. */
export async function sendTraces(
  stack: Reachable,
  body: string,
  token = stack.secrets.TOLLGATE_TOKEN,
): Promise<number> {
  try {
    const response = await fetch(`${stack.otlpHttpUrl}/v1/traces`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body,
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

/** Runs a SELECT as admin. */
export async function select<Row>(stack: Reachable, query: string): Promise<Row[]> {
  const credentials = Buffer.from(`admin:${stack.secrets.TOLLGATE_ADMIN_PASSWORD}`).toString("base64");
  const response = await fetch(stack.clickhouseUrl, {
    method: "POST",
    headers: { authorization: `Basic ${credentials}` },
    body: `${query} FORMAT JSONEachRow`,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`Cannot run "${query}": ${text}`);
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Row);
}

/**
 * Repeats the SELECT until `enough` holds for its rows, and returns them.
 *
 * @throws After 60 s, with the last rows (or the last error: ClickHouse may be away meanwhile).
 */
export async function selectUntil<Row>(
  stack: Reachable,
  query: string,
  enough: (rows: Row[]) => boolean,
): Promise<Row[]> {
  let last: unknown;
  for (const deadlineMs = Date.now() + 60_000; Date.now() < deadlineMs; await sleep(100)) {
    try {
      const rows = await select<Row>(stack, query);
      if (enough(rows)) return rows;
      last = JSON.stringify(rows).slice(0, 500);
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`Not within 60 s: "${query}". Last answer: ${last}`);
}
