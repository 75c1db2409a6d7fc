import type { PanelBuilder } from "@grafana/grafana-foundation-sdk/table";
import { table } from "../../panels/table.ts";
import { SPEND_IDS as ID } from "./ids.ts";
import { TIME_RANGE } from "./time-range.ts";

/**
 * Who spends: a bar for each agent, as cells of a table. A bar chart draws its labels at half size on a phone and cuts the beginning of a long name;
 * a bar gauge with one row drops the name and fills the panel with a block; and neither has room for what a bar does not contain.
 */
export function byAgent(): PanelBuilder {
  return table(
    {
      id: ID.byAgent,
      title: "Spend by agent",
      about:
        "Every agent of the chosen time, the dearest on top. An agent that has calls without a price costs more than is shown.",
      sql: `SELECT if(agent = '', '(no agent)', agent) AS "Agent", if(calls = unpriced_calls, NULL, toFloat64(cost_usd)) AS "Spent",
  if(unpriced_calls = 0, '', toString(unpriced_calls)) AS "No price"
FROM tollgate.spend_by_agent(${TIME_RANGE}) ORDER BY cost_usd DESC`,
      width: 12,
      height: 8,
    },
    [
      { name: "Agent", as: "text", width: 160 },
      { name: "Spent", as: "moneyBar", absent: "no price", minWidth: 150 },
      // A text, because the bars are scaled to the largest number of all columns.
      { name: "No price", as: "troubleText", width: 80 },
    ],
  );
}
