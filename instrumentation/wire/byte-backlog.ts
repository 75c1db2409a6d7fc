import { StringDecoder } from "node:string_decoder";

const FIRST_BYTES = 2_048;
/** So much is put off at most: some 80 events of a chat. */
const FULL_BYTES = 16_384;
const FIRST_NON_ASCII = 0x80;

/**
 * Bytes of an answer that have arrived and are not read yet. To copy a chunk takes 30 ns; to decode and read it there and then 600, three times
 * that between an SDK's own work on two chunks, because by then its instructions have left the cache (measured).
 */
export class ByteBacklog {
  #bytes: Buffer = EMPTY;
  #length = 0;
  /** Only from the first piece on that ends within a character. */
  #decoder: StringDecoder | undefined;

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  get isFull(): boolean {
    return this.#length >= FULL_BYTES;
  }

  /** Copies the chunk, which the app may change. */
  add(chunk: Uint8Array): void {
    const length = this.#length + chunk.byteLength;
    if (length > this.#bytes.byteLength) this.#grow(length);
    this.#bytes.set(chunk, this.#length);
    this.#length = length;
  }

  /** All of it as text; of a character that is cut at the end, its bytes come with what follows. */
  take(): string {
    const bytes = this.#bytes.subarray(0, this.#length);
    // Nearly always the end is ASCII, hence not within a character.
    const endsWhole = this.#decoder === undefined && (bytes[this.#length - 1] ?? 0) < FIRST_NON_ASCII;
    if (!endsWhole) this.#decoder ??= new StringDecoder("utf8");
    const text = this.#decoder === undefined ? bytes.toString() : this.#decoder.write(bytes);
    this.#length = 0;
    // A chunk of megabytes must not keep its room until the answer ends.
    if (this.#bytes.byteLength > FULL_BYTES) this.#bytes = EMPTY;
    return text;
  }

  /** All of it; valid until more is added. */
  takeBytes(): Uint8Array {
    const bytes = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return bytes;
  }

  #grow(needed: number): void {
    const bytes = Buffer.allocUnsafe(Math.max(needed, FIRST_BYTES, Math.min(FULL_BYTES, 2 * this.#bytes.byteLength)));
    bytes.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = bytes;
  }
}

const EMPTY = Buffer.alloc(0);
