const PAGE_BYTES = 8_192;
/** Half a megabyte. */
const SPARE_PAGES = 64;

/**
 * Memory for bytes that wait to be read, used again and again: buffers made for each answer were most of what metering left to the garbage
 * collector, and a stream that pauses would hold its own.
 */
export class BytePages {
  readonly #spare: Buffer[] = [];

  take(bytes: number): Buffer {
    // Slow: a slice of Node's own pool could keep all of that pool alive.
    return bytes > PAGE_BYTES
      ? Buffer.allocUnsafeSlow(bytes)
      : (this.#spare.pop() ?? Buffer.allocUnsafeSlow(PAGE_BYTES));
  }

  /** Nobody may look into the page any more. */
  giveBack(page: Buffer): void {
    if (page.byteLength === PAGE_BYTES && this.#spare.length < SPARE_PAGES) this.#spare.push(page);
  }
}
