import type { BudgetDecision, BudgetGuard, BudgetReservation } from "./budget/budget-guard.ts";
import type { CallJoiner } from "./call-joiner.ts";
import { cutNames } from "./cut-names.ts";
import type { FinishedCall } from "./finished-call.ts";
import type { Attribution, CallRecord, PricedCost, Usage } from "./llm-call.ts";
import { NO_USAGE } from "./no-usage.ts";
import { hostChargePrice } from "./pricing/host-charge-price.ts";
import type { PricedCall } from "./pricing/pricer.ts";

export interface MeterOptions {
  price(usage: Usage, call: PricedCall): PricedCost;
  /** Until then calls wait for their price: a discount must not begin with the second call. */
  pricesReady?: Promise<void> | undefined;
  guard?: BudgetGuard;
  joiner: CallJoiner;
  /** A failure of ours; the app never sees it. */
  onInternalError(reason: string, error: unknown): void;
}

/** What a request asks for, as far as money goes. */
export interface AskedUsage {
  model: string;
  inputTokens: number;
  cacheWriteTokens: number;
  cacheWrite1hTokens: number;
  maxOutputTokens: number;
  /** What is billed by what is asked, and is no token. */
  counted?: NonNullable<Usage["counted"]>;
}

/** A call about to be made. */
export interface CallIntent {
  provider: string;
  asked: AskedUsage;
  attribution: Attribution;
  /** What the app said before the call's own headers: LangChain's runs are found by that object. @default `attribution` */
  scope?: Attribution;
  atMs: number;
}

/** Prices each call once, settles its reservation and hands it on to spans and metrics. Nothing here throws. */
export class Meter {
  readonly joiner: CallJoiner;
  readonly #options: MeterOptions;
  #isReady: boolean;
  /** Ended before the prices were there; undefined once they are. */
  #waiting: (() => void)[] | undefined;
  #ready: Promise<void> | undefined;

  constructor(options: MeterOptions) {
    this.#options = options;
    this.joiner = options.joiner;
    this.#isReady = options.guard === undefined && options.pricesReady === undefined;
    if (options.pricesReady === undefined) return;
    this.#waiting = [];
    options.pricesReady.then(() => this.finishWaiting());
  }

  /**
   * Budgets and prices are not known yet: a call waits for this, at most a second, or the first calls of a process would pass unchecked. The second
   * begins with the first call: loading an app's modules alone can take longer (2 s for the demo's SDKs on a busy machine).
   */
  get ready(): Promise<void> | undefined {
    if (this.#isReady) return undefined;
    const isReady = () => {
      this.#isReady = true;
    };
    this.#ready ??= Promise.all([this.#options.guard?.ready(), this.#options.pricesReady]).then(isReady, isReady);
    return this.#ready;
  }

  /** Asks the budgets. Absent when no budget is enforced. */
  reserve(intent: CallIntent): BudgetDecision | undefined {
    const { guard } = this.#options;
    if (guard === undefined) return undefined;
    try {
      const { provider, asked, atMs, attribution } = intent;
      const { model } = asked;
      const cost = this.#options.price(usageOf(asked), { provider, model, atMs, environment: attribution.environment });
      return guard.reserve({
        provider,
        model,
        attribution: this.#withAgent(intent),
        estimatedCostPicoUsd: cost.status === "unpriced" ? 0 : cost.costPicoUsd,
      });
    } catch (error) {
      this.#options.onInternalError("reserve", error);
      return undefined;
    }
  }

  #withAgent({ attribution, scope = attribution, asked }: CallIntent): Attribution {
    const agent = attribution.agent ?? this.joiner.agentOf(asked.model, scope);
    return agent === undefined ? attribution : { ...attribution, agent };
  }

  /** Takes a call that is over. A caller calls this once for each call it saw. */
  finish(record: CallRecord, reservation?: BudgetReservation): void {
    if (this.#waiting !== undefined) {
      this.#waiting.push(() => this.finish(record, reservation));
      return;
    }
    try {
      cutNames(record);
      const call = this.#priced(record);
      reservation?.settle(call.costPicoUsd ?? 0);
      this.joiner.take(call);
    } catch (error) {
      // Settles once, so this is for the failure before it: money held for ever would refuse later calls.
      reservation?.settle(0);
      this.#options.onInternalError("finish", error);
    }
  }

  /** Prices what has waited, with what is known: at exit by list prices, which errs high. */
  finishWaiting(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const finish of waiting) finish();
  }

  /** For failures seen by the hook and the handlers. */
  internalError(reason: string, error: unknown): void {
    this.#options.onInternalError(reason, error);
  }

  #priced(record: CallRecord): FinishedCall {
    // A host that says what it charges need not say for what.
    const { usage = hostChargePrice(record.provider, record.hostCharge) && NO_USAGE } = record;
    if (usage === undefined) {
      const hasFailed = record.errorType !== undefined && record.usageSource === "provider";
      const billedNothing = hasFailed || record.budget?.outcome === "blocked";
      if (billedNothing || this.#price(NO_USAGE, record).status === "free")
        return { record, costStatus: "free", costPicoUsd: 0 };
      const cure = record.usageCure === undefined ? undefined : `its answer has no counts; ${record.usageCure}`;
      const problem = record.problems?.[0] ?? cure;
      return {
        record,
        costStatus: "unpriced",
        ...(problem !== undefined && {
          unpricedReason: `Cannot price call of model "${record.requestModel}": ${problem}`,
        }),
      };
    }
    const cost = this.#price(usage, record);
    if (cost.status === "unpriced") return { record, costStatus: "unpriced", unpricedReason: cost.reason };
    const isEstimate = record.usageSource !== "provider" && cost.status === "priced";
    const isOpenEndedPrice = cost.status === "priced" && cost.isOpenEnded === true;
    return {
      record,
      costStatus: isEstimate ? "estimated" : cost.status,
      costPicoUsd: cost.costPicoUsd,
      ...(cost.priceId !== undefined && { priceId: cost.priceId }),
      ...(isOpenEndedPrice && { isOpenEndedPrice }),
    };
  }

  #price(usage: Usage, record: CallRecord): PricedCost {
    return this.#options.price(usage, {
      provider: record.provider,
      model: record.responseModel || record.requestModel,
      requestModel: record.requestModel,
      atMs: record.startMs,
      tier: record.serviceTier,
      environment: record.attribution.environment,
      hostCharge: record.hostCharge,
    });
  }
}

/** Who bills characters or images bills no tokens: a price of those alone would have none for the tokens. Written out: on the app's way. */
function usageOf({ inputTokens, cacheWriteTokens, cacheWrite1hTokens, maxOutputTokens, counted }: AskedUsage): Usage {
  if (counted !== undefined) return { ...NO_USAGE, counted };
  return {
    inputTokens,
    outputTokens: maxOutputTokens,
    cacheReadTokens: 0,
    cacheWriteTokens,
    cacheWrite1hTokens,
    reasoningTokens: 0,
  };
}
