import type { ClickHouseClient } from "@clickhouse/client";

/** A landing table of the collector: spans and logs have a trace, metrics have exemplars. */
export interface LandingTable {
  name: string;
  kind: "signals" | "metrics";
  /** Its maps of attributes, the signal's own first. */
  maps: readonly string[];
  hasExemplars: boolean;
}

const MAPS = ["SpanAttributes", "LogAttributes", "Attributes", "ResourceAttributes", "ScopeAttributes"];

/** The landing tables that this database has. Read from it, so that one added later is not forgotten. */
export async function landingTables(client: ClickHouseClient): Promise<LandingTable[]> {
  const query = `
    SELECT table AS name, groupArray(column) AS columns
    FROM (SELECT table, name AS column FROM system.columns WHERE database = 'tollgate' AND startsWith(table, 'otel_'))
    GROUP BY name ORDER BY name`;
  const rows = await (await client.query({ query, format: "JSONEachRow" })).json<{ name: string; columns: string[] }>();
  return rows.map(({ name, columns }) => ({
    name,
    kind: columns.includes("TraceId") ? "signals" : "metrics",
    maps: MAPS.filter((map) => columns.includes(map)),
    hasExemplars: columns.includes("Exemplars.TraceId"),
  }));
}
