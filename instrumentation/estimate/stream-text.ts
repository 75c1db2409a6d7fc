import { parseObject, valueAt } from "../providers/json-text.ts";
import { answerText } from "./answer-text.ts";
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
 * @param isUsageExpected the stream will end in the provider's counts, so that only one that breaks off is ever estimated: then 128 of its
 *   events are kept as they are, for 10 ns each instead of 70, and the error is larger
 */
export function createStreamText(isUsageExpected: boolean): StreamText {
  return isUsageExpected ? new EventEnds() : new WholeText();
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
const END_EVENTS = 64;
/** A longer event is some 4,000 tokens by itself and would only be kept for being long. */
const KEPT_EVENT_CHARS = 16_384;

/** Keeps the first and the last events and looks into them when somebody asks. */
class EventEnds implements StreamText {
  readonly #first: string[] = [];
  readonly #last: string[] = [];
  readonly #lastChars: number[] = [];
  readonly #firstChars: number[] = [];
  #chars = 0;
  #next = 0;

  take(data: string, chars: number): void {
    this.#chars += chars;
    if (data.length > KEPT_EVENT_CHARS) return;
    if (this.#first.length < END_EVENTS) {
      this.#first.push(data);
      this.#firstChars.push(chars);
      return;
    }
    this.#last[this.#next] = data;
    this.#lastChars[this.#next] = chars;
    this.#next = (this.#next + 1) % END_EVENTS;
  }

  readSample(): TextSample {
    const text = new WholeText();
    this.#first.forEach((data, at) => {
      text.take(data, this.#firstChars[at] ?? 0);
    });
    for (let step = 0; step < this.#last.length; step += 1) {
      const at = (this.#next + step) % this.#last.length;
      text.take(this.#last[at] ?? "", this.#lastChars[at] ?? 0);
    }
    const sample = text.readSample();
    sample.skip(this.#chars - sample.chars);
    return sample;
  }
}
