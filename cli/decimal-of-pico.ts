/** All twelve decimals without trailing zeros, at least two of them: 1,500,000,000,000 is "1.50". Not for negative amounts. */
export function decimalOfPico(pico: bigint): string {
  const digits = pico.toString().padStart(13, "0");
  return `${digits.slice(0, -12)}.${digits.slice(-12).replace(/0{1,10}$/, "")}`;
}
