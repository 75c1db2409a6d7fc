const DETECT_BYTES = 2;

/**
 * The text of a stream of bytes, piece by piece: UTF-8, or UTF-16 where a byte order mark says so, as PowerShell's `>` writes it. The mark
 * itself is left out.
 */
export async function* readText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let head: Uint8Array = new Uint8Array();
  for await (const piece of bytes) {
    let next = piece;
    if (decoder === undefined) {
      next = head.length === 0 ? piece : Buffer.concat([head, piece]);
      if (next.length < DETECT_BYTES) {
        head = next;
        continue;
      }
      decoder = new TextDecoder(encodingOf(next));
    }
    const text = decoder.decode(next, { stream: true });
    if (text !== "") yield text;
  }
  const rest = (decoder ?? new TextDecoder()).decode(decoder === undefined ? head : undefined);
  if (rest !== "") yield rest;
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}
