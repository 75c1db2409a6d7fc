import { isPassingForm, type PassingForm } from "./form-fields.ts";

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

  get isGet(): boolean {
    const method = this.#init?.method ?? (this.#input instanceof Request ? this.#input.method : "GET");
    return method === "GET" || method.toUpperCase() === "GET";
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
   * The body where it can be had. A promise only for a `Request` that carries its own (Mistral and OpenRouter send such): that one is read
   * from a clone.
   */
  body(): RequestBody | undefined | Promise<RequestBody> {
    const body = this.#init?.body ?? undefined;
    if (typeof body === "string" || body instanceof FormData || isPassingForm(body)) return body;
    const bytes = body instanceof ArrayBuffer ? new Uint8Array(body) : body;
    if (bytes instanceof Uint8Array) {
      // A form that the app has written itself: mostly a file, and longer than its text would be worth.
      if (isForm(this.header("content-type"))) return undefined;
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
    }
    const input = this.#input;
    if (body === undefined && input instanceof Request && input.body !== null && !input.bodyUsed) {
      const clone = input.clone();
      return isForm(clone.headers.get("content-type")) ? clone.formData() : clone.text();
    }
    return undefined;
  }
}

/** A form carries files: audio, pictures. */
export type RequestBody = string | FormData | PassingForm;

function isForm(contentType: string | null | undefined): boolean {
  return contentType?.startsWith("multipart/form-data") === true;
}
