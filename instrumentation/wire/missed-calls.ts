import { AsyncLocalStorage } from "node:async_hooks";
import diagnostics from "node:diagnostics_channel";
import type { MeteredTarget } from "./metered-target.ts";

export interface MissedCallsOptions {
  findTarget(url: string): MeteredTarget | undefined;
  count(host: string): void;
  /** Takes a line for the operator; once for each kind. */
  say(kind: string, line: string): void;
  onError(error: unknown): void;
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
 * of every request; those made inside `run` were seen by us.
 */
export class MissedCalls {
  readonly #options: MissedCallsOptions;
  readonly #seen = new AsyncLocalStorage<true>();

  constructor(options: MissedCallsOptions) {
    this.#options = options;
    diagnostics.subscribe(UNDICI, this.#onUndici);
    diagnostics.subscribe(HTTP, this.#onHttp);
  }

  /** Makes a request that is metered, or known not to be a call. */
  run<T>(request: () => T): T {
    return this.#seen.run(true, request);
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
    if (method !== "POST" || this.#seen.getStore()) return;
    try {
      const target = this.#options.findTarget(urlOf());
      if (!target?.isKnownHost) return;
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
