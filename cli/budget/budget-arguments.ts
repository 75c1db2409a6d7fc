import { InvalidArgumentError } from "commander";

/** Dollars as an exact decimal. @throws {InvalidArgumentError} */
export function usdArgument(text: string): string {
  if (/^\d{1,11}(\.\d{1,6})?$/.test(text)) return text;
  throw new InvalidArgumentError("expected dollars with at most six decimals, as in 50 or 0.25");
}

/** @throws {InvalidArgumentError} */
export function percentArgument(text: string): number {
  const percent = Number(text);
  if (text.trim() !== "" && percent >= 0 && percent <= 10_000) return percent;
  throw new InvalidArgumentError("expected percent from 0 to 10000");
}

/** Collects a repeatable option. @throws {InvalidArgumentError} */
export function thresholdArgument(text: string, earlier: number[]): number[] {
  const percent = percentArgument(text);
  if (percent === 0) throw new InvalidArgumentError("expected percent above 0");
  return [...earlier, percent];
}

/** @throws {InvalidArgumentError} */
export function timezoneArgument(text: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError("expected an IANA timezone, as in Europe/Berlin or UTC");
  }
}
