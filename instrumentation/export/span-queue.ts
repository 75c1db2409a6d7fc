import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { OtlpAnswer } from "./otlp-client.ts";

/** A span waiting to be sent, made only when its batch is: that keeps its cost off the app's call. */
export interface QueuedSpan {
  toSpan(): ReadableSpan | undefined;
  /** 1 for a metered call, 0 for a foreign span. */
  calls: 0 | 1;
  costPicoUsd: number;
}

export interface Loss {
  calls: number;
  costPicoUsd: number;
  /** `buffer_full | refused | rejected | unwritable` */
  kind: string;
  /** For the operator. */
  reason: string;
}

export interface SpanQueueOptions {
  bufferSpans: number;
  post(body: Uint8Array): Promise<OtlpAnswer>;
  serialize(spans: ReadableSpan[]): Uint8Array | undefined;
  onLoss(loss: Loss): void;
  /** After each answer; `undefined` when the batch was taken. */
  onAnswer(problem: string | undefined): void;
  intervalMs?: number;
}

interface Batch {
  body: Uint8Array;
  entries: QueuedSpan[];
}

/** About 500 kB of JSON, far below the collector's limit of 20 MiB. */
const BATCH_SPANS = 512;
/** With prompts and answers recorded they could be 50 MB, and a batch that the collector refuses as too large is lost. */
const BATCH_BYTES = 8 * 1024 * 1024;
const INTERVAL_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/**
 * Spans between the app and the collector, at most `bufferSpans`.
 *
 * A batch is sent byte for byte again until the collector has acknowledged it, so a call keeps its span id and a batch received twice
 * counts once; an acknowledged batch is never sent again. Answers 400 and 413 say that a repetition is useless: the batch is dropped and
 * reported. Everything else, a wrong token included, is tried again for ever.
 */
export class SpanQueue {
  readonly #options: SpanQueueOptions;
  #waiting: QueuedSpan[] = [];
  #batch: Batch | undefined;
  #sending: Promise<boolean> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;

  constructor(options: SpanQueueOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#waiting.length + (this.#batch?.entries.length ?? 0);
  }

