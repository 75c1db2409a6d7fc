import type { BodyTap } from "./body-sink.ts";
import { TapStamp } from "./tap-stamp.ts";
import { TappedIterator, TappedReader } from "./tapped-reader.ts";

/**
 * A prototype between a Response and its own one. The response stays the object it was, with its own private state, keys and class; only
 * `json` and `text` go through us. All other readers of undici (`arrayBuffer`, `blob`, `bytes`, `clone`, `new Response(body)`) ask the
 * stream for a reader or a tee, and are seen there.
 */
export function tappedResponsePrototype(proto: Response): Response {
  return Object.create(proto, {
    json: method(function json(this: Response): Promise<unknown> {
      return readWhole(this, proto.json, (value, tap) => tap.parsed(value));
    }),
    text: method(function text(this: Response): Promise<string> {
      return readWhole(this, proto.text, (value, tap) => tap.text(value));
    }),
  });
}

function readWhole<T>(response: Response, read: () => Promise<T>, feed: (value: T, tap: BodyTap) => void): Promise<T> {
  const tap = TapStamp.of(response);
  if (tap === undefined || tap.fedBy !== "nobody" || response.bodyUsed) return read.call(response);
  tap.fedBy = "whole";
  return read.call(response).then(
    (value) => {
      feed(value, tap);
      tap.ended();
      return value;
    },
    (error) => {
      tap.failed(error);
      throw error;
    },
  );
}

/** The same for its body. */
export function tappedStreamPrototype(proto: ReadableStream): ReadableStream {
  return Object.create(proto, {
    getReader: method(function getReader(this: ReadableStream, options?: { mode: "byob" }) {
      const reader = proto.getReader.call(this, options as { mode: "byob" });
      const tap = TapStamp.of(this);
      if (tap === undefined || tap.fedBy === "whole") return reader;
      tap.fedBy = "stream";
      return new TappedReader(reader, tap);
    }),
    cancel: method(function cancel(this: ReadableStream, reason?: unknown) {
      if (!this.locked) TapStamp.of(this)?.abandoned();
      return proto.cancel.call(this, reason);
    }),
    values: method(iterate),
    [Symbol.asyncIterator]: method(iterate),
    // These three lock the stream from the inside, where no method of ours is asked; they get a stream that reads through one.
    tee: method(function tee(this: ReadableStream) {
      return proto.tee.call(throughReader(this));
    }),
    pipeTo: method(function pipeTo(this: ReadableStream, ...args: Parameters<ReadableStream["pipeTo"]>) {
      return proto.pipeTo.apply(throughReader(this), args);
    }),
    pipeThrough: method(function pipeThrough(this: ReadableStream, ...args: Parameters<ReadableStream["pipeThrough"]>) {
      return proto.pipeThrough.apply(throughReader(this), args);
    }),
  });

  function iterate(this: ReadableStream, options?: { preventCancel?: boolean }) {
    const iterator = proto.values.call(this, options);
    const tap = TapStamp.of(this);
    if (tap === undefined || tap.fedBy === "whole") return iterator;
    tap.fedBy = "stream";
    return new TappedIterator(iterator, tap, options?.preventCancel === true);
  }
}

/** Reads only when asked, so back pressure reaches the socket as before. An already locked stream is left to complain by itself. */
function throughReader(stream: ReadableStream): ReadableStream {
  if (stream.locked || TapStamp.of(stream)?.fedBy === "whole") return stream;
  const reader = stream.getReader();
  const source = {
    type: "bytes" as const,
    async pull(controller: ReadableByteStreamController) {
      const { done, value } = await reader.read();
      if (!done) return controller.enqueue(value);
      controller.close();
      controller.byobRequest?.respond(0);
    },
    cancel: (reason: unknown) => reader.cancel(reason),
  };
  return new ReadableStream(source, { highWaterMark: 0 });
}

function method(value: (...args: never[]) => unknown): PropertyDescriptor {
  return { value, writable: true, configurable: true, enumerable: false };
}
