/** A ClickHouse string literal. Only the backslash and the quote can end one early. */
export function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
