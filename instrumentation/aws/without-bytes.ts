/** Deeper than any real message; a hostile one must not end the stack. */
const MAX_DEPTH = 40;

/**
 * A copy that JSON can have, each image or file in it left out and counted. `JSON.stringify` alone would write a Buffer of 5 MB as five
 * million numbers.
 */
export function withoutBytes(value: unknown): { value: unknown; attachments: number } {
  let attachments = 0;
  const copy = (part: unknown, depth: number): unknown => {
    if (typeof part !== "object" || part === null) return typeof part === "bigint" ? String(part) : part;
    if (ArrayBuffer.isView(part)) {
      attachments += 1;
      return undefined;
    }
    if (depth >= MAX_DEPTH) return undefined;
    if (Array.isArray(part)) return part.map((item) => copy(item, depth + 1));
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, copy(inner, depth + 1)]));
  };
  return { value: copy(value, 0), attachments };
}
