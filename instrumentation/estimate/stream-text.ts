import { parseObject, valueAt } from "../providers/json-text.ts";
import { answerText } from "./answer-text.ts";
import { SpreadBlocks } from "./spread-blocks.ts";
import { TextSample } from "./text-sample.ts";

/** Collects what a stream generates, from its events. */
export interface StreamText {
  /**
   * @param data the JSON of one event
   * @param chars of generated text in it, as they stand there
   */
  take(data: string, chars: number): void;
  readSample(): TextSample;
}

/**
 * @param isUsageExpected the stream will end in the provider's counts, so that only one that breaks off is ever estimated: then some 256
 *   of its events are kept as they are, for 20 to 50 ns each instead of 110, and the error is larger
 */
export function createStreamText(isUsageExpected: boolean): StreamText {
  return isUsageExpected ? new SomeEvents() : new WholeText();
}

/** Under these the APIs put pieces of what is generated, the most usual first. */
const TEXT_KEYS = [
  '"content"',
  '"text"',
  '"delta"',
  '"partial_json"',
  '"arguments"',
  '"thinking"',
  '"reasoning_content"',
  '"reasoning"',
  '"refusal"',
  '"response"',
  '"input"',
];

/**
 * Takes the text out of each event, of any API: the API's reader has found how long it is, so the string of that length under one of the
 * keys is it. Several texts in one event (two choices, two calls of tools) are parsed out.
 */
class WholeText implements StreamText {
  readonly #sample = new TextSample();
  #key = "";
  /** Where the last event had its text: the events of one answer begin alike, and mostly nothing must be searched. */
  #at = 0;

  take(data: string, chars: number): void {
    const at = this.#at;
    const end = at + 1 + chars;
    const isThere =
      data.charCodeAt(end) === QUOTE &&
      data.charCodeAt(at) === QUOTE &&
      data.startsWith(this.#key, at - this.#key.length);
    if (isThere) this.#sample.add(data.slice(at + 1, end));
    else if (!TEXT_KEYS.some((key) => this.#takeAt(key, data, chars))) {
      this.#sample.addPlain(answerText(parseObject(data)));
    }
  }

  readSample(): TextSample {
    return this.#sample;
  }

  #takeAt(key: string, data: string, chars: number): boolean {
    for (let at = valueAt(data, key); at >= 0; at = valueAt(data, key, at)) {
      if (data.charCodeAt(at) !== QUOTE || data.charCodeAt(at + 1 + chars) !== QUOTE) continue;
      this.#at = at;
      this.#key = data.slice(data.lastIndexOf(key, at), at);
      this.#sample.add(data.slice(at + 1, at + 1 + chars));
      return true;
    }
    return false;
  }
}

const QUOTE = 0x22;
const BLOCK_EVENTS = 16;
const MAX_BLOCKS = 16;
/** A longer event is some 4,000 tokens by itself and would only be kept for being long. */
const KEPT_EVENT_CHARS = 16_384;

/** Keeps events from all over the stream, as they are, and looks into them when somebody asks. */
class SomeEvents implements StreamText {
  readonly #kept = new SpreadBlocks<readonly string[]>(MAX_BLOCKS);
  #block: string[] = [];
  #inBlock = 0;
  #chars = 0;

  take(data: string, chars: number): void {
    this.#chars += chars;
    if (this.#kept.isKeeping && data.length <= KEPT_EVENT_CHARS) this.#block.push(data);
    this.#inBlock += 1;
    if (this.#inBlock < BLOCK_EVENTS) return;
    const block = this.#block;
    this.#kept.endBlock(() => block);
    this.#block = [];
    this.#inBlock = 0;
  }

  readSample(): TextSample {
    const sample = new TextSample();
    for (const data of [...this.#kept.blocks, this.#block].flat()) sample.addPlain(answerText(parseObject(data)));
    sample.skip(this.#chars - sample.chars);
    return sample;
  }
}
