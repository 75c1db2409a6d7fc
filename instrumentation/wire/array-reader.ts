import type { StreamText } from "../estimate/stream-text.ts";
import type { StreamReader } from "../providers/api-shape.ts";
import { EventReader } from "./event-reader.ts";

/** A longer event is not read: its counts are lost, and the call estimated by what else was seen. Generated images reach a few MB. */
const KEPT_CHARS = 32 * 1024 * 1024;

/** A stream that is one JSON array of events, as Gemini sends it unless asked for server-sent events. */
export class ArrayReader extends EventReader {
  /** Of the event that has begun. */
  #pieces: string[] = [];
  #chars = 0;
  /** Open brackets inside the array. */
  #depth = 0;
  #isInText = false;
  #isEscaped = false;
  /** Before the array's first bracket, inside it, behind its last. */
  #place: "before" | "inside" | "behind" = "before";

  constructor(stream: StreamReader, text: StreamText) {
    super(stream, text);
  }

  override get isComplete(): boolean {
    return this.#place === "behind";
  }

  feed(text: string): void {
    let start = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (this.#isInText) this.#stepInText(code);
      else if (code === QUOTE) this.#isInText = true;
      else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
        if (this.#place === "before") this.#place = "inside";
        else if (this.#depth++ === 0) start = at;
      } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
        if (this.#depth === 0) {
          this.#place = "behind";
          return;
        }
        this.#depth -= 1;
        if (this.#depth === 0) this.#end(text.slice(start, at + 1));
      }
    }
    if (this.#depth > 0) this.#keep(text.slice(start));
  }

  #stepInText(code: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (code === BACKSLASH) this.#isEscaped = true;
    else if (code === QUOTE) this.#isInText = false;
  }

  #keep(piece: string): void {
    this.#chars += piece.length;
    if (this.#chars <= KEPT_CHARS) this.#pieces.push(piece);
    else this.#pieces = [];
  }

  #end(piece: string): void {
    this.#keep(piece);
    const data = this.#pieces.join("");
    const isWhole = this.#chars <= KEPT_CHARS;
    this.#pieces = [];
    this.#chars = 0;
    if (isWhole) this.take(data);
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
