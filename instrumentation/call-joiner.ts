import type { FinishedCall } from "./finished-call.ts";
import type { Attribution, CallRecord } from "./llm-call.ts";

/** A LangChain model run in progress. */
export interface OpenRun {
  startMs: number;
  model: string;
  agent: string | undefined;
  /** The attribution in force where it began; the same object for all that happens in one `withAttribution`. */
  scope: Attribution;
}

/**
 * How long one side of a call waits for the other. The wire's end came before LangChain's callback by 0.04 to 2.6 ms, once by 17 ms
 * (measured); 250 ms also stands a blocked event loop, and delays nothing but telemetry.
 */
export const JOIN_GRACE_MS = 250;
/** A LangChain run whose stream is left early never ends by callback; without a limit its wire records would be kept apart for ever. */
export const RUN_LIMIT_MS = 15 * 60_000;
/** In a server that always has a run open, calls made beside LangChain are never claimed; this bounds their memory to about 5 MB. */
const CLAIMABLE_LIMIT = 10_000;

interface Waiting {
  call: FinishedCall;
  timer: NodeJS.Timeout;
}

/**
 * Makes one call of what LangChain and the wire both saw. The wire's numbers win, because they are the provider's own; LangChain adds who
 * asked. While no LangChain run is open, calls pass straight through.
 */
export class CallJoiner {
  readonly #emit: (call: FinishedCall) => void;
  readonly #graceMs: number;
  readonly #runs = new Map<string, OpenRun>();
  /** Wire calls seen while a run was open and not yet matched with one. */
  readonly #unclaimed = new Set<CallRecord>();
  readonly #waitingWire = new Map<CallRecord, Waiting>();
  readonly #waitingLangChain = new Set<Waiting>();

  constructor(emit: (call: FinishedCall) => void, graceMs: number = JOIN_GRACE_MS) {
    this.#emit = emit;
    this.#graceMs = graceMs;
  }

  openRun(runId: string, run: OpenRun): void {
    for (const [id, open] of this.#runs) {
      if (run.startMs - open.startMs <= RUN_LIMIT_MS) break;
      this.#runs.delete(id);
    }
    this.#runs.set(runId, run);
  }

  /** The agent that asks `model` in `scope`, for budgets, which cannot wait for the join. Undefined where runs do not agree on one. */
  agentOf(model: string, scope: Attribution): string | undefined {
    let agent: string | undefined;
    for (const run of this.#runs.values()) {
      if (run.model !== model || run.scope !== scope) continue;
      if (run.agent === undefined || (agent !== undefined && agent !== run.agent)) return undefined;
      agent = run.agent;
    }
    return agent;
  }

  /** Ends a run; `takeRecord` gives what LangChain says of it. Once for each run, though several handlers may be told of it. */
  endRun(runId: string, takeRecord: () => void): void {
    if (!this.#runs.has(runId)) return;
    takeRecord();
    this.#runs.delete(runId);
    if (this.#runs.size === 0 && this.#waitingLangChain.size === 0) this.#unclaimed.clear();
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

  /** Emits everything that waits, as it is. */
  drain(): void {
    for (const record of [...this.#waitingWire.keys()]) this.#releaseWire(record);
    for (const waiting of [...this.#waitingLangChain]) this.#releaseLangChain(waiting);
  }

  #takeWire(call: FinishedCall): void {
    for (const waiting of this.#waitingLangChain) {
      if (!isSameCall(call.record, waiting.call.record)) continue;
      clearTimeout(waiting.timer);
      this.#waitingLangChain.delete(waiting);
      this.#emit(withAttributionOf(call, waiting.call.record.attribution));
      return;
    }
    this.#unclaimed.add(call.record);
    for (const oldest of this.#unclaimed) {
      if (this.#unclaimed.size <= CLAIMABLE_LIMIT) break;
      this.#unclaimed.delete(oldest);
    }
    const timer = setTimeout(() => this.#releaseWire(call.record), this.#graceMs).unref();
    this.#waitingWire.set(call.record, { call, timer });
  }

  #takeLangChain(call: FinishedCall): void {
    const twin = this.#findWire(call.record);
    if (twin !== undefined) {
      this.#unclaimed.delete(twin);
      this.#releaseWire(twin, call.record.attribution);
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

  #releaseWire(record: CallRecord, attribution?: Attribution): void {
    const waiting = this.#waitingWire.get(record);
    if (waiting === undefined) return;
    clearTimeout(waiting.timer);
    this.#waitingWire.delete(record);
    this.#emit(attribution === undefined ? waiting.call : withAttributionOf(waiting.call, attribution));
  }

  #releaseLangChain(waiting: Waiting): void {
    clearTimeout(waiting.timer);
    if (!this.#waitingLangChain.delete(waiting)) return;
    this.#emit(waiting.call);
    if (this.#runs.size === 0 && this.#waitingLangChain.size === 0) this.#unclaimed.clear();
  }
}

/**
 * Errs towards dropping LangChain's copy, so that a call is never charged twice. Ids decide where both sides have one; Google, Groq,
 * Mistral and Ollama give LangChain none, then a wire call to the same model or provider inside the run's time with the same outcome is the twin.
 */
function isSameCall(wire: CallRecord, langchain: CallRecord): boolean {
  if (wire.responseId !== undefined && langchain.responseId !== undefined)
    return wire.responseId === langchain.responseId;
  // An aborted call is an error to LangChain and merely interrupted on the wire.
  const failedAlike = langchain.errorType !== undefined || wire.errorType === undefined;
  const alike = wire.requestModel === langchain.requestModel || wire.provider === langchain.provider;
  return failedAlike && alike && wire.startMs >= langchain.startMs - 1 && wire.endMs <= langchain.endMs + 1;
}

/** What the app said by `withAttribution` stays; LangChain fills the gaps. */
function withAttributionOf(call: FinishedCall, attribution: Attribution): FinishedCall {
  return { ...call, record: { ...call.record, attribution: { ...attribution, ...call.record.attribution } } };
}
