import { agreedCaller, mayHaveMade, type SaidOfCall, withCaller } from "./call-caller.ts";
import type { FinishedCall } from "./finished-call.ts";
import { isSameCall } from "./is-same-call.ts";
import type { Attribution, CallRecord, CallRun, ParentSpan } from "./llm-call.ts";

/** Who makes a call, as LangChain says it. */
export interface Caller {
  attribution: Attribution;
  run: CallRun;
}

/** A LangChain model run in progress. */
export interface OpenRun {
  startMs: number;
  model: string;
  /** The attribution in force where it began; the same object for all that happens in one `withAttribution`. */
  scope: Attribution;
  caller: Caller;
  /** Where its call hangs in the trace. */
  parent?: ParentSpan;
  /** Gives what LangChain has said so far, where it will say no more. */
  interrupt?(): void;
}

/**
 * How long one side of a call waits for the other. The wire's end came before LangChain's callback by 0.04 to 2.6 ms, once by 17 ms
 * (measured); 250 ms also stands a blocked event loop, and delays nothing but telemetry.
 */
const JOIN_GRACE_MS = 250;
/** An answer may arrive whole long before an app has taken its last chunk from LangChain, and only then LangChain says the end. */
const STREAM_GRACE_MS = 30_000;
/** A LangChain run whose stream is left early never ends by callback; without a limit its wire records would be kept apart for ever. */
export const RUN_LIMIT_MS = 15 * 60_000;
/** In a server that always has a run open, calls made beside LangChain are never claimed; this bounds their memory to about 5 MB. */
const CLAIMABLE_LIMIT = 10_000;

interface Waiting {
  call: FinishedCall;
  timer: NodeJS.Timeout;
}

export interface CallJoinerOptions {
  graceMs?: number;
  streamGraceMs?: number;
}

/**
 * Makes one call of what LangChain and the wire both saw. The wire's numbers win, because they are the provider's own; LangChain adds who
 * asked. While no LangChain run is open, calls pass straight through.
 */
export class CallJoiner {
  readonly #emit: (call: FinishedCall) => void;
  readonly #graceMs: number;
  readonly #streamGraceMs: number;
  readonly #runs = new Map<string, OpenRun>();
  /** Wire calls seen while a run was open and not yet matched with one. */
  readonly #unclaimed = new Set<CallRecord>();
  readonly #waitingWire = new Map<CallRecord, Waiting>();
  readonly #waitingLangChain = new Set<Waiting>();

  constructor(emit: (call: FinishedCall) => void, options: CallJoinerOptions = {}) {
    this.#emit = emit;
    this.#graceMs = options.graceMs ?? JOIN_GRACE_MS;
    this.#streamGraceMs = options.streamGraceMs ?? STREAM_GRACE_MS;
  }

  openRun(runId: string, run: OpenRun): void {
    for (const [id, open] of this.#runs) {
      if (run.startMs - open.startMs <= RUN_LIMIT_MS) break;
      this.endRun(id, () => open.interrupt?.());
    }
    this.#runs.set(runId, run);
  }

