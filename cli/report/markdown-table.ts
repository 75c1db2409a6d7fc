export interface MarkdownColumn {
  head: string;
  align?: "left" | "right";
}

/** A table of Markdown. Cells are taken as they are: names of others go through `markdownText` first. */
export function markdownTable(columns: readonly MarkdownColumn[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = columns.map(({ align }) => (align === "right" ? "---:" : "---"));
  return [line(columns.map(({ head }) => head)), `|${rule.join("|")}|`, ...rows.map(line)].join("\n");
}

/** A name that somebody else chose, so that it stays one cell and none of it is markup. */
export function markdownText(name: string): string {
  if (name === "") return "(none)";
  return name.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_{}[\]<>#|~&]/g, "\\$&");
}
