import type { PanelBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { card } from "../../panels/card.ts";
import { SPEND_IDS as ID } from "./ids.ts";

/** Three rows high: at four, five cards fill a phone. */
const SIZE = { width: 4, height: 3 };

/** The first row: three figures of money, then what is missing from them. */
export function cards(): PanelBuilder[] {
  return [
    card("money", {
      ...SIZE,
      id: ID.today,
      title: "Spent today",
      about: "All priced calls since 00:00 UTC.",
      sql: "SELECT toFloat64(today_usd) AS today FROM tollgate.spend_cards",
    }),
    card("money", {
      ...SIZE,
      id: ID.month,
      title: "Spent this month",
      about: "All priced calls since the first of the month, UTC.",
      sql: "SELECT toFloat64(month_usd) AS month FROM tollgate.spend_cards",
    }),
    card("money", {
      ...SIZE,
      id: ID.projection,
      title: "Projected this month",
      about: "This month so far, and the rest of it at the pace of the last seven days.",
      sql: "SELECT toFloat64(projected_month_usd) AS projection FROM tollgate.spend_cards",
    }),
    card("trouble", {
      ...SIZE,
      id: ID.unpriced,
      title: "Calls without a price today",
      about: "Their models are not in the price book. They cost money that no figure here contains: add a price.",
      sql: "SELECT unpriced_calls_today AS unpriced FROM tollgate.pipeline_health",
    }),
    card("trouble", {
      ...SIZE,
      id: ID.estimated,
      title: "Estimated calls today",
      about:
        "The provider reported no usage, as when a stream was cut off. Their cost is contained, but it is our estimate.",
      sql: "SELECT estimated_calls_today AS estimated FROM tollgate.pipeline_health",
    }),
    card("age", {
      ...SIZE,
      id: ID.newestCall,
      title: "Newest call",
      about: "Long ago means idle apps or a broken pipeline: see TelemetrySilent in the runbook.",
      sql: "SELECT newest_call_at FROM tollgate.pipeline_health",
    }),
  ];
}