  /** Ends all runs as they are, for a process that ends. */
  interruptRuns(): void {
    for (const [id, run] of [...this.#runs]) this.endRun(id, () => run.interrupt?.());
  }

  /** The agent that asks `model` in `scope`, for budgets, which cannot wait for the join. Undefined where runs do not agree on one. */
  agentOf(model: string, scope: Attribution): string | undefined {
    let agent: string | undefined;
    for (const run of this.#runs.values()) {
      if (run.model !== model || run.scope !== scope) continue;
      const { agent: asking } = run.caller.attribution;
      if (asking === undefined || (agent !== undefined && agent !== asking)) return undefined;
      agent = asking;
    }
    return agent;
  }

  /** Ends a run; `takeRecord` gives what LangChain says of it. Once for each run, though several handlers may be told of it. */
  endRun(runId: string, takeRecord: () => void): void {
    if (!this.#runs.has(runId)) return;
    takeRecord();
    this.#runs.delete(runId);
    this.#forgetUnclaimed();
  }

  /** Whether a wire call may be one that LangChain sees too. */
  get isJoining(): boolean {
    return this.#runs.size > 0 || this.#waitingLangChain.size > 0;
  }

  take(call: FinishedCall): void {
    if (call.record.source === "langchain") this.#takeLangChain(call);
    else if (call.record.source === "wire" && this.isJoining) this.#takeWire(call);
    else this.#emit(call);
  }

  /** Emits everything that waits, with what is known. */
  drain(): void {
    for (const record of [...this.#waitingWire.keys()]) this.#releaseAlone(record);
    for (const waiting of [...this.#waitingLangChain]) this.#releaseLangChain(waiting);
  }

  #takeWire(call: FinishedCall): void {
    for (const waiting of this.#waitingLangChain) {
      if (!isSameCall(call.record, waiting.call.record)) continue;
      clearTimeout(waiting.timer);
      this.#waitingLangChain.delete(waiting);
      this.#emit(withCaller(call, waiting.call.record));
      return;
    }
    this.#unclaimed.add(call.record);
    for (const oldest of this.#unclaimed) {
      if (this.#unclaimed.size <= CLAIMABLE_LIMIT) break;
      this.#unclaimed.delete(oldest);
    }
    const wait = (ms: number, then: () => void) => {
      this.#waitingWire.set(call.record, { call, timer: setTimeout(then, ms).unref() });
    };
    const release = () => this.#releaseAlone(call.record);
    const isBeingRead = () => isWholeStream(call.record) && this.#makersOf(call.record).length > 0;
    wait(this.#graceMs, () => (isBeingRead() ? wait(this.#streamGraceMs, release) : release()));
  }

  #takeLangChain(call: FinishedCall): void {
    const twin = this.#findWire(call.record);
    if (twin !== undefined) {
      this.#unclaimed.delete(twin);
      this.#releaseWire(twin, call.record);
      return;
    }
    const waiting: Waiting = { call, timer: setTimeout(() => this.#releaseLangChain(waiting), this.#graceMs).unref() };
    this.#waitingLangChain.add(waiting);
  }

  /** An id match first: without it a parallel run that has no id could take another's twin. */
  #findWire(record: CallRecord): CallRecord | undefined {
    let byTime: CallRecord | undefined;
    for (const wire of this.#unclaimed) {
      if (record.responseId !== undefined && wire.responseId === record.responseId) return wire;
      if (byTime === undefined && isSameCall(wire, record)) byTime = wire;
    }
    return byTime;
  }

  /** The open runs that may have made a wire call. */
  #makersOf(record: CallRecord): [string, OpenRun][] {
    return [...this.#runs].filter(([, run]) => mayHaveMade(run, record));
  }

  /** LangChain has not said the end. Of a stream that was left, or is read slowly: what the runs that may have made it agree on. */
  #releaseAlone(record: CallRecord): void {
    const isLeft = record.usageSource === "interrupted";
    const makers = isLeft || isWholeStream(record) ? this.#makersOf(record) : [];
    const [only] = makers;
    if (isLeft && makers.length === 1 && only !== undefined) {
      this.#runs.delete(only[0]);
      this.#unclaimed.delete(record);
    }
    this.#releaseWire(record, agreedCaller(makers.map(([, run]) => run)));
    this.#forgetUnclaimed();
  }

  #releaseWire(record: CallRecord, caller?: SaidOfCall): void {
    const waiting = this.#waitingWire.get(record);
    if (waiting === undefined) return;
    clearTimeout(waiting.timer);
    this.#waitingWire.delete(record);
    this.#emit(caller === undefined ? waiting.call : withCaller(waiting.call, caller));
  }

  #releaseLangChain(waiting: Waiting): void {
    clearTimeout(waiting.timer);
    if (!this.#waitingLangChain.delete(waiting)) return;
    this.#emit(waiting.call);
    this.#forgetUnclaimed();
  }

  #forgetUnclaimed(): void {
    if (!this.isJoining) this.#unclaimed.clear();
  }
}

/** Complete on the wire: that LangChain has not ended yet says that the app is still reading. */
function isWholeStream(record: CallRecord): boolean {
  return record.stream && record.errorType === undefined && record.usageSource !== "interrupted";
}
