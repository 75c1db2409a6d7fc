import type { PanelBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import { line } from "../../panels/line.ts";
import { SPEND_IDS as ID } from "./ids.ts";
import { TIME_RANGE } from "./time-range.ts";

/** How it goes. The dashed column starts at yesterday, so that it joins the line it continues. */
export function byDay(): PanelBuilder {
  return line(
    {
      id: ID.byDay,
      title: "Spend by day",
      about: "UTC days of the chosen time, 30 unless changed. The dashed end is today so far.",
      sql: `SELECT toDateTime(day, 'UTC') AS time, if(day < toDate(now('UTC')), toFloat64(cost_usd), NULL) AS "Whole days",
  if(day >= toDate(now('UTC')) - 1, toFloat64(cost_usd), NULL) AS "Today so far"
FROM tollgate.spend_trend(${TIME_RANGE}) ORDER BY time`,
      width: 12,
      height: 8,
    },
    { unfinished: "Today so far" },
  );
}
