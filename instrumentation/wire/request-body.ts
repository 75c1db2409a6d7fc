type FetchInput = Parameters<typeof fetch>[0];
type FetchInit = Parameters<typeof fetch>[1];

/**
 * The text of a request's body where it can be had without consuming it. A promise only for a `Request` that carries its own body
 * (Mistral and OpenRouter do): that one is read from a clone.
 */
export function requestBodyText(input: FetchInput, init: FetchInit): string | undefined | Promise<string> {
  const body = init?.body ?? undefined;
  if (typeof body === "string") return body;
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
  if (body instanceof ArrayBuffer) return Buffer.from(body).toString();
  if (body === undefined && input instanceof Request && input.body !== null && !input.bodyUsed)
    return input.clone().text();
  return undefined;
}

export function requestUrl(input: FetchInput): string {
  if (typeof input === "string") return input;
  return input instanceof Request ? input.url : String(input);
}

export function requestMethod(input: FetchInput, init: FetchInit): string {
  return init?.method ?? (input instanceof Request ? input.method : "GET");
}

/** A header as the request will carry it: those of `init` replace those of a `Request`. */
export function requestHeader(input: FetchInput, init: FetchInit, name: string): string | undefined {
  const headers = init?.headers ?? (input instanceof Request ? input.headers : undefined);
  return headers === undefined ? undefined : (new Headers(headers).get(name) ?? undefined);
}
