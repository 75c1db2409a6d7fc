import type { BodyTap } from "./body-sink.ts";

const WATCHED_AFTER_MS = 50;

/** Something of an answer that the app may drop without a word. */
interface Fresh {
  object: object;
  tap: BodyTap;
}

/**
 * Tells when an object is collected. Most are done with within a few turns of the event loop; those are never registered, because what a
 * FinalizationRegistry knows of survives every small collection, and a whole answer with it.
 */
export class DroppedObjects {
  readonly #registry: FinalizationRegistry<BodyTap>;
  readonly #isDone: (tap: BodyTap) => boolean;
  #fresh: Fresh[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** `isDone`: nobody needs to know any more. */
  constructor(onDropped: (tap: BodyTap) => void, isDone: (tap: BodyTap) => boolean) {
    this.#registry = new FinalizationRegistry((tap) => {
      if (!isDone(tap)) onDropped(tap);
    });
    this.#isDone = isDone;
  }

  watch(object: object, tap: BodyTap): void {
    this.#fresh.push({ object, tap });
    if (this.#fresh.length >= MOST_FRESH) this.#register();
    else this.#timer ??= setTimeout(() => this.#register(), WATCHED_AFTER_MS).unref();
  }

  unwatch(object: object): void {
    this.#registry.unregister(object);
    const at = this.#fresh.findIndex((fresh) => fresh.object === object);
    if (at >= 0) this.#fresh.splice(at, 1);
  }

  #register(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const { object, tap } of this.#fresh) if (!this.#isDone(tap)) this.#registry.register(object, tap, object);
    this.#fresh = [];
  }
}

/** Each keeps its answer in memory till then. */
const MOST_FRESH = 64;
