import type { CallRecord } from "../llm-call.ts";

export interface PacedCallsOptions {
  finish(record: CallRecord): void;
  /** Whether telemetry can take more without dropping any. */
  hasRoom(): boolean;
}

/** A millisecond of work, so that the app hardly waits. */
const CALLS_AT_ONCE = 100;
const WAIT_MS = 20;
/** A collector that is away longer than this keeps no file of results in memory: its calls go on, and what is dropped is counted. */
const LONGEST_WAIT_MS = 30_000;

/** Hands on the calls of batches bit by bit: one file has more of them than telemetry keeps waiting. */
export class PacedCalls {
  readonly #options: PacedCallsOptions;
  readonly #waiting: Iterator<CallRecord>[] = [];
  #isRunning = false;
  #waitedMs = 0;

  constructor(options: PacedCallsOptions) {
    this.#options = options;
  }

  add(records: Iterable<CallRecord>): void {
    this.#waiting.push(records[Symbol.iterator]());
    if (!this.#isRunning) this.#runSoon();
  }

  /** Hands on all that wait. */
  finish(): void {
    while (this.#finishNext());
  }

  #runSoon(): void {
    this.#isRunning = true;
    setImmediate(() => this.#run());
  }

  #run(): void {
    this.#isRunning = false;
    if (!this.#options.hasRoom() && this.#waitedMs < LONGEST_WAIT_MS) {
      this.#isRunning = true;
      this.#waitedMs += WAIT_MS;
      setTimeout(() => this.#run(), WAIT_MS).unref();
      return;
    }
    for (let count = 0; count < CALLS_AT_ONCE; count += 1) if (!this.#finishNext()) break;
    if (this.#options.hasRoom()) this.#waitedMs = 0;
    if (this.#waiting.length > 0) this.#runSoon();
  }

  /** False when nothing waits. */
  #finishNext(): boolean {
    const next = this.#waiting[0]?.next();
    if (next === undefined) return false;
    if (next.done) this.#waiting.shift();
    else this.#options.finish(next.value);
    return true;
  }
}
