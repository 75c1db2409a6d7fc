import { DashboardBuilder, DashboardLinkBuilder, DashboardLinkType } from "@grafana/grafana-foundation-sdk/dashboard";
import { RUNBOOK_UID } from "./runbook-uid.ts";
import { budgets } from "./spend/budgets.ts";
import { byAgent } from "./spend/by-agent.ts";
import { byDay } from "./spend/by-day.ts";
import { byModel } from "./spend/by-model.ts";
import { cards } from "./spend/cards.ts";
import { SPEND_IDS } from "./spend/ids.ts";
import { topCalls } from "./spend/top-calls.ts";

/** The board "Spend": what was spent, by whom, on what, and how far the budgets are. */
export function spendBoard(): DashboardBuilder {
  const board = new DashboardBuilder("Spend")
    .uid(SPEND_IDS.uid)
    .tags(["tollgate"])
    .description("What LLM calls cost, in US dollars.")
    // The ledger's days are UTC days; in the reader's own zone they would start at odd hours.
    .timezone("utc")
    .time({ from: "now-30d/d", to: "now" })
    .refresh("30s")
    .link(new DashboardLinkBuilder("Runbook").type(DashboardLinkType.Link).url(`/d/${RUNBOOK_UID}`));
  for (const panel of cards()) board.withPanel(panel);
  return board.withPanel(budgets()).withPanel(byAgent()).withPanel(byDay()).withPanel(byModel()).withPanel(topCalls());
}
