import { stripVTControlCharacters } from "node:util";

/** Names and errors come from outside: control characters could drive the terminal. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(/\p{Cc}/gu, "?");
}
