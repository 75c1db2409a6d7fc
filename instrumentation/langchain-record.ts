import { langChainAttribution } from "./langchain-attribution.ts";
import { langChainModel } from "./langchain-model.ts";
import type { Attribution, CallRecord, Usage } from "./llm-call.ts";
import { consistentUsage } from "./providers/consistent-usage.ts";
import { countAt, isObject, type JsonObject, objectAt, textAt } from "./providers/read-value.ts";
import type { ActiveParent } from "./wire/active-parent.ts";
import { estimateTextTokens } from "./estimate/rule-of-thumb.ts";

/** A model run that LangChain has begun. */
export interface LangChainRun {
  startMs: number;
  /** Of `performance.now()`. */
  startedAtMs: number;
  metadata: JsonObject;
  invocation: JsonObject;
  /** `ChatOpenAI`, … */
  className: string;
  attribution: Attribution;
  parent: ActiveParent;
  inputTokens: number;
}

/** `ls_provider` → our spelling, where they differ. */
const PROVIDERS: Readonly<Record<string, string>> = {
  google_genai: "gcp.gemini",
  "google-genai": "gcp.gemini",
  google_vertexai: "gcp.vertex_ai",
  amazon_bedrock: "aws.bedrock",
  bedrock: "aws.bedrock",
  azure: "azure.ai.openai",
  mistral: "mistral_ai",
  mistralai: "mistral_ai",
  xai: "x_ai",
};

/** What LangChain knows of a call that is over. */
export function langChainRecord(run: LangChainRun, end: { output?: unknown; error?: unknown }): CallRecord {
  const { metadata, invocation } = run;
  const lsProvider = textAt(metadata, "ls_provider")?.toLowerCase() ?? "unknown";
  const record: CallRecord = {
    source: "langchain",
    provider: PROVIDERS[lsProvider] ?? lsProvider,
    operation: "chat",
    requestModel: langChainModel(run),
    stream: invocation.stream === true,
    startMs: run.startMs,
    endMs: run.startMs + (performance.now() - run.startedAtMs),
    usageSource: "provider",
    attribution: { ...langChainAttribution(metadata), ...run.attribution },
    ...run.parent,
  };
  if (end.error !== undefined) return { ...record, errorType: errorTypeOf(end.error) };

  const generation = firstGeneration(end.output);
  const message = objectAt(generation, "message");
  const answer = objectAt(message, "response_metadata");
  // Streamed answers of OpenAI's Responses API have `model` twice in one string; `model_name` is right where it exists.
  const responseModel =
    textAt(answer, "model_name") ?? textAt(answer, "model") ?? textAt(objectAt(message, "additional_kwargs"), "model");
  if (responseModel !== undefined) record.responseModel = responseModel;
  const id = textAt(message, "id");
  // `run-…` is LangChain's own, made where the provider gives none.
  if (id !== undefined && !id.startsWith("run-") && !id.startsWith("lc_run-")) record.responseId = id;
  const tier = textAt(answer, "service_tier");
  if (tier !== undefined) record.serviceTier = tier;

  const usage = usageOf(message, answer);
  if (usage !== undefined) return { ...record, usage };
  const outputTokens = estimateTextTokens((textAt(generation, "text") ?? "").length);
  const { inputTokens } = run;
  const none = { cacheReadTokens: 0, cacheWriteTokens: 0, cacheWrite1hTokens: 0, reasoningTokens: 0 };
  return { ...record, usageSource: "estimated", usage: { inputTokens, outputTokens, ...none } };
}

/** All generations of one call carry the call's whole usage, so only the first may be read. */
function firstGeneration(output: unknown): JsonObject {
  const generations = isObject(output) ? output.generations : undefined;
  const first: unknown = Array.isArray(generations) ? generations[0]?.[0] : undefined;
  return isObject(first) ? first : {};
}

/** `input_tokens` includes cached tokens, also for Anthropic. One-hour writes stand only in the provider's own usage. */
function usageOf(message: JsonObject, answer: JsonObject): Usage | undefined {
  const usage = objectAt(message, "usage_metadata");
  const inputTokens = countAt(usage, "input_tokens");
  const outputTokens = countAt(usage, "output_tokens");
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  const input = objectAt(usage, "input_token_details");
  const write1h = countAt(objectAt(objectAt(answer, "usage"), "cache_creation"), "ephemeral_1h_input_tokens");
  return consistentUsage({
    inputTokens: inputTokens ?? 0,
    outputTokens: outputTokens ?? 0,
    cacheReadTokens: countAt(input, "cache_read") ?? 0,
    cacheWriteTokens: countAt(input, "cache_creation") ?? 0,
    cacheWrite1hTokens: write1h ?? 0,
    reasoningTokens: countAt(objectAt(usage, "output_token_details"), "reasoning") ?? 0,
  });
}

function errorTypeOf(error: unknown): string {
  if (!isObject(error)) return "Error";
  return (
    textAt(error, "code") ?? textAt(objectAt(error, "error"), "type") ?? String(error.status ?? error.name ?? "Error")
  );
}
