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
    if (body instanceof FormData) return formText(body);
    const input = this.#input;
    if (body === undefined && input instanceof Request && input.body !== null && !input.bodyUsed) {
      return input.clone().text();
    }
    return undefined;
  }
}

/** A form's fields as the JSON that other requests are: `stream` and counts by their value, of a file only that it is there. */
function formText(form: FormData): string {
  const read = (value: string | File) => {
    if (typeof value !== "string") return {};
    return /^(true|false|\d{1,9})$/.test(value) ? JSON.parse(value.replace(/^0+(?=\d)/, "")) : value;
  };
  return JSON.stringify(Object.fromEntries([...form].map(([name, value]) => [name, read(value)])));
}
