import type { BudgetBlock } from "../budget/budget-guard.ts";
import { budgetOutcome } from "../budget/budget-outcome.ts";
import type { ContentRecorder } from "../content/content-recorder.ts";
import type { Attribution } from "../llm-call.ts";
import type { Meter } from "../meter.ts";
import { anthropicMessages } from "../providers/anthropic-messages.ts";
import { ollamaChat } from "../providers/ollama-chat.ts";
import { openAiChat } from "../providers/openai-chat.ts";
import { refuse } from "./budget-block.ts";
import type { CallPlace } from "./call-place.ts";
import { FetchRequest, type RequestBody } from "./fetch-request.ts";
import type { MeteredTarget } from "./metered-target.ts";
import type { MissedCalls } from "./missed-calls.ts";
import type { OpenCalls } from "./open-calls.ts";
import { type RequestFacts, readRequest } from "./request-facts.ts";
import { ResponseTap } from "./response-tap.ts";
import type { Retrievals } from "./retrievals.ts";
import { askForUsage } from "./stream-usage.ts";
import type { UnknownApis } from "./unknown-apis.ts";
import { WireCall, type WireCallOptions } from "./wire-call.ts";

type Fetch = typeof globalThis.fetch;
type Arguments = Parameters<Fetch>;

export interface FetchHookOptions {
  fetch: Fetch;
  meter: Meter;
  calls: OpenCalls;
  findTarget(url: string): MeteredTarget | undefined;
  currentPlace(): CallPlace;
  /** With what the call's own headers say. */
  withHeaders(attribution: Attribution, header: (name: string) => string | undefined): Attribution;
  /** Only where something of the calls' text is recorded. */
  content?: ContentRecorder | undefined;
  retrievals: Retrievals;
  unknown: UnknownApis;
  missed: MissedCalls;
  /** Asks for the counts of streams that would end without. */
  asksForUsage: boolean;
}

/** A call that may be metered. */
interface Pending<Body> {
  target: MeteredTarget;
  request: FetchRequest;
  body: Body;
}

/** A `fetch` that meters the calls it knows and is the given one in all else. */
export class FetchHook {
  readonly fetch: Fetch;
  readonly #options: FetchHookOptions;
  readonly #tap: ResponseTap;

  constructor(options: FetchHookOptions) {
    this.#options = options;
    this.#tap = new ResponseTap((error) => options.meter.internalError("answer", error));
    const hook = this;
    this.fetch = function fetch(...args: Arguments): Promise<Response> {
      return hook.#fetch(args);
    };
    Object.defineProperty(this.fetch, "length", { value: options.fetch.length });
  }

