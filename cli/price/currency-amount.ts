import { decimalOfPico } from "../decimal-of-pico.ts";

/** Picodollars times a decimal rate: decimal text with at most twelve decimals, rounded half up. For display; bills are in dollars. */
export function currencyAmount(picoUsd: bigint, perUsd: string): string {
  const [whole = "0", fraction = ""] = perUsd.split(".");
  const scale = 10n ** BigInt(fraction.length);
  const pico = (picoUsd * BigInt(whole + fraction) + scale / 2n) / scale;
  return decimalOfPico(pico);
}
