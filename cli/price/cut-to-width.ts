import { stripVTControlCharacters } from "node:util";

/** A text of at most `width` columns; a longer one loses its styles and its end. */
export function cutToWidth(text: string, width: number): string {
  const plain = stripVTControlCharacters(text);
  return plain.length <= width ? text : `${plain.slice(0, width - 1)}…`;
}
