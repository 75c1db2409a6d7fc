import { InvalidArgumentError } from "commander";

/** For `--days`. A year is far inside the ledger's 36 months, beyond which a call would be dated to the day it arrived. */
export function parseDays(text: string): number {
  const days = Number(text);
  if (/^\d+$/.test(text) && days <= 366) return days;
  throw new InvalidArgumentError(`"${text}" is not a whole number of days from 0 to 366.`);
}
