/** Dollars for people: two decimals, up to six where the amount has them below a dollar, rounded half up. `$50.00`, `$0.0012`. */
export function usdText(picoUsd: bigint): string {
  const sign = picoUsd < 0n ? "-" : "";
  const amount = picoUsd < 0n ? -picoUsd : picoUsd;
  const decimals = amount < 10n ** 12n ? 6n : 2n;
  const unit = 10n ** (12n - decimals);
  const rounded = (amount + unit / 2n) / unit;
  const whole = rounded / 10n ** decimals;
  const fraction = String(rounded % 10n ** decimals).padStart(Number(decimals), "0");
  return `${sign}$${whole}.${fraction.replace(/0+$/, "").padEnd(2, "0")}`;
}
