type FetchArguments = Parameters<typeof globalThis.fetch>;

/** What `fetch` was asked, read without consuming anything. Its second argument goes before what a `Request` says. */
export class FetchRequest {
  readonly #input: FetchArguments[0];
  readonly #init: FetchArguments[1];

  constructor([input, init]: FetchArguments) {
    this.#input = input;
    this.#init = init;
  }

  get url(): string {
    if (typeof this.#input === "string") return this.#input;
    return this.#input instanceof Request ? this.#input.url : String(this.#input);
  }

  get isPost(): boolean {
    const method = this.#init?.method ?? (this.#input instanceof Request ? this.#input.method : "GET");
    return method === "POST" || method.toUpperCase() === "POST";
  }

  /** Aborted before it began: nothing will be sent. */
  get isAborted(): boolean {
    const signal = this.#init?.signal ?? (this.#input instanceof Request ? this.#input.signal : undefined);
    return signal?.aborted === true;
  }

  header(name: string): string | undefined {
    const headers = this.#init?.headers ?? (this.#input instanceof Request ? this.#input.headers : undefined);
    return headers === undefined ? undefined : (new Headers(headers).get(name) ?? undefined);
  }

  /**
   * The body's text where it can be had. A promise only for a `Request` that carries its own body (Mistral and OpenRouter send such):
   * that one is read from a clone.
   */
  bodyText(): string | undefined | Promise<string> {
    const body = this.#init?.body ?? undefined;
    if (typeof body === "string") return body;
    if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
    if (body instanceof ArrayBuffer) return Buffer.from(body).toString();
    const input = this.#input;
    if (body === undefined && input instanceof Request && input.body !== null && !input.bodyUsed) {
      return input.clone().text();
    }
    return undefined;
  }
}
