/** Integer picodollars, and what they were rounded from. */
export interface ExactPrice {
  picoUsd: number;
  unrounded?: string;
}

/** Decimals kept of a price that is no integer. */
const DECIMALS = 6;

/**
 * A price in dollars for `per` units as picodollars for one, rounded half up. Exact: the digits of the shortest decimal are counted with,
 * because 1.005 × 10^6 is 1004999.9999999999 in floats.
 *
 * @example exactPrice(2.5, { per: 1e6 }) is 2,500,000; exactPrice(0.36, { per: 3600 }) is 100,000,000
 * @throws {Error} for a negative price or one that is no safe integer
 */
export function exactPrice(usd: number, { per }: { per: number }): ExactPrice {
  const [mantissa = "", exponent = "0"] = usd.toString().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  // usd = digits × 10^(exponent - places); times 10^12 picodollars, with DECIMALS more places to round by.
  const scale = 12 + DECIMALS + Number(exponent) - fraction.length;
  if (!Number.isFinite(usd) || usd < 0 || scale < 0)
    throw new Error(
      `Cannot take over a price of ${usd} USD for ${per} units: allowed are decimals >= 0 of up to 18 places`,
    );
  const digits = BigInt(whole + fraction);
  const scaled = (digits * 10n ** BigInt(scale)) / BigInt(per);
  const one = 10n ** BigInt(DECIMALS);
  const picoUsd = Number((scaled + one / 2n) / one);
  if (!Number.isSafeInteger(picoUsd))
    throw new Error(`Cannot take over a price of ${usd} USD for ${per} units: too large`);
  if (scaled % one === 0n) return { picoUsd };
  const decimals = (scaled % one).toString().padStart(DECIMALS, "0").replace(/0+$/, "");
  return { picoUsd, unrounded: `${scaled / one}.${decimals}` };
}
