import { decimalOfPico } from "./decimal-of-pico.ts";

/** Dollars with all twelve decimals, trailing zeros after the second cut: 1,500,000,000,000 is "$1.50". */
export function usdOfPico(pico: bigint): string {
  return `${pico < 0n ? "-" : ""}$${decimalOfPico(pico < 0n ? -pico : pico)}`;
}
