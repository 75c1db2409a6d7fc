import type { SeededRandom } from "../seeded-random.ts";
import { anthropicHeaders } from "./anthropic-answer.ts";
import { openAiHeaders } from "./openai-answer.ts";
import { freshId, type ProviderAnswer } from "./provider-answer.ts";
import type { ProviderApi } from "./provider-log.ts";

const OPENAI_ERRORS: Record<number, { message: string; type: string; code: string | null }> = {
  400: { message: "We could not parse the JSON body of your request.", type: "invalid_request_error", code: null },
  401: { message: "Incorrect API key provided.", type: "invalid_request_error", code: "invalid_api_key" },
  404: { message: "Invalid URL", type: "invalid_request_error", code: null },
  429: { message: "Rate limit reached on requests per min.", type: "requests", code: "rate_limit_exceeded" },
  500: { message: "The server had an error while processing your request.", type: "server_error", code: null },
};

const ANTHROPIC_ERRORS: Record<number, { type: string; message: string }> = {
  400: { type: "invalid_request_error", message: "The request body is not valid JSON" },
  401: { type: "authentication_error", message: "invalid x-api-key" },
  404: { type: "not_found_error", message: "Not Found" },
  429: { type: "rate_limit_error", message: "Number of request tokens has exceeded your per-minute rate limit" },
  500: { type: "api_error", message: "Internal server error" },
  529: { type: "overloaded_error", message: "Overloaded" },
};

/** An error in the shape of the API asked. */
export function errorAnswer(api: ProviderApi, status: number, model = ""): ProviderAnswer {
  const id = freshId("req_", 24);
  // Both SDKs wait this long before they try again; without it the wait is theirs, half a second and up.
  const headers = { "retry-after-ms": "120" };
  if (api === "messages") {
    const error = ANTHROPIC_ERRORS[status] ?? ANTHROPIC_ERRORS[500];
    const body = JSON.stringify({ type: "error", error, request_id: id });
    return { id, status, headers: { ...anthropicHeaders(id), ...headers }, body, model };
  }
  const error = { ...(OPENAI_ERRORS[status] ?? OPENAI_ERRORS[500]), param: null };
  return { id, status, headers: { ...openAiHeaders(id), ...headers }, body: JSON.stringify({ error }), model };
}

/** The status of an error that happens now and then: too many requests, a fault, and Anthropic's own "overloaded". */
export function passingErrorStatus(api: ProviderApi, random: SeededRandom): number {
  return random.pick(api === "messages" ? [429, 500, 529] : [429, 500]);
}