  push(entry: QueuedSpan): void {
    // One call of an agent comes with three to eight spans without money; they must not take the place of calls.
    if (entry.calls === 0 && this.size >= this.#options.bufferSpans / 2) return;
    if (this.size >= this.#options.bufferSpans) {
      this.#lose([entry], "buffer_full", `the buffer of ${this.#options.bufferSpans} spans is full`);
      return;
    }
    this.#waiting.push(entry);
    this.#schedule(this.#options.intervalMs ?? INTERVAL_MS);
  }

  /** Sends until nothing waits. False as soon as the collector does not take a batch. */
  async flush(): Promise<boolean> {
    while (this.size > 0) if (!(await this.#send())) return false;
    return true;
  }

  /** All that is not acknowledged, ready to post, for a process that is ending. The queue is empty afterwards. */
  takeAll(): Batch[] {
    clearTimeout(this.#timer);
    const batches: Batch[] = [];
    while (this.#nextBatch() !== undefined) {
      if (this.#batch !== undefined) batches.push(this.#batch);
      this.#batch = undefined;
    }
    return batches;
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #schedule(delayMs: number): void {
    if (this.#timer !== undefined || this.#sending !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#sendAll();
    }, delayMs).unref();
  }

  async #sendAll(): Promise<void> {
    if (await this.flush()) return;
    const waitMs = Math.min(
      LONGEST_WAIT_MS,
      (this.#options.intervalMs ?? INTERVAL_MS) * 2 ** Math.min(this.#failures, 10),
    );
    this.#schedule(waitMs * (0.75 + Math.random() / 2));
  }

  #send(): Promise<boolean> {
    this.#sending ??= this.#sendBatch().finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  async #sendBatch(): Promise<boolean> {
    const batch = this.#nextBatch();
    if (batch === undefined) return true;
    const answer = await this.#options.post(batch.body);
    // An exit may have taken the batch meanwhile; what it does with it is its own business.
    if (this.#batch !== batch) return true;
    if (answer.status >= 200 && answer.status < 300) {
      this.#batch = undefined;
      this.#failures = 0;
      this.#options.onAnswer(undefined);
      this.#reportRejected(answer, batch);
      return true;
    }
    const problem = answer.status === 0 ? answer.detail : `HTTP ${answer.status} ${answer.detail.slice(0, 200).trim()}`;
    if (answer.status === 400 || answer.status === 413) {
      this.#batch = undefined;
      this.#lose(batch.entries, "refused", `the collector refused them: ${problem}`);
      return true;
    }
    this.#failures += 1;
    this.#options.onAnswer(problem);
    return false;
  }

  #nextBatch(): Batch | undefined {
    while (this.#batch === undefined && this.#waiting.length > 0) {
      const entries = this.#takeAlike();
      let body = this.#write(entries);
      while (body !== undefined && body.byteLength > BATCH_BYTES && entries.length > 1) {
        this.#waiting.unshift(...entries.splice(Math.ceil(entries.length / 2)));
        body = this.#write(entries);
      }
      this.#batch = body === undefined ? this.#withoutUnwritable(entries) : { body, entries };
    }
    return this.#batch;
  }

  /**
   * Calls or others, never both: the collector refuses a whole batch for one attribute that is NaN or a whole number beyond 64 bits, which other
   * instrumentations and apps may set. Ours have none.
   */
  #takeAlike(): QueuedSpan[] {
    const kind = this.#waiting[0]?.calls;
    const other = this.#waiting.findIndex(({ calls }, index) => index >= BATCH_SPANS || calls !== kind);
    if (other < 0 || other >= BATCH_SPANS) return this.#waiting.splice(0, BATCH_SPANS);
    const alike: QueuedSpan[] = [];
    const rest: QueuedSpan[] = [];
    for (const entry of this.#waiting) (entry.calls === kind && alike.length < BATCH_SPANS ? alike : rest).push(entry);
    this.#waiting = rest;
    return alike;
  }

  /** One bad span makes its whole batch unwritable; each is tried alone, so that only the bad ones are lost. */
  #withoutUnwritable(entries: readonly QueuedSpan[]): Batch | undefined {
    const isWritable = (entry: QueuedSpan) => this.#write([entry]) !== undefined;
    const { good = [], bad = [] } = Object.groupBy(entries, (entry) => (isWritable(entry) ? "good" : "bad"));
    const body = good.length === 0 ? undefined : this.#write(good);
    const lost = body === undefined ? entries : bad;
    if (lost.length > 0) this.#lose(lost, "unwritable", "they could not be written as OTLP");
    return body && { body, entries: good };
  }

  #write(entries: readonly QueuedSpan[]): Uint8Array | undefined {
    try {
      const spans = entries.map((entry) => entry.toSpan()).filter((span) => span !== undefined);
      return spans.length < entries.length ? undefined : this.#options.serialize(spans);
    } catch {
      return undefined;
    }
  }

  /** OTLP's partial success: status 200 and a count of spans that were not taken. Which ones is not said. */
  #reportRejected(answer: OtlpAnswer, batch: Batch): void {
    const rejected = /"rejectedSpans"\s*:\s*"?(\d+)/.exec(answer.detail)?.[1];
    const count = Number(rejected ?? 0);
    if (count > 0)
      this.#lose(
        batch.entries.slice(0, count),
        "rejected",
        `the collector rejected ${count} of ${batch.entries.length} spans`,
      );
  }

  #lose(entries: readonly QueuedSpan[], kind: string, reason: string): void {
    let calls = 0;
    let costPicoUsd = 0;
    for (const entry of entries) {
      calls += entry.calls;
      costPicoUsd += entry.costPicoUsd;
    }
    this.#options.onLoss({ calls, costPicoUsd, kind, reason });
  }
}
