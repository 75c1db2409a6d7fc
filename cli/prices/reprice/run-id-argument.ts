import { InvalidArgumentError } from "commander";

/** @throws {InvalidArgumentError} */
export function runIdArgument(text: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text)) return text;
  throw new InvalidArgumentError(
    "expected 1 to 64 letters, digits, dots, dashes or underscores, as in 2026-11-own-prices",
  );
}