  #fetch(args: Arguments): Promise<Response> {
    const request = new FetchRequest(args);
    let target: MeteredTarget | undefined;
    let body: RequestBody | undefined | Promise<RequestBody>;
    let isPost = true;
    try {
      isPost = request.isPost;
      target = isPost ? this.#options.findTarget(request.url) : undefined;
      if (target !== undefined) body = request.body();
      else if (isPost) this.#options.unknown.check(request.url);
    } catch (error) {
      this.#options.meter.internalError("request", error);
      return this.#options.fetch(...args);
    }
    if (target === undefined) return isPost ? this.#options.fetch(...args) : this.#fetchAnswer(args, request);
    const { ready } = this.#options.meter;
    if (!(body instanceof Promise) && ready === undefined) return this.#fetchMetered(args, { target, request, body });
    return this.#fetchLater(args, { target, request, body: Promise.all([body, ready]).then(([text]) => text) });
  }

  /** With GET: maybe an answer to what was asked before. */
  #fetchAnswer(args: Arguments, request: FetchRequest): Promise<Response> {
    let sinkOf: ReturnType<Retrievals["begin"]>;
    try {
      if (request.isGet) sinkOf = this.#options.retrievals.begin(request.url);
    } catch (error) {
      this.#options.meter.internalError("request", error);
    }
    const answer = this.#options.fetch(...args);
    if (sinkOf === undefined || typeof answer?.then !== "function") return answer;
    return answer.then((response) => {
      try {
        const sink = sinkOf(response);
        if (sink !== undefined) this.#tap.attach(response, sink);
      } catch (error) {
        this.#options.meter.internalError("answer", error);
      }
      return response;
    });
  }

  /** For a body that takes a read, and for the first calls of a process, which wait until the budgets are known. */
  async #fetchLater(args: Arguments, { body, ...call }: Pending<Promise<RequestBody | undefined>>): Promise<Response> {
    return this.#fetchMetered(args, { ...call, body: await body.catch(() => undefined) });
  }

  #fetchMetered(args: Arguments, pending: Pending<RequestBody | undefined>): Promise<Response> {
    let call: WireCall | BudgetBlock | undefined;
    try {
      call = this.#begin(pending);
    } catch (error) {
      this.#options.meter.internalError("request", error);
    }
    const { target } = pending;
    const { isKnownHost, shape } = target;
    if (call === undefined && !isKnownHost) return this.#options.fetch(...args);
    if (call !== undefined && !(call instanceof WireCall)) {
      return refuse(call, { shape: shape.name, userAgent: pending.request.header("user-agent") });
    }
    const begun = call;
    const sent = begun && this.#options.asksForUsage ? this.#withUsageAsked(args, pending, begun) : args;
    target.waiting ??= this.#options.missed.waitingAt(target.address);
    const { waiting } = target;
    const onAnswer = (response: Response) => {
      waiting.count -= 1;
      if (begun !== undefined) this.#attach(begun, response);
      return response;
    };
    const onError = (error: unknown): never => {
      waiting.count -= 1;
      begun?.notAnswered(error);
      throw error;
    };
    let answer: Promise<Response>;
    waiting.count += 1;
    try {
      answer = this.#options.fetch(...sent);
    } catch (error) {
      return onError(error);
    }
    if (typeof answer?.then === "function") return answer.then(onAnswer, onError);
    // A fetch of the app's own, wrapped before us, that does not answer with a promise: the app gets what it gives.
    onAnswer(answer as unknown as Response);
    return answer;
  }

  #withUsageAsked(args: Arguments, { target, request }: Pending<unknown>, call: WireCall): Arguments {
    const facts = call.options.request;
    if (target.shape !== openAiChat || !target.isKnownHost || !facts.stream || facts.isUsageExpected) return args;
    try {
      const asking = askForUsage(args, { url: request.url, provider: target.provider });
      if (asking === undefined) return args;
      facts.isUsageExpected = true;
      return asking;
    } catch (error) {
      this.#options.meter.internalError("request", error);
      return args;
    }
  }

  /** Undefined: not a call to meter after all. A block: refused by a budget. */
  #begin({ target, request, body }: Pending<RequestBody | undefined>): WireCall | BudgetBlock | undefined {
    const facts = readRequest(body, target.shape);
    const { requestHeaders } = target.shape;
    if (requestHeaders !== undefined) readHeaders(facts, requestHeaders, (name) => request.header(name));
    if (target.deployment !== undefined) facts.model = target.deployment;
    else if (facts.model === "" && target.model !== undefined) facts.model = target.model;
    facts.isDoubtful = !facts.hasInput && body !== undefined && target.model === undefined;
    if (request.isAborted || !isMaybeCall(target, facts) || this.#options.calls.isHidden) return undefined;
    this.#options.calls.announce();
    const { meter } = this.#options;
    const { scope, parent } = this.#options.currentPlace();
    const attribution = this.#options.withHeaders(scope, (name) => request.header(name));
    const startMs = Date.now();
    const decision = meter.reserve({ asked: facts, provider: target.provider, attribution, scope, atMs: startMs });
    const options: WireCallOptions = {
      target,
      request: facts,
      attribution,
      startMs,
      parent,
      content: this.#options.content,
      pages: this.#options.calls.pages,
      charged: this.#options.calls.charged,
      onUnread: this.#onUnread,
      onEnd: this.#onEnd,
    };
    if (decision !== undefined) {
      options.budget = budgetOutcome(decision);
      if (decision.outcome !== "blocked") options.reservation = decision.reservation;
    }
    const call = new WireCall(options, typeof body === "string" ? body : undefined);
    if (decision?.outcome !== "blocked") {
      this.#options.calls.open(call);
      return call;
    }
    call.blocked();
    return decision.block;
  }

  #attach(call: WireCall, response: Response): void {
    try {
      call.answered(response);
      const { request, target } = call.options;
      this.#tap.attach(response, call, request.stream || target.isStream === true);
    } catch (error) {
      this.#options.meter.internalError("answer", error);
      call.abandoned();
    }
  }

  readonly #onUnread = (call: WireCall): void => this.#options.calls.catchUpSoon(call);
  readonly #onEnd = (call: WireCall): void => this.#options.calls.end(call);
}

function readHeaders(
  facts: RequestFacts,
  { model, stream }: NonNullable<MeteredTarget["shape"]["requestHeaders"]>,
  header: (name: string) => string | undefined,
): void {
  for (const name of model) facts.model ||= header(name) ?? "";
  facts.stream ||= header(stream) === "true";
}

/**
 * APIs whose path leads to other things too, which the request must tell apart: OpenAI's threads have `/messages`, and Ollama loads a model
 * when it is asked nothing.
 */
const SHARES_PATH: ReadonlySet<string> = new Set([anthropicMessages.name, ollamaChat.name]);

/** At a known host a request may have its input in a field that we do not know (a stored prompt, pictures): the answer tells then. */
function isMaybeCall({ shape, isKnownHost }: MeteredTarget, { hasInput, isUnread, model }: RequestFacts): boolean {
  if (!isKnownHost) return hasInput && model !== "";
  return hasInput || isUnread === true || !SHARES_PATH.has(shape.name);
}
