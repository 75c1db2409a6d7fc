import { readFileSync } from "node:fs";
import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import { runbookBoard } from "./boards/runbook.ts";
import { spendBoard } from "./boards/spend.ts";

/** Every board as Grafana's JSON: file name → text. */
export function renderBoards(): Record<string, string> {
  const runbook = readFileSync(new URL("../alerting/runbook.md", import.meta.url), "utf8");
  return { "runbook.json": toJson(runbookBoard(runbook).build()), "spend.json": toJson(spendBoard().build()) };
}

function toJson(board: Dashboard): string {
  // The SDK puts links into the controls menu, where Grafana 13 hides them behind a click.
  const visible = (key: string, value: unknown) =>
    key === "placement" && value === "inControlsMenu" ? undefined : value;
  return `${JSON.stringify(board, visible, 2)}\n`;
}
