import { styleText } from "node:util";
import { LINE_WIDTHS } from "./line-widths.ts";

/** Above the lines of several answers. */
export function renderLinesHead(): string {
  const columns = [
    "#".padStart(LINE_WIDTHS.number),
    "Model".padEnd(LINE_WIDTHS.model),
    "Tokens in".padStart(LINE_WIDTHS.tokens),
    "out".padStart(LINE_WIDTHS.tokens),
    "Cost".padStart(LINE_WIDTHS.cost),
  ];
  return `${styleText("dim", columns.join("  "))}\n${styleText("dim", "─".repeat(LINE_WIDTHS.all))}\n`;
}
