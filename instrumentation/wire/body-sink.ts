import type { DroppedObjects } from "./dropped-objects.ts";

/** Learns how an answer's body is read. The tap promises order: pieces, then one or more endings, of which the first counts. */
export interface BodySink {
  bytes(chunk: Uint8Array): void;
  text(text: string): void;
  /** The app's own `json()` has parsed it. */
  parsed(value: unknown): void;
  ended(): void;
  /** The app has left before the end, or has forgotten the answer. */
  abandoned(): void;
  failed(error: unknown): void;
}

/**
 * The state of one tapped answer: who feeds the sink, so that no piece is fed twice. Stands between the app's reads and the sink, and
 * keeps a failure of ours out of them.
 */
export class BodyTap implements BodySink {
  /** `whole`: by `json()` or `text()`; `stream`: by a reader on the body. */
  fedBy: "nobody" | "whole" | "stream" = "nobody";
  /** Its end has been seen, however it ended. */
  isOver = false;
  readonly readers: DroppedObjects;
  readonly #sink: BodySink;
  readonly #onError: (error: unknown) => void;

  /** `readers`: those that the app may drop before the end. */
  constructor(sink: BodySink, options: { readers: DroppedObjects; onError(error: unknown): void }) {
    this.#sink = sink;
    this.readers = options.readers;
    this.#onError = options.onError;
  }

  bytes(chunk: Uint8Array): void {
    try {
      this.#sink.bytes(chunk);
    } catch (error) {
      this.#onError(error);
    }
  }

  text(text: string): void {
    try {
      this.#sink.text(text);
    } catch (error) {
      this.#onError(error);
    }
  }

  parsed(value: unknown): void {
    try {
      this.#sink.parsed(value);
    } catch (error) {
      this.#onError(error);
    }
  }

  ended(): void {
    this.isOver = true;
    try {
      this.#sink.ended();
    } catch (error) {
      this.#onError(error);
    }
  }

  abandoned(): void {
    this.isOver = true;
    try {
      this.#sink.abandoned();
    } catch (error) {
      this.#onError(error);
    }
  }

  failed(cause: unknown): void {
    this.isOver = true;
    try {
      this.#sink.failed(cause);
    } catch (error) {
      this.#onError(error);
    }
  }
}
