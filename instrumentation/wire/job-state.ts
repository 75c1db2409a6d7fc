import { parseObject } from "../providers/json-text.ts";
import type { BodySink } from "./body-sink.ts";

/** What a provider says of a batch is short; more is something else. */
const KEPT_CHARS = 64 * 1024;

/** The state of a batch, as the app reads it. */
export class JobState implements BodySink {
  readonly #onJob: (job: unknown) => void;
  readonly #decoder = new TextDecoder();
  #text = "";

  constructor(onJob: (job: unknown) => void) {
    this.#onJob = onJob;
  }

  bytes(chunk: Uint8Array): void {
    this.text(this.#decoder.decode(chunk, { stream: true }));
  }

  text(text: string): void {
    if (this.#text.length + text.length <= KEPT_CHARS) this.#text += text;
  }

  parsed(value: unknown): void {
    this.#onJob(value);
  }

  ended(): void {
    if (this.#text !== "") this.#onJob(parseObject(this.#text));
  }

  abandoned(): void {}

  failed(): void {}
}
