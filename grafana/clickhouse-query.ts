import type { Builder, Dataquery } from "@grafana/grafana-foundation-sdk/cog";
import { CLICKHOUSE_DATASOURCE } from "./clickhouse-datasource.ts";

/** A target of the ClickHouse plugin, as it stores it. The foundation SDK knows no such query type. */
export interface ClickHouseQuery extends Dataquery {
  refId: string;
  datasource: typeof CLICKHOUSE_DATASOURCE;
  editorType: "sql";
  rawSql: string;
  queryType: "table";
  /** 1 = table: the form in which a rule makes one alert of each row, and a time column still draws as a line. */
  format: 1;
  pluginVersion: string;
}

/** One SQL statement as a Grafana query; the same builder serves panels and alert rules. */
export function clickHouseQuery(rawSql: string, refId = "A"): Builder<ClickHouseQuery> {
  const query: ClickHouseQuery = {
    refId,
    datasource: CLICKHOUSE_DATASOURCE,
    editorType: "sql",
    rawSql,
    queryType: "table",
    format: 1,
    // Plugin 3.3 ignores it, 4.x would otherwise run its migration on load and mark the board as changed.
    pluginVersion: "4.22.1",
    _implementsDataqueryVariant() {},
  };
  return { build: () => query };
}
