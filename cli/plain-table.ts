import { stripVTControlCharacters, styleText } from "node:util";
import Table from "cli-table3";

export interface Column {
  head: string;
  align?: "left" | "right";
}

const NO_LINES = {
  ...{ top: "", "top-mid": "", "top-left": "", "top-right": "", bottom: "", "bottom-mid": "", "bottom-left": "" },
  ...{ "bottom-right": "", left: "", "left-mid": "", mid: "", "mid-mid": "", right: "", "right-mid": "", middle: "  " },
};

/** A table without lines, as wide as its content. A last row starting with "Total" is set off by a rule. */
export function plainTable(columns: readonly Column[], rows: readonly string[][]): string {
  const table = new Table({
    head: columns.map(({ head }) => styleText("dim", head)),
    colAligns: columns.map(({ align = "left" }) => align),
    chars: NO_LINES,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  table.push(...rows);
  const lines = table.toString().split("\n");
  const width = Math.max(...lines.map((line) => stripVTControlCharacters(line).trimEnd().length));
  const rule = styleText("dim", "─".repeat(width));
  lines.splice(1, 0, rule);
  if (rows.at(-1)?.[0]?.includes("Total")) lines.splice(-1, 0, rule);
  return lines.map((line) => `  ${line.trimEnd()}`).join("\n");
}
