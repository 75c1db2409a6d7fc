import type { PanelBuilder } from "@grafana/grafana-foundation-sdk/table";
import { table } from "../../panels/table.ts";
import { SPEND_IDS as ID } from "./ids.ts";
import { TIME_RANGE } from "./time-range.ts";

/** Where to look first when a day was dear. */
export function topCalls(): PanelBuilder {
  return table(
    {
      id: ID.topCalls,
      title: "Ten dearest calls",
      about: "The single calls that cost most in the chosen time.",
      sql: `SELECT toFloat64(cost_usd) AS "Cost", agent AS "Agent", model AS "Model", input_tokens AS "Tokens in", output_tokens AS "Tokens out",
  ts AS "When", user_id AS "User", tenant AS "Tenant", session AS "Session", trace_id AS "Trace"
FROM tollgate.top_calls(${TIME_RANGE}, n=10) ORDER BY cost_usd DESC`,
      width: 24,
      height: 12,
    },
    [
      { name: "Cost", as: "unitPrice", width: 90 },
      { name: "Agent", as: "text", minWidth: 110 },
      { name: "Model", as: "text", minWidth: 130 },
      { name: "Tokens in", as: "count", width: 90 },
      { name: "Tokens out", as: "count", width: 90 },
      { name: "When", as: "text", width: 170 },
    ],
  );
}
