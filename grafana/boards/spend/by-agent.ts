import type { PanelBuilder } from "@grafana/grafana-foundation-sdk/barchart";
import { bars } from "../../panels/bars.ts";
import { SPEND_IDS as ID } from "./ids.ts";
import { TIME_RANGE } from "./time-range.ts";

/** Who spends. */
export function byAgent(): PanelBuilder {
  return bars(
    {
      id: ID.byAgent,
      title: "Spend by agent",
      about:
        "The twelve dearest agents of the chosen time. Calls without a price are named, because their money is in no bar.",
      sql: `SELECT concat(if(agent = '', '(no agent)', agent), if(unpriced_calls > 0, concat(' + ', toString(unpriced_calls), ' without price'), '')) AS "Agent",
  toFloat64(cost_usd) AS "Spent"
FROM tollgate.spend_by_agent(${TIME_RANGE}) ORDER BY cost_usd DESC LIMIT 12`,
      width: 12,
      height: 8,
    },
    { nameColumn: "Agent" },
  );
}
