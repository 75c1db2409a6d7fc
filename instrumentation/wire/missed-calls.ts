import diagnostics from "node:diagnostics_channel";
import type { MeteredTarget } from "./metered-target.ts";

export interface MissedCallsOptions {
  findTarget(url: string): MeteredTarget | undefined;
  /** The code now running sends a call that is metered elsewhere, as the AWS SDK's are. */
  isMetered(): boolean;
  count(host: string): void;
  /** Takes a line for the operator; once for each kind. */
  say(kind: string, line: string): void;
  onError(error: unknown): void;
}

/** Requests of ours to one host that wait for their answer. */
export interface WaitingRequests {
  count: number;
}

/** The part of undici's request that we read. */
interface UndiciRequest {
  origin?: unknown;
  path?: unknown;
  method?: unknown;
}

/** The same of a `ClientRequest`. */
interface HttpRequest extends UndiciRequest {
  protocol?: unknown;
  getHeader?(name: string): unknown;
}

/**
 * Calls to known providers that went around the hook: a client that took `fetch` before metering began, or has another transport. Node tells
 * of every request; while one of ours to the same host waits for its answer, others are taken for it, so what is counted is a lower bound. To
 * mark each request by an AsyncLocalStorage would be exact, and costs every call 1.4 µs (measured), as much as a sixth of all metering.
 */
export class MissedCalls {
  readonly #options: MissedCallsOptions;
  readonly #waiting = new Map<string, WaitingRequests>();

  constructor(options: MissedCallsOptions) {
    this.#options = options;
    diagnostics.subscribe(UNDICI, this.#onUndici);
    diagnostics.subscribe(HTTP, this.#onHttp);
  }

  /** For who sends requests to a host that are metered, or known not to be calls. */
  waitingAt(address: string): WaitingRequests {
    const waiting = this.#waiting.get(address) ?? { count: 0 };
    this.#waiting.set(address, waiting);
    return waiting;
  }

  close(): void {
    diagnostics.unsubscribe(UNDICI, this.#onUndici);
    diagnostics.unsubscribe(HTTP, this.#onHttp);
  }

  readonly #onUndici = (message: unknown): void => {
    const { origin, path, method } = (message as { request: UndiciRequest }).request;
    this.#check(method, () => `${origin}${path}`);
  };

  readonly #onHttp = (message: unknown): void => {
    const { request } = message as { request: HttpRequest };
    this.#check(request.method, () => `${request.protocol}//${request.getHeader?.("host")}${request.path}`);
  };

  #check(method: unknown, urlOf: () => string): void {
    if (method !== "POST") return;
    try {
      const target = this.#options.findTarget(urlOf());
      if (!target?.isKnownHost || this.#waiting.get(target.address)?.count || this.#options.isMetered()) return;
      const { address, provider } = target;
      this.#options.count(address);
      this.#options.say(
        `missed ${address}`,
        `Cannot meter calls to ${address} (${provider}) that do not go through the global fetch; create its client after tollgate is loaded, or give it \`fetch: tollgateFetch\``,
      );
    } catch (error) {
      this.#options.onError(error);
    }
  }
}

const UNDICI = "undici:request:create";
const HTTP = "http.client.request.start";
