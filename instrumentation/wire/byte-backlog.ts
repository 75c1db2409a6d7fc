import { StringDecoder } from "node:string_decoder";
import type { BytePages } from "./byte-pages.ts";

/** So much is put off at most: some 600 events of a chat, more than most answers have. */
const FULL_BYTES = 131_072;
const FIRST_NON_ASCII = 0x80;

/** A page and how much of it is written. */
interface WrittenPage {
  page: Buffer;
  length: number;
}

/**
 * Bytes of an answer that have arrived and are not read yet. To copy a chunk takes 30 ns; to decode and read it there and then 600, three times
 * that between an SDK's own work on two chunks, because by then its instructions have left the cache (measured).
 */
export class ByteBacklog {
  readonly #pages: BytePages;
  #page: Buffer = NO_PAGE;
  /** Written of the page. */
  #length = 0;
  /** Pages before it. */
  #written: WrittenPage[] = [];
  #writtenBytes = 0;
  /** Only from the first piece on that ends within a character. */
  #decoder: StringDecoder | undefined;

  constructor(pages: BytePages) {
    this.#pages = pages;
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  get isFull(): boolean {
    return this.#writtenBytes + this.#length >= FULL_BYTES;
  }

  /** Copies the chunk, which the app may change. It is not empty. */
  add(chunk: Uint8Array): void {
    const size = chunk.byteLength;
    if (this.#length + size > this.#page.byteLength) this.#turnPage(size);
    this.#page.set(chunk, this.#length);
    this.#length += size;
  }

  /** All of it as text, in pieces; of a character that is cut at the end, its bytes come with what follows. */
  takeText(read: (text: string) => void): void {
    this.takeBytes((bytes) => {
      // Nearly always the end is ASCII, hence not within a character.
      const endsWhole = this.#decoder === undefined && (bytes[bytes.length - 1] ?? 0) < FIRST_NON_ASCII;
      if (!endsWhole) this.#decoder ??= new StringDecoder("utf8");
      read(this.#decoder === undefined ? bytes.toString() : this.#decoder.write(bytes));
    });
  }

  /** All of it, in pieces, each valid until `read` returns. */
  takeBytes(read: (bytes: Buffer) => void): void {
    const pages = this.#written;
    if (this.#length > 0) pages.push({ page: this.#page, length: this.#length });
    this.#page = NO_PAGE;
    this.#length = 0;
    this.#written = [];
    this.#writtenBytes = 0;
    for (const { page, length } of pages) {
      try {
        read(page.subarray(0, length));
      } finally {
        this.#pages.giveBack(page);
      }
    }
  }

  #turnPage(needed: number): void {
    if (this.#length > 0) {
      this.#written.push({ page: this.#page, length: this.#length });
      this.#writtenBytes += this.#length;
    }
    this.#page = this.#pages.take(needed);
    this.#length = 0;
  }
}

const NO_PAGE = Buffer.alloc(0);
