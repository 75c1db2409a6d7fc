/** Sees the events of a stream as the app reads them. Must not throw. */
export interface EventSink {
  event(event: unknown): void;
  ended(): void;
  failed(error: unknown): void;
  /** The app has left the rest unread. */
  abandoned(): void;
}

type Forgotten = FinalizationRegistry<EventSink>;

/**
 * Lets a sink see the events of `stream` as the app reads them. The stream stays the object it was, and so does what iterates it: events,
 * errors and their timing are the SDK's own. `forgotten` hears of a stream or a reader that the app drops without a word.
 */
export function tapEvents(stream: AsyncIterable<unknown>, sink: EventSink, forgotten: Forgotten): void {
  const iterate = stream[Symbol.asyncIterator];
  let isRead = false;
  replace(stream, Symbol.asyncIterator, () => {
    const iterator = iterate.call(stream);
    // A second reader gets what the SDK gives it; the first has told all there is.
    if (!isRead) tapIterator(iterator, sink, forgotten);
    isRead = true;
    forgotten.unregister(sink);
    return iterator;
  });
  forgotten.register(stream, sink, sink);
}

function tapIterator(iterator: AsyncIterator<unknown>, sink: EventSink, forgotten: Forgotten): void {
  const { next, return: leave, throw: fail } = iterator;
  replace(iterator, "next", (...args: [] | [unknown]) => {
    const result = next.apply(iterator, args);
    // Beside the promise and not in between: the app waits no longer.
    result.then(
      ({ done, value }) => (done ? sink.ended() : sink.event(value)),
      (error) => sink.failed(error),
    );
    return result;
  });
  if (leave !== undefined) {
    replace(iterator, "return", (...args: [] | [unknown]) => {
      sink.abandoned();
      return leave.apply(iterator, args);
    });
  }
  if (fail !== undefined) {
    replace(iterator, "throw", (...args: [] | [unknown]) => {
      sink.abandoned();
      return fail.apply(iterator, args);
    });
  }
  // After the stream's own was unregistered, under another token: a reader can outlive it.
  forgotten.register(iterator, sink);
}

/** Non-enumerable where it is new, so that nothing that lists the object sees a difference. */
function replace(target: object, key: PropertyKey, value: unknown): void {
  const enumerable = Object.getOwnPropertyDescriptor(target, key)?.enumerable ?? false;
  Object.defineProperty(target, key, { value, enumerable, configurable: true, writable: true });
}
