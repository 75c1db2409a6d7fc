import type { PanelBuilder } from "@grafana/grafana-foundation-sdk/table";
import { table } from "../../panels/table.ts";
import { SPEND_IDS as ID } from "./ids.ts";
import { TIME_RANGE } from "./time-range.ts";

/** On what, and which models have no price. Cost comes first because a phone shows three columns. */
export function byModel(): PanelBuilder {
  return table(
    {
      id: ID.byModel,
      title: "Spend by model",
      about: "A model that has calls without a price costs more than is shown.",
      sql: `SELECT if(calls = unpriced_calls, NULL, toFloat64(cost_usd)) AS "Spent", model AS "Model", calls AS "Calls", toFloat64(cost_per_call_usd) AS "A call",
  unpriced_calls AS "No price", provider AS "Provider"
FROM tollgate.spend_by_model(${TIME_RANGE}) ORDER BY cost_usd DESC`,
      width: 12,
      height: 8,
    },
    [
      { name: "Spent", as: "money", width: 90, absent: "no price" },
      { name: "Calls", as: "count", width: 80 },
      { name: "A call", as: "unitPrice", width: 100, absent: "no price" },
      { name: "No price", as: "trouble", width: 80 },
      { name: "Provider", as: "text", width: 100 },
    ],
  );
}
