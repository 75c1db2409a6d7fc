import { DashboardBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder, TextMode } from "@grafana/grafana-foundation-sdk/text";
import { RUNBOOK_UID } from "./runbook-uid.ts";

/** The board "Runbook": a text panel for each `## ` heading of the runbook, the n-th with id n. */
export function runbookBoard(markdown: string): DashboardBuilder {
  const board = new DashboardBuilder("Runbook")
    .uid(RUNBOOK_UID)
    .tags(["tollgate"])
    .description("What each alert means and what to do. Written in alerting/runbook.md.")
    .timezone("utc");
  for (const [index, section] of markdown.split(/^## /m).slice(1).entries()) {
    const [title = "", ...lines] = section.split("\n");
    const content = lines.join("\n").trim();
    // A line takes about two thirds of a grid row; a phone, where it wraps, scrolls inside the panel.
    const height = Math.ceil(content.split("\n").length * 0.6) + 2;
    board.withPanel(
      new PanelBuilder()
        .id(index + 1)
        .title(title)
        .mode(TextMode.Markdown)
        .content(content)
        .span(24)
        .height(height),
    );
  }
  return board;
}
