/**
 * Money for a table, from the decimal text the database gives: "1234.5" becomes "$1,234.500000". Rounded half away from
 * zero on the digits themselves; no binary float is involved. What is not zero never prints as zero: "<$0.000001".
 *
 * @param amount a decimal number in plain notation, as `toString()` of a Decimal column gives it
 * @param decimals digits after the point
 * @throws {RangeError} When `amount` is not such a number.
 */
export function formatUsd(amount: string, decimals = 6): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount);
  if (!match) throw new RangeError(`Cannot format "${amount}" as money: expected a decimal number such as "12.5"`);
  const [, sign = "", whole = "", fraction = ""] = match;
  const kept = BigInt(whole + fraction.padEnd(decimals, "0").slice(0, decimals));
  const rounded = (fraction[decimals] ?? "0") >= "5" ? kept + 1n : kept;
  if (rounded === 0n && /[1-9]/.test(whole + fraction)) {
    const smallest = decimals === 0 ? "1" : `0.${"1".padStart(decimals, "0")}`;
    return sign ? `>-$${smallest}` : `<$${smallest}`;
  }
  const digits = rounded.toString().padStart(decimals + 1, "0");
  const dollars = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ",");
  const cents = digits.slice(digits.length - decimals);
  return `${rounded === 0n ? "" : sign}$${dollars}${cents && `.${cents}`}`;
}
