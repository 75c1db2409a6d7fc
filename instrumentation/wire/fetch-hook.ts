import type { Attribution, CallRecord } from "../llm-call.ts";
import type { Meter } from "../meter.ts";
import { activeParent } from "./active-parent.ts";
import { refuse } from "./budget-block.ts";
import type { MeteredTarget } from "./metered-target.ts";
import { requestBodyText, requestHeader, requestMethod, requestUrl } from "./request-body.ts";
import { readRequest } from "./request-facts.ts";
import { ResponseTap } from "./response-tap.ts";
import { WireCall } from "./wire-call.ts";

type Fetch = typeof globalThis.fetch;
type Arguments = Parameters<Fetch>;

export interface FetchHookOptions {
  fetch: Fetch;
  meter: Meter;
  findTarget(url: string): MeteredTarget | undefined;
  currentAttribution(): Attribution;
  /** A call to a metered target has been made. */
  onCall(): void;
}

/** An answer that the app holds and does not read for so long, up to twice that, is ended as interrupted. */
const IDLE_LIMIT_MS = 10 * 60_000;

/** A `fetch` that meters the calls it knows and is the given one in all else. */
export class FetchHook {
  readonly fetch: Fetch;
  readonly #options: FetchHookOptions;
  readonly #tap: ResponseTap;
  readonly #open = new Set<WireCall>();
  readonly #ended: WireCall[] = [];
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(options: FetchHookOptions) {
    this.#options = options;
    this.#tap = new ResponseTap((error) => options.meter.internalError("answer", error));
    const hook = this;
    this.fetch = function fetch(...args: Arguments): Promise<Response> {
      return hook.#fetch(args);
    };
    Object.defineProperty(this.fetch, "length", { value: options.fetch.length });
  }

  /** Ends what is open: their answers will not be seen any more. */
  closeOpen(): void {
    for (const call of [...this.#open]) call.abandoned();
    this.finishEnded();
    clearInterval(this.#idleTimer);
    this.#idleTimer = undefined;
  }

  #fetch(args: Arguments): Promise<Response> {
    const [input, init] = args;
    let target: MeteredTarget | undefined;
    let body: ReturnType<typeof requestBodyText>;
    try {
      target = this.#options.findTarget(requestUrl(input));
      if (target === undefined || requestMethod(input, init).toUpperCase() !== "POST")
        return this.#options.fetch(...args);
      body = requestBodyText(input, init);
    } catch (error) {
      this.#options.meter.internalError("request", error);
      return this.#options.fetch(...args);
    }
    const { ready } = this.#options.meter;
    if (!(body instanceof Promise) && ready === undefined) return this.#fetchMetered(args, target, body);
    return this.#fetchLater(args, target, { body, ready });
  }

  async #fetchLater(
    args: Arguments,
    target: MeteredTarget,
    wait: { body: unknown; ready: Promise<void> | undefined },
  ): Promise<Response> {
    await wait.ready;
    const text = await Promise.resolve(wait.body).catch(() => undefined);
    return this.#fetchMetered(args, target, typeof text === "string" ? text : undefined);
  }

  #fetchMetered(args: Arguments, target: MeteredTarget, body: string | undefined): Promise<Response> {
    const [input, init] = args;
    let call: WireCall;
    try {
      const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
      const request = readRequest(body, target.shape);
      // Other requests end in such paths too (OpenAI's threads have `/messages`), so the request decides where it can be read.
      const isMetered = body === undefined ? target.isKnownHost : request.isModelCall;
      // Aborted before it began, nothing is sent.
      if (signal?.aborted || !isMetered) return this.#options.fetch(...args);
      this.#options.onCall();
      const attribution = this.#options.currentAttribution();
      const intent = { ...request, provider: target.provider, attribution, atMs: Date.now() };
      const decision = this.#options.meter.reserve(intent);
      call = new WireCall({
        target,
        request,
        attribution,
        parent: activeParent(),
        ...(decision !== undefined && { budget: budgetOf(decision) }),
        ...(decision !== undefined && decision.outcome !== "blocked" && { reservation: decision.reservation }),
        onEnd: this.#onEnd,
      });
      if (decision?.outcome === "blocked") {
        call.blocked();
        return refuse(decision.block, requestHeader(input, init, "user-agent"));
      }
    } catch (error) {
      this.#options.meter.internalError("request", error);
      return this.#options.fetch(...args);
    }
    this.#watch(call);
    return this.#options.fetch(...args).then(
      (response) => {
        this.#attach(call, response);
        return response;
      },
      (error) => {
        call.notAnswered(error);
        throw error;
      },
    );
  }

  #attach(call: WireCall, response: Response): void {
    try {
      call.answered(response);
      this.#tap.attach(response, call);
    } catch (error) {
      this.#options.meter.internalError("answer", error);
      call.abandoned();
    }
  }

  /**
   * Reading, pricing and counting wait until the event loop has let the app go on with its answer: half of what metering costs is then no
   * part of the call's time.
   */
  readonly #onEnd = (call: WireCall): void => {
    this.#open.delete(call);
    if (this.#ended.push(call) === 1) setImmediate(() => this.finishEnded());
  };

  finishEnded(): void {
    const { meter } = this.#options;
    for (const call of this.#ended.splice(0)) {
      const { reservation } = call.options;
      try {
        const record = call.toRecord();
        if (record === undefined) reservation?.settle(0);
        else meter.finish(record, reservation);
      } catch (error) {
        meter.internalError("answer", error);
        reservation?.settle(0);
      }
    }
  }

  #watch(call: WireCall): void {
    this.#open.add(call);
    this.#idleTimer ??= setInterval(() => {
      for (const open of [...this.#open]) {
        if (open.hasRead === false) open.abandoned();
        else if (open.hasRead) open.hasRead = false;
      }
    }, IDLE_LIMIT_MS).unref();
  }
}

function budgetOf(decision: NonNullable<ReturnType<Meter["reserve"]>>): NonNullable<CallRecord["budget"]> {
  if (decision.outcome === "allowed") return { outcome: "allowed" };
  return { outcome: decision.outcome, name: decision.outcome === "warned" ? decision.budget : decision.block.budget };
}
