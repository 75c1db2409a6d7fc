/** In which currency prices are shown, by its units for one dollar as the price file writes them. */
export interface DisplayCurrency {
  code: string;
  perUsd: string;
}

/** More digits of a converted price say more than the rate does. */
const MAX_CONVERTED_DECIMALS = 6;

/**
 * A unit price for people, without a currency sign: token prices for a million of them, others for one. Exact in dollars, by digits;
 * in another currency rounded half up to six decimals.
 *
 * @example priceText(83_333, { perMillion: true }) === "0.083333"
 */
export function priceText(
  picoUsd: number,
  unit: { perMillion: boolean; currency?: DisplayCurrency | undefined },
): string {
  const decimals = unit.perMillion ? 6 : 12;
  if (unit.currency === undefined) return plainDecimal(BigInt(picoUsd), decimals);
  const [whole = "", fraction = ""] = unit.currency.perUsd.split(".");
  const dropped = decimals + fraction.length - MAX_CONVERTED_DECIMALS;
  const exact = BigInt(picoUsd) * BigInt(whole + fraction);
  const divisor = 10n ** BigInt(Math.max(dropped, 0));
  return plainDecimal((exact + divisor / 2n) / divisor, decimals + fraction.length - Math.max(dropped, 0));
}

function plainDecimal(value: bigint, decimals: number): string {
  const digits = value.toString().padStart(decimals + 1, "0");
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  return `${digits.slice(0, digits.length - decimals)}.${fraction.padEnd(2, "0")}`;
}
