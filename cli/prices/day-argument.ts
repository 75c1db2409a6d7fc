import { InvalidArgumentError } from "commander";

/** A day that exists. */
export function dayArgument(text: string): string {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError(`"${text}" is not a day as 2026-01-31.`);
}
