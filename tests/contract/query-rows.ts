import type { ClickHouseClient } from "@clickhouse/client";

/** How the format spells NULL. */
const NULL = "ᴺᵁᴸᴸ";

/** Rows with every value as text, so that no decimal passes through a float; NULL is null. */
export async function queryRows(
  client: ClickHouseClient,
  query: string,
  params: Record<string, unknown> = {},
): Promise<Record<string, string | null>[]> {
  const result = await client.query({ query, query_params: params, format: "JSONStringsEachRow" });
  const rows = await result.json<Record<string, string>>();
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === NULL ? null : value])),
  );
}
