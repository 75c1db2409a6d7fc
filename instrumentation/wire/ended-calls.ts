import type { BudgetReservation } from "../budget/budget-guard.ts";
import type { UsageEstimator } from "../estimate/usage-estimator.ts";
import type { CallRecord } from "../llm-call.ts";
import type { Meter } from "../meter.ts";
import type { EndedCall } from "./wire-call.ts";

/** Calls that may wait for a tokenizer, each with its request's body. It is loading for half a second at most, once. */
const WAITING_LIMIT = 1_000;

/** A call that is over and not read yet. */
export interface EndableCall {
  readonly options: { readonly reservation?: BudgetReservation };
  /** What became of it; `undefined` when it was not a model call after all. */
  toEnded(): EndedCall | undefined;
}

interface WaitingCall extends EndedCall {
  reservation: BudgetReservation | undefined;
}

/** Takes calls whose answers are over, reads them when the app has had its turn, and hands them to the meter. */
export class EndedCalls {
  readonly #meter: Meter;
  readonly #estimator: UsageEstimator;
  readonly #ended: EndableCall[] = [];
  readonly #waiting = new Set<WaitingCall>();

  constructor(meter: Meter, estimator: UsageEstimator) {
    this.#meter = meter;
    this.#estimator = estimator;
  }

  /**
   * Reading, pricing and counting wait until the event loop has let the app go on with its answer: half of what metering costs is then no
   * part of the call's time.
   */
  push(call: EndableCall): void {
    if (this.#ended.push(call) === 1) setImmediate(() => this.#readEnded());
  }

  /** Hands on all calls, with what can be said now. */
  finish(): void {
    this.#readEnded();
    for (const waiting of [...this.#waiting]) this.#finishWaiting(waiting);
  }

  /** Hands on all calls when the tokenizers they wait for are there. Never rejects. */
  async finishEstimates(): Promise<void> {
    this.#readEnded();
    await Promise.all(Array.from(this.#waiting, ({ record }) => this.#estimator.ready(modelOf(record))));
    this.finish();
  }

  #readEnded(): void {
    for (const call of this.#ended.splice(0)) {
      const { reservation } = call.options;
      try {
        const ended = call.toEnded();
        if (ended === undefined) reservation?.settle(0);
        else this.#take({ ...ended, reservation });
      } catch (error) {
        this.#meter.internalError("answer", error);
        reservation?.settle(0);
      }
    }
  }

  #take(call: WaitingCall): void {
    const { record, basis, reservation } = call;
    const model = modelOf(record);
    if (basis === undefined || (basis.body === undefined && basis.outputText === undefined)) {
      this.#meter.finish(record, reservation);
      return;
    }
    const isReady = this.#estimator.isReady(model);
    // LangChain's side of a call waits 250 ms for this one, and would else be charged beside it.
    if (isReady || this.#meter.joiner.isJoining || this.#waiting.size >= WAITING_LIMIT) {
      this.#finishRefined(call);
      if (!isReady) void this.#estimator.ready(model);
      return;
    }
    this.#waiting.add(call);
    void this.#estimator.ready(model).then(() => this.#finishWaiting(call));
  }

  #finishWaiting(call: WaitingCall): void {
    if (this.#waiting.delete(call)) this.#finishRefined(call);
  }

  #finishRefined({ record, basis, reservation }: WaitingCall): void {
    try {
      if (basis !== undefined && record.usage !== undefined) {
        record.usage = this.#estimator.refine(record.usage, basis, modelOf(record));
      }
    } catch (error) {
      // The usage by the rule of thumb is still there.
      this.#meter.internalError("estimate", error);
    }
    this.#meter.finish(record, reservation);
  }
}

function modelOf({ provider, requestModel, responseModel }: CallRecord): { provider: string; model: string } {
  return { provider, model: responseModel || requestModel };
}
