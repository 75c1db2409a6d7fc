import { AsyncLocalStorage } from "node:async_hooks";
import type { BudgetReservation } from "../budget/budget-guard.ts";
import type { UsageEstimator } from "../estimate/usage-estimator.ts";
import type { Meter } from "../meter.ts";
import { BytePages } from "./byte-pages.ts";
import { ChargedIds } from "./charged-ids.ts";
import { type EndableCall, EndedCalls } from "./ended-calls.ts";
import { PacedCalls } from "./paced-calls.ts";

/** A call from its request to the end of its answer, whatever client makes it. */
export interface OpenCall extends EndableCall {
  readonly options: { readonly reservation?: BudgetReservation };
  /** The app has read since somebody last set this to false. Undefined while it waits for the answer, which is not idle however long. */
  hasRead: boolean | undefined;
  /** Nobody will read the rest of its answer. */
  abandoned(): void;
  catchUp?(): void;
}

/** A call whose answer is read some time after it has arrived. */
export interface LateReader {
  catchUp(): void;
}

export interface OpenCallsOptions {
  meter: Meter;
  estimator: UsageEstimator;
  /** A call to a metered target is about to be made. */
  onCall(): void;
  /** Whether telemetry can take more without dropping any. @default always */
  hasRoom?(): boolean;
}

/** An answer that the app holds and does not read for so long, up to twice that, is ended as interrupted. */
const IDLE_LIMIT_MS = 10 * 60_000;

/**
 * How long what has arrived may wait to be read. Only what has been read tells that an answer is over which the app does not read to its very
 * end, and such a call seems longer by this.
 */
const CATCH_UP_MS = 50;

/** The calls of this process that are not over: ends those that nobody reads, and hands on those that have ended. */
export class OpenCalls {
  /** A call to a metered target is about to be made. */
  readonly announce: () => void;
  readonly charged = new ChargedIds();
  readonly pages = new BytePages();
  /** Calls of batches. */
  readonly paced: PacedCalls;
  readonly #open = new Set<OpenCall>();
  readonly #ended: EndedCalls;
  readonly #meter: Meter;
  readonly #unread = new Set<Partial<LateReader>>();
  #catchUpTimer: NodeJS.Timeout | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  readonly #hidden = new AsyncLocalStorage<true>();

  constructor({ meter, estimator, onCall, hasRoom = () => true }: OpenCallsOptions) {
    this.paced = new PacedCalls({ finish: (record) => meter.finish(record), hasRoom });
    this.#meter = meter;
    this.#ended = new EndedCalls(meter, estimator);
    this.announce = onCall;
  }

  /** Runs the transport of a call that is metered already: should it be `fetch` after all, its hook looks away. */
  hide<T>(transport: () => T): T {
    return this.#hidden.run(true, transport);
  }

  get isHidden(): boolean {
    return this.#hidden.getStore() === true;
  }

  open(call: OpenCall): void {
    this.#open.add(call);
    this.#idleTimer ??= setInterval(() => {
      for (const open of [...this.#open]) {
        if (open.hasRead === false) open.abandoned();
        else if (open.hasRead) open.hasRead = false;
      }
    }, IDLE_LIMIT_MS).unref();
  }

  /** Lets the call read what has arrived, a little later: one timer for all calls, and none for each chunk. */
  catchUpSoon(call: LateReader): void {
    this.#unread.add(call);
    this.#catchUpTimer ??= setTimeout(() => this.#catchUp(), CATCH_UP_MS).unref();
  }

  #catchUp(): void {
    clearTimeout(this.#catchUpTimer);
    this.#catchUpTimer = undefined;
    for (const call of this.#unread) {
      try {
        call.catchUp?.();
      } catch (error) {
        this.#meter.internalError("answer", error);
      }
    }
    this.#unread.clear();
  }

  end(call: OpenCall): void {
    this.#open.delete(call);
    // It reads what is left when it is asked; all those of 50 ms would be kept, and moved by the garbage collector, for nothing.
    this.#unread.delete(call);
    this.#ended.push(call);
  }

  /** Ends what is open: their answers will not be seen any more. */
  closeOpen(): void {
    for (const call of [...this.#open]) call.abandoned();
    this.finishEnded();
    clearInterval(this.#idleTimer);
    this.#idleTimer = undefined;
  }

  /** Prices and counts what has ended, with what can be said now. */
  finishEnded(): void {
    this.#catchUp();
    this.paced.finish();
    this.#ended.finish();
  }

  /** The same, after the tokenizers that estimates wait for have been loaded. Never rejects. */
  finishEstimates(): Promise<void> {
    this.#catchUp();
    this.paced.finish();
    return this.#ended.finishEstimates();
  }
}
