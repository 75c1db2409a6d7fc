import type { ClickHouseClient } from "@clickhouse/client";

/** Rows with every value as text, so that no decimal passes through a float. */
export async function queryRows(
  client: ClickHouseClient,
  query: string,
  params: Record<string, unknown> = {},
): Promise<Record<string, string>[]> {
  const result = await client.query({ query, query_params: params, format: "JSONStringsEachRow" });
  return result.json<Record<string, string>>();
}
