import { InvalidArgumentError } from "commander";

/** `2026-10`. @throws {InvalidArgumentError} */
export function monthArgument(text: string): string {
  if (/^20\d\d-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new InvalidArgumentError(`"${text}" is not a month as 2026-10.`);
}
