/** Picodollars times a decimal rate: decimal text with at most twelve decimals, rounded half up. For display; bills are in dollars. */
export function currencyAmount(picoUsd: bigint, perUsd: string): string {
  const [whole = "0", fraction = ""] = perUsd.split(".");
  const scale = 10n ** BigInt(fraction.length);
  const pico = (picoUsd * BigInt(whole + fraction) + scale / 2n) / scale;
  return decimalOfPico(pico);
}

/** All twelve decimals without trailing zeros, at least two of them: 1,500,000,000,000 is "1.50". */
export function decimalOfPico(pico: bigint): string {
  const digits = pico.toString().padStart(13, "0");
  return `${digits.slice(0, -12)}.${digits.slice(-12).replace(/0{1,10}$/, "")}`;
}
