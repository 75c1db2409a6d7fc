import { parseObject, valueAt } from "../providers/json-text.ts";
import { answerText } from "./answer-text.ts";
import { TextSample } from "./text-sample.ts";

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
 * Takes the generated text out of a stream's events, of any API: the API's reader has found how long an event's text is, so the string of
 * that length under one of the keys is it. Costs some 60 ns an event.
 */
export class StreamText {
  readonly sample = new TextSample();
  #key = TEXT_KEYS[0] ?? "";

  /**
   * @param data the JSON of one event
   * @param chars of generated text in it, as they stand there
   */
  take(data: string, chars: number): void {
    if (this.#takeAt(this.#key, data, chars)) return;
    for (const key of TEXT_KEYS) {
      if (!this.#takeAt(key, data, chars)) continue;
      this.#key = key;
      return;
    }
    this.#takeAll(data);
  }

  #takeAt(key: string, data: string, chars: number): boolean {
    for (let at = valueAt(data, key); at >= 0; at = valueAt(data, key, at)) {
      if (data.charCodeAt(at) !== QUOTE || data.charCodeAt(at + 1 + chars) !== QUOTE) continue;
      this.sample.add(data.slice(at + 1, at + 1 + chars));
      return true;
    }
    return false;
  }

  /** For an event with more than one text: two choices, or two calls of tools. */
  #takeAll(data: string): void {
    this.sample.addPlain(answerText(parseObject(data)));
  }
}

const QUOTE = 0x22;
