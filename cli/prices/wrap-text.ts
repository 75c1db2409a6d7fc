const WIDTH = 80;

/** Parts joined by `separator` in lines of at most 80 columns; a part that is longer has a line of its own. */
export function wrapText(parts: readonly string[], layout: { indent: string; separator?: string }): string[] {
  const { indent, separator = ", " } = layout;
  const lines: string[] = [];
  let line = "";
  for (const [at, part] of parts.entries()) {
    const text = at < parts.length - 1 ? part + separator : part;
    if (line !== "" && indent.length + line.length + text.trimEnd().length > WIDTH) {
      lines.push(line);
      line = "";
    }
    line += text;
  }
  if (line !== "") lines.push(line);
  return lines.map((text) => indent + text.trimEnd());
}
