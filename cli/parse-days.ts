import { InvalidArgumentError } from "commander";

/** For `--days`; ten years are enough for anyone, and keep a slip of the finger from generating a million calls. */
export function parseDays(text: string): number {
  const days = Number(text);
  if (/^\d+$/.test(text) && days <= 3650) return days;
  throw new InvalidArgumentError("Expected a whole number of days from 0 to 3650.");
}
