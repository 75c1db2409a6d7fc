import type { ClickHouseClient } from "@clickhouse/client";
import * as thresholds from "../alerting/thresholds.ts";

/**
 * Writes the numbers of alerting/thresholds.ts into `tollgate.settings`, so that views read them and no SQL repeats one.
 * `BUDGET_THRESHOLDS_PERCENT` becomes the row `budget_thresholds_percent`.
 */
export async function loadSettings(client: ClickHouseClient): Promise<void> {
  const values = Object.entries(thresholds).flatMap(([name, value]: [string, unknown]) => {
    const numbers = Array.isArray(value) ? value : [value];
    return numbers.every((number) => typeof number === "number") ? [{ name: name.toLowerCase(), values: numbers }] : [];
  });
  await client.insert({ table: "tollgate.settings", values, format: "JSONEachRow" });
}
