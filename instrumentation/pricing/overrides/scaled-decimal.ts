/**
 * `text × 10^exponent` as an integer, rounded half up, by its digits: no binary float is involved, where 1.005 × 100 would be 100.49….
 * Undefined when `text` is no plain decimal number, is negative, or the result is no safe integer.
 *
 * @example scaledDecimal("2.5", 6) === 2_500_000 // $2.50 per million tokens in picodollars per token
 * @example scaledDecimal("0.0000005", 6) === 1 // half a picodollar
 */
export function scaledDecimal(text: string, exponent: number): number | undefined {
  const match = /^(\d{1,30})(?:\.(\d{1,60}))?$/.exec(text);
  if (match === null) return undefined;
  const [, whole = "", fraction = ""] = match;
  const kept = BigInt(whole + fraction.slice(0, exponent).padEnd(exponent, "0"));
  const rounded = (fraction[exponent] ?? "0") >= "5" ? kept + 1n : kept;
  return rounded <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(rounded) : undefined;
}
