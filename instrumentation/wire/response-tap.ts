import { type BodySink, BodyTap } from "./body-sink.ts";
import { DroppedObjects } from "./dropped-objects.ts";
import { TapStamp } from "./tap-stamp.ts";
import { tappedResponsePrototype, tappedStreamPrototype } from "./tapped-prototypes.ts";

/**
 * Lets a sink see the body of a Response as the app reads it, without a copy, a lock or a read of our own. The body stays the stream it
 * was: piping it through ours in a getter would lock it, which breaks every plain call of the Anthropic SDK.
 */
export class ResponseTap {
  readonly #prototypes = new WeakMap<object, object>();
  /** An answer that the app drops unread can only be noticed by its collection. */
  readonly #responses = new DroppedObjects(
    (tap) => tap.abandoned(),
    (tap) => tap.fedBy !== "nobody",
  );
  readonly #readers = new DroppedObjects(
    (tap) => tap.abandoned(),
    (tap) => tap.isOver,
  );
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** `isStream`: the answer is one that is read as it comes. */
  attach(response: Response, sink: BodySink, isStream = false): void {
    const { body } = response;
    if (body === null) {
      sink.ended();
      return;
    }
    const tap = new BodyTap(sink, { readers: this.#readers, onError: this.#onError });
    // Another package's Response (node-fetch) has a body of another kind, which has none of the methods that we would call.
    const isTapped = body instanceof ReadableStream;
    if (isTapped) this.#stamp(body, tap, tappedStreamPrototype);
    // All readers of undici's ask the stream; only a whole answer is seen cheaper behind `json` and `text`. To change a prototype takes 0.5 µs.
    if (!isStream || !isTapped || Object.getPrototypeOf(response) !== Response.prototype)
      this.#stamp(response, tap, tappedResponsePrototype);
    this.#responses.watch(response, tap);
  }

  #stamp<T extends object>(target: T, tap: BodyTap, derive: (proto: T) => T): void {
    new TapStamp(target, tap);
    const proto: T = Object.getPrototypeOf(target);
    let tapped = this.#prototypes.get(proto);
    if (tapped === undefined) {
      tapped = derive(proto);
      this.#prototypes.set(proto, tapped);
    }
    Object.setPrototypeOf(target, tapped);
  }
}
