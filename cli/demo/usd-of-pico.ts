/** Dollars with all twelve decimals, trailing zeros after the second cut: 1,500,000,000,000 is "$1.50". */
export function usdOfPico(pico: bigint): string {
  const digits = (pico < 0n ? -pico : pico).toString().padStart(13, "0");
  const fraction = digits.slice(-12).replace(/0{1,10}$/, "");
  return `${pico < 0n ? "-" : ""}$${digits.slice(0, -12)}.${fraction}`;
}
