import type { PanelBuilder } from "@grafana/grafana-foundation-sdk/table";
import { BUDGET_WARN_PERCENT } from "../../../alerting/thresholds.ts";
import { table } from "../../panels/table.ts";
import { SPEND_IDS as ID } from "./ids.ts";

/** A row for each budget and a gauge in it. A gauge panel would spend half a screen on one number and still not say of which dollars. */
export function budgets(): PanelBuilder {
  return table(
    {
      id: ID.budgets,
      title: "Budgets",
      about:
        "How much of each budget is used in its current period: green, yellow from a warning on, red when it is spent.",
      // Rounded down, as `tollgate spend` has it: 99.6 % of a budget that blocks is not yet a refusal and must not read 100.
      sql: `SELECT floor(used_percent) AS "Used", budget AS "Budget", toFloat64(spent_usd) AS "Spent", toFloat64(limit_usd) AS "Limit",
  period AS "Period", if(scope_value = '', scope, concat(scope, ' ', scope_value)) AS "Applies to"
FROM tollgate.budget_used ORDER BY used_percent DESC`,
      width: 12,
      height: 8,
      empty: "no budgets yet: tollgate budget --help",
    },
    [
      { name: "Used", as: "percentOfLimit", width: 120 },
      { name: "Budget", as: "text", minWidth: 110 },
      { name: "Spent", as: "money", width: 80 },
      { name: "Limit", as: "money", width: 80 },
      { name: "Period", as: "text", width: 70 },
    ],
    { warnFrom: BUDGET_WARN_PERCENT },
  );
}
