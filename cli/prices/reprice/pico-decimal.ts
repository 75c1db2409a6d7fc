import { decimalOfPico } from "../../decimal-of-pico.ts";

/** Dollars as an exact decimal, below 0 too: -1,500,000,000,000 is "-1.50". */
export function picoDecimal(pico: bigint): string {
  return pico < 0n ? `-${decimalOfPico(-pico)}` : decimalOfPico(pico);
}
