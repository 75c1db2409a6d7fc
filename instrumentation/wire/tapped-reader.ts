import type { BodyTap } from "./body-sink.ts";

type Read = { done: boolean; value?: unknown };
type ReadObserver = (reading: Promise<Read>) => Promise<Read>;

/**
 * What the app holds instead of the stream's own reader. The stream itself keeps only its own reader, so when the app forgets this one
 * (AI SDK and Google leave a stream without a word) it is collected even while the socket still holds the stream.
 */
export class TappedReader {
  readonly #reader: ReadableStreamDefaultReader | ReadableStreamBYOBReader;
  readonly #tap: BodyTap;
  readonly #observe: ReadObserver;
  #isReleased = false;

  constructor(reader: ReadableStreamDefaultReader | ReadableStreamBYOBReader, tap: BodyTap) {
    this.#reader = reader;
    this.#tap = tap;
    this.#observe = createReadObserver(tap, () => this.#isReleased);
    tap.readers.watch(this, tap);
  }

  get closed(): Promise<unknown> {
    return this.#reader.closed;
  }

  read(...view: unknown[]): Promise<Read> {
    const read = this.#reader.read as (...view: unknown[]) => Promise<Read>;
    return this.#observe(read.apply(this.#reader, view));
  }

  cancel(reason?: unknown): Promise<void> {
    if (!this.#isReleased) this.#tap.abandoned();
    return this.#reader.cancel(reason);
  }

  /** The next reader takes over; what becomes of this one says nothing of the answer any more. */
  releaseLock(): void {
    this.#reader.releaseLock();
    this.#isReleased = true;
    if (!this.#tap.isOver) this.#tap.readers.unwatch(this);
  }
}

/** For `for await`. */
export class TappedIterator {
  readonly #iterator: AsyncIterator<unknown>;
  readonly #tap: BodyTap;
  readonly #preventCancel: boolean;
  readonly #observe: ReadObserver;

  constructor(iterator: AsyncIterator<unknown>, tap: BodyTap, preventCancel: boolean) {
    this.#iterator = iterator;
    this.#tap = tap;
    this.#preventCancel = preventCancel;
    this.#observe = createReadObserver(tap);
    tap.readers.watch(this, tap);
  }

  next(): Promise<Read> {
    return this.#observe(this.#iterator.next() as Promise<Read>);
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
function createReadObserver(tap: BodyTap, isReleased: () => boolean = () => false): ReadObserver {
  const onRead = (read: Read) => {
    if (read.value instanceof Uint8Array && read.value.byteLength > 0) tap.bytes(read.value);
    if (read.done) tap.ended();
    return read;
  };
  const onError = (error: unknown) => {
    // Releasing rejects the reads that wait; the answer itself goes on.
    if (!isReleased()) tap.failed(error);
    throw error;
  };
  return (reading) => reading.then(onRead, onError);
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
