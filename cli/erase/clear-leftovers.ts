import type { ClickHouseClient } from "@clickhouse/client";

/** Empties `tollgate.erasing` of what killed dry runs left behind. What an unfinished erasure needs stays. Under the lock only. */
export async function clearLeftovers(client: ClickHouseClient): Promise<void> {
  const query = `
    SELECT DISTINCT toString(erasure_id) AS id FROM tollgate.erasing
    WHERE erasure_id NOT IN (SELECT erasure_id FROM tollgate.erasures FINAL WHERE status = 'running')`;
  const rows = await (await client.query({ query, format: "JSONEachRow" })).json<{ id: string }>();
  for (const { id } of rows) await dropErasing(client, id);
}

/** Forgets the user's id, its traces and sessions, and the key that could join old names with new ones. */
export async function dropErasing(client: ClickHouseClient, id: string): Promise<void> {
  await client.command({ query: `ALTER TABLE tollgate.erasing DROP PARTITION '${id}'` });
}
