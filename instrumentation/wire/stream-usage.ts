import { readJsonFields } from "../providers/json-fields.ts";
import { parseObject } from "../providers/json-text.ts";
import { isObject } from "../providers/read-value.ts";

type FetchArguments = Parameters<typeof globalThis.fetch>;

/**
 * Providers whose own documentation has `stream_options.include_usage` for chat completions. Others are left alone, because some refuse a
 * field that they do not know with status 400, and a call must not fail because of us; most of those send counts unasked.
 */
const TAKES_STREAM_OPTIONS = new Set([
  "openai", // https://platform.openai.com/docs/api-reference/chat/create
  "azure.ai.openai", // https://learn.microsoft.com/azure/ai-services/openai/reference-preview
  "deepseek", // https://api-docs.deepseek.com/api/create-chat-completion
  "groq", // https://console.groq.com/docs/api-reference
  "x_ai", // https://docs.x.ai/docs/api-reference
  "ollama", // https://github.com/ollama/ollama/blob/main/docs/openai.md
  "vllm", // https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html
]);

/** Azure's, by date: older ones answer 400, "Unrecognized request argument supplied: stream_options". */
const FIRST_AZURE_VERSION = "2024-09-01";

/** Where a streamed chat completion goes. */
export interface StreamDestination {
  url: string;
  provider: string;
}

/**
 * The arguments of a `fetch` that asks for the counts at its stream's end; `undefined` where it must stay as it is: a provider that may
 * refuse to, an app that says `include_usage: false`, a body that is no text in `init`.
 */
export function askForUsage([input, init]: FetchArguments, to: StreamDestination): FetchArguments | undefined {
  if (init === undefined || typeof init.body !== "string" || !isPlain(init)) return undefined;
  const body = withUsageAsked(init.body, to);
  if (body === undefined) return undefined;
  const headers = new Headers(init.headers);
  if (!headers.has("content-length")) return [input, { ...init, body }];
  // undici refuses to send a body of another length than the header says.
  headers.set("content-length", String(Buffer.byteLength(body)));
  return [input, { ...init, body, headers }];
}

function withUsageAsked(body: string, { url, provider }: StreamDestination): string | undefined {
  if (!TAKES_STREAM_OPTIONS.has(provider)) return undefined;
  const fields = readJsonFields(body, ["stream_options", "data_sources"]);
  if (fields === undefined) return undefined;
  // Azure also refuses the field in requests "on your data".
  if (provider.startsWith("azure") && (fields.data_sources !== undefined || isOldAzure(url))) return undefined;
  const given = fields.stream_options;
  // All that the app wrote stays as it wrote it: a number with 17 digits would not survive being parsed.
  if (given === undefined) return body.replace("{", '{"stream_options":{"include_usage":true},');
  const options = given === null ? {} : given;
  if (!isObject(options) || options.include_usage !== undefined) return undefined;
  const request = parseObject(body);
  return request && JSON.stringify({ ...request, stream_options: { ...options, include_usage: true } });
}

function isOldAzure(url: string): boolean {
  const version = /[?&]api-version=(\d[^&#]*)/.exec(url)?.[1];
  // The path that takes no version is newer than all that take one.
  return version === undefined ? !url.includes("/openai/v1/") : version < FIRST_AZURE_VERSION;
}

/** Of any other object a copy might lack what its class gives it. */
function isPlain(init: object): boolean {
  const proto: unknown = Object.getPrototypeOf(init);
  return proto === null || proto === Object.prototype;
}
