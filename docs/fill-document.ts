/**
 * Replaces what stands between `<!-- generated: NAME -->` and `<!-- end of NAME -->`.
 *
 * @throws {Error} When a document lacks the marks of a part.
 */
export function fillDocument(document: string, parts: Readonly<Record<string, string>>): string {
  let filled = document;
  for (const [name, text] of Object.entries(parts)) {
    const begin = `<!-- generated: ${name} -->\n`;
    const end = `<!-- end of ${name} -->`;
    const from = filled.indexOf(begin);
    const to = filled.indexOf(end, from);
    if (from < 0 || to < 0)
      throw new Error(`Cannot fill "${name}": the document has no "${begin.trim()}" with its end`);
    filled = `${filled.slice(0, from + begin.length)}\n${text}\n${filled.slice(to)}`;
  }
  return filled;
}
