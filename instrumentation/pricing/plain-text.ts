/**
 * A name as it is compared: without blanks around it, in lower case. Of ASCII only, as ClickHouse does it: the Kelvin sign becomes no `k`,
 * and other blanks stay.
 */
export function plainText(text: string): string {
  return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "").replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
