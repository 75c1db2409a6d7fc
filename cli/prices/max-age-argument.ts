import { InvalidArgumentError } from "commander";

export function maxAgeArgument(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`"${text}" is not a whole number of days from 0 to 9999.`);
}
