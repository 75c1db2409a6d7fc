/**
 * Picodollars of a decimal text in dollars, exactly: "1.5" is 1,500,000,000,000.
 *
 * @throws {RangeError} When the text is no decimal number or has more than twelve decimals.
 */
export function picoUsd(usd: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,12})0*)?$/.exec(usd);
  if (!match) throw new RangeError(`Cannot read "${usd}" as dollars: expected at most twelve decimals`);
  const [, sign = "", whole = "", fraction = ""] = match;
  const amount = BigInt(whole + fraction.padEnd(12, "0"));
  return sign ? -amount : amount;
}
