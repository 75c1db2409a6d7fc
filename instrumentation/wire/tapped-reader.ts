import type { BodyTap } from "./body-sink.ts";

type Read = { done: boolean; value?: unknown };

/**
 * What the app holds instead of the stream's own reader. The stream itself keeps only its own reader, so when the app forgets this one
 * (AI SDK and Google leave a stream without a word) it is collected even while the socket still holds the stream.
 */
export class TappedReader {
  readonly #reader: ReadableStreamDefaultReader | ReadableStreamBYOBReader;
  readonly #tap: BodyTap;
  readonly #observer: ReadObserver;

  constructor(reader: ReadableStreamDefaultReader | ReadableStreamBYOBReader, tap: BodyTap) {
    this.#reader = reader;
    this.#tap = tap;
    this.#observer = new ReadObserver(tap);
    tap.readers.watch(this, tap);
  }

  get closed(): Promise<unknown> {
    return this.#reader.closed;
  }

  read(...view: unknown[]): Promise<Read> {
    const reader = this.#reader as { read(...view: unknown[]): Promise<Read> };
    // Nearly always without a view; to pass a list of arguments on takes longer.
    const reading = view.length === 0 ? reader.read() : reader.read(...view);
    return reading.then(this.#observer.onRead, this.#observer.onError);
  }

  cancel(reason?: unknown): Promise<void> {
    if (!this.#observer.isReleased) this.#tap.abandoned();
    return this.#reader.cancel(reason);
  }

  /** The next reader takes over; what becomes of this one says nothing of the answer any more. */
  releaseLock(): void {
    this.#reader.releaseLock();
    this.#observer.isReleased = true;
    if (!this.#tap.isOver) this.#tap.readers.unwatch(this);
  }
}

/** For `for await`. */
export class TappedIterator {
  readonly #iterator: AsyncIterator<unknown>;
  readonly #tap: BodyTap;
  readonly #preventCancel: boolean;
  readonly #observer: ReadObserver;

  constructor(iterator: AsyncIterator<unknown>, tap: BodyTap, preventCancel: boolean) {
    this.#iterator = iterator;
    this.#tap = tap;
    this.#preventCancel = preventCancel;
    this.#observer = new ReadObserver(tap);
    tap.readers.watch(this, tap);
  }

  next(): Promise<Read> {
    const reading = this.#iterator.next() as Promise<Read>;
    return reading.then(this.#observer.onRead, this.#observer.onError);
  }

  return(value?: unknown): Promise<unknown> {
    // With `preventCancel` this is no more than a reader that is released.
    if (this.#preventCancel) this.#tap.readers.unwatch(this);
    else this.#tap.abandoned();
    return this.#iterator.return?.(value) ?? Promise.resolve({ done: true, value });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/**
 * The app gets the promise behind ours, so the tap has seen a chunk before the app can transfer or change it, and an unhandled rejection
 * stays one. The two functions are made once for a reader: made for each read they cost 0.2 µs.
 */
class ReadObserver {
  isReleased = false;
  readonly #tap: BodyTap;

  constructor(tap: BodyTap) {
    this.#tap = tap;
  }

  readonly onRead = (read: Read): Read => {
    if (read.value instanceof Uint8Array && read.value.byteLength > 0) this.#tap.bytes(read.value);
    if (read.done) this.#tap.ended();
    return read;
  };

  readonly onError = (error: unknown): never => {
    // Releasing rejects the reads that wait; the answer itself goes on.
    if (!this.isReleased) this.#tap.failed(error);
    throw error;
  };
}

// `instanceof` and `constructor` as the app expects them.
const asyncIteratorPrototype: object = Object.getPrototypeOf(
  Object.getPrototypeOf(Object.getPrototypeOf((async function* () {})())),
);
for (const [ours, native] of [
  [TappedReader.prototype, ReadableStreamDefaultReader.prototype],
  [TappedIterator.prototype, asyncIteratorPrototype],
] as const) {
  Reflect.deleteProperty(ours, "constructor");
  Object.setPrototypeOf(ours, native);
}
