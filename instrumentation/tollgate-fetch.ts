import { currentHandle } from "./handle.ts";
import { passingForm } from "./passing-form.ts";

type Fetch = typeof globalThis.fetch;

/**
 * A metered `fetch` for clients that take one as an option: those that else use another transport (openai 4 on node-fetch), and those that
 * may be built before metering starts. Calls go through `fetch` of Node, so an `agent` for node-fetch has no effect. Each call is metered
 * once, also where `fetch` itself is hooked; where metering is off, it is `fetch`.
 *
 * @example
 * new OpenAI({ fetch: tollgateFetch });
 */
export const tollgateFetch: Fetch = (input, init) => {
  const fetch = currentHandle()?.fetch ?? globalThis.fetch;
  return fetch(input, withDuplex(init));
};

/** node-fetch takes a Node stream as it is (openai 4 uploads files so); `fetch` refuses one without this word. */
function withDuplex(init: RequestInit | undefined): RequestInit | undefined {
  const body: unknown = init?.body;
  if (typeof body !== "object" || body === null || init?.duplex !== undefined) return init;
  if (!(Symbol.asyncIterator in body) || body instanceof ReadableStream) return init;
  const isForm = new Headers(init?.headers).get("content-type")?.startsWith("multipart/form-data");
  const sent = isForm && currentHandle() ? passingForm(body as AsyncIterable<unknown>) : body;
  return { ...init, body: sent as NonNullable<RequestInit["body"]>, duplex: "half" };
}
