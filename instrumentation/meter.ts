import type { BudgetDecision, BudgetGuard, BudgetReservation } from "./budget/budget-guard.ts";
import type { CallJoiner } from "./call-joiner.ts";
import type { FinishedCall } from "./finished-call.ts";
import type { Attribution, CallRecord, PricedCost, Usage } from "./llm-call.ts";
import { NO_USAGE } from "./no-usage.ts";

export interface MeterOptions {
  price(usage: Usage, call: { provider: string; model: string; atMs: number; tier?: string }): PricedCost;
  guard?: BudgetGuard;
  joiner: CallJoiner;
  /** A failure of ours; the app never sees it. */
  onInternalError(reason: string, error: unknown): void;
}

/** A call about to be made. */
export interface CallIntent {
  provider: string;
  model: string;
  attribution: Attribution;
  inputTokens: number;
  cacheWriteTokens: number;
  cacheWrite1hTokens: number;
  maxOutputTokens: number;
  atMs: number;
}

/** Prices each call once, settles its reservation and hands it on to spans and metrics. Nothing here throws. */
export class Meter {
  readonly joiner: CallJoiner;
  readonly #options: MeterOptions;
  #isReady: boolean;
  #ready: Promise<void> | undefined;

  constructor(options: MeterOptions) {
    this.#options = options;
    this.joiner = options.joiner;
    this.#isReady = options.guard === undefined;
  }

  /**
   * Budgets are not known yet: a call waits for this, at most a second, or the first calls of a process would pass unchecked. The second
   * begins with the first call: loading an app's modules alone can take longer (2 s for the demo's SDKs on a busy machine).
   */
  get ready(): Promise<void> | undefined {
    if (this.#isReady) return undefined;
    const isReady = () => {
      this.#isReady = true;
    };
    this.#ready ??= this.#options.guard?.ready().then(isReady, isReady);
    return this.#ready;
  }

  /** Asks the budgets. Absent when no budget is enforced. */
  reserve(intent: CallIntent): BudgetDecision | undefined {
    const { guard } = this.#options;
    if (guard === undefined) return undefined;
    try {
      const { inputTokens, cacheWriteTokens, cacheWrite1hTokens, maxOutputTokens: outputTokens } = intent;
      const usage = { ...NO_USAGE, inputTokens, cacheWriteTokens, cacheWrite1hTokens, outputTokens };
      const cost = this.#options.price(usage, intent);
      return guard.reserve({
        provider: intent.provider,
        model: intent.model,
        attribution: this.#withAgent(intent),
        estimatedCostPicoUsd: cost.status === "unpriced" ? 0 : cost.costPicoUsd,
      });
    } catch (error) {
      this.#options.onInternalError("reserve", error);
      return undefined;
    }
  }

  #withAgent({ attribution, model }: CallIntent): Attribution {
    const agent = attribution.agent ?? this.joiner.agentOf(model, attribution);
    return agent === undefined ? attribution : { ...attribution, agent };
  }

  /** Takes a call that is over. A caller calls this once for each call it saw. */
  finish(record: CallRecord, reservation?: BudgetReservation): void {
    try {
      const call = this.#priced(record);
      reservation?.settle(call.costPicoUsd ?? 0);
      this.joiner.take(call);
    } catch (error) {
      // Settles once, so this is for the failure before it: money held for ever would refuse later calls.
      reservation?.settle(0);
      this.#options.onInternalError("finish", error);
    }
  }

  /** For failures seen by the hook and the handlers. */
  internalError(reason: string, error: unknown): void {
    this.#options.onInternalError(reason, error);
  }

  #priced(record: CallRecord): FinishedCall {
    if (record.usage === undefined) {
      const billedNothing = record.errorType !== undefined || record.budget?.outcome === "blocked";
      return billedNothing ? { record, costStatus: "free", costPicoUsd: 0 } : { record, costStatus: "unpriced" };
    }
    const cost = this.#options.price(record.usage, {
      provider: record.provider,
      model: record.responseModel || record.requestModel,
      atMs: record.startMs,
      ...(record.serviceTier !== undefined && { tier: record.serviceTier }),
    });
    if (cost.status === "unpriced") return { record, costStatus: "unpriced", unpricedReason: cost.reason };
    const isEstimate = record.usageSource !== "provider" && cost.status === "priced";
    return {
      record,
      costStatus: isEstimate ? "estimated" : cost.status,
      costPicoUsd: cost.costPicoUsd,
      ...(cost.priceId !== undefined && { priceId: cost.priceId }),
    };
  }
}
