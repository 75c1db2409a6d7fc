import type { Caller } from "./call-joiner.ts";
import { estimateTextTokens } from "./estimate/rule-of-thumb.ts";
import { langChainError } from "./langchain-error.ts";
import { langChainModel } from "./langchain-model.ts";
import type { Attribution, CallRecord, Operation, Usage } from "./llm-call.ts";
import { NO_USAGE } from "./no-usage.ts";
import { consistentUsage } from "./providers/consistent-usage.ts";
import { countAt, isObject, type JsonObject, jsonLength, objectAt, textAt } from "./providers/read-value.ts";
import type { ActiveParent } from "./wire/active-parent.ts";

/** A model run that LangChain has begun. */
export interface LangChainRun {
  startMs: number;
  /** Of `performance.now()`. */
  startedAtMs: number;
  operation: Operation;
  metadata: JsonObject;
  invocation: JsonObject;
  /** Prompts that may go in one request. */
  batchSize: number;
  /** `ChatOpenAI`, … */
  className: string;
  /** `openai`, …: the part of LangChain that the class is from. */
  packageName: string;
  /** By the app. */
  said: Attribution;
  caller: Caller;
  parent: ActiveParent;
  /** Held by LangChain until the run is over; written out only where an estimate needs its length. */
  input: WeakRef<object>;
  /** Of an answer that is streamed, as far as it has come. */
  heardChars?: number;
}

export interface RunEnd {
  output?: unknown;
  error?: unknown;
  /** LangChain will say no more. */
  isInterrupted?: boolean;
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

/** What LangChain knows of a call that is over; undefined where the provider was not asked, or another run says it. */
export function langChainRecord(run: LangChainRun, end: RunEnd): CallRecord | undefined {
  const { metadata, invocation } = run;
  const lsProvider = (textAt(metadata, "ls_provider") ?? run.packageName).toLowerCase();
  const record: CallRecord = {
    source: "langchain",
    provider: PROVIDERS[lsProvider] ?? (lsProvider || "unknown"),
    operation: run.operation,
    requestModel: langChainModel(run),
    stream: invocation.stream === true || run.heardChars !== undefined,
    startMs: run.startMs,
    endMs: run.startMs + (performance.now() - run.startedAtMs),
    usageSource: "provider",
    attribution: { ...run.caller.attribution, ...run.said },
    run: run.caller.run,
    ...run.parent,
  };
  if (end.error !== undefined) return { ...record, errorType: langChainError(end.error) ?? "Error" };
  if (end.isInterrupted && run.heardChars !== undefined)
    return { ...record, usageSource: "interrupted", usage: estimatedUsage(run, run.heardChars) };
  if (end.output === undefined || isLaterPart(run, end.output)) return undefined;

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
  // LangChain leaves the tier out of plain answers; the one that was asked for is the next best.
  const tier =
    textAt(answer, "service_tier") ??
    textAt(objectAt(answer, "usage"), "service_tier") ??
    textAt(invocation, "service_tier");
  if (tier !== undefined) record.serviceTier = tier;

  const usage = usageOf(message, answer) ?? completionUsageOf(end.output);
  if (usage === undefined) {
    const outputChars = (textAt(generation, "text") ?? "").length;
    return { ...record, usageSource: "estimated", usage: estimatedUsage(run, outputChars) };
  }
  // Of a stream LangChain adds up what Anthropic says twice, 3 tokens at the start and 10 in all; which parts it were is lost.
  const isSumOfSums = lsProvider === "anthropic" && countAt(objectAt(answer, "usage"), "output_tokens") === undefined;
  return { ...record, usage, ...(isSumOfSums && { usageSource: "estimated" as const }) };
}

function estimatedUsage(run: LangChainRun, outputChars: number): Usage {
  const inputTokens = estimateTextTokens(jsonLength(run.input.deref()));
  return { ...NO_USAGE, inputTokens, outputTokens: estimateTextTokens(outputChars) };
}

/**
 * Several prompts to a completion model may go in one request. Each is a run of its own, the first has the whole usage and the others an
 * empty one.
 */
function isLaterPart(run: LangChainRun, output: unknown): boolean {
  const usage = isObject(output) && isObject(output.llmOutput) ? output.llmOutput.tokenUsage : undefined;
  return run.operation === "text_completion" && run.batchSize > 1 && isObject(usage) && Object.keys(usage).length === 0;
}

/** Of completion models, which answer with a text and no message. `estimatedTokenUsage`, which stands beside it in streams, is wrong. */
function completionUsageOf(output: unknown): Usage | undefined {
  const usage = isObject(output) ? objectAt(objectAt(output, "llmOutput"), "tokenUsage") : {};
  const inputTokens = countAt(usage, "promptTokens");
  const outputTokens = countAt(usage, "completionTokens");
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  return { ...NO_USAGE, inputTokens: inputTokens ?? 0, outputTokens: outputTokens ?? 0 };
}

/** All generations of one call carry the call's whole usage, so only the first may be read. */
function firstGeneration(output: unknown): JsonObject {
  const generations = isObject(output) ? output.generations : undefined;
  const first: unknown = Array.isArray(generations) ? generations[0]?.[0] : undefined;
  return isObject(first) ? first : {};
}

/**
 * `input_tokens` includes cached tokens, also for Anthropic. One-hour writes stand only in the provider's own usage. Google's thoughts are
 * billed as output and stand only in the total.
 */
function usageOf(message: JsonObject, answer: JsonObject): Usage | undefined {
  const usage = objectAt(message, "usage_metadata");
  const inputTokens = countAt(usage, "input_tokens");
  const outputTokens = countAt(usage, "output_tokens");
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  const thoughts = (countAt(usage, "total_tokens") ?? 0) - (inputTokens ?? 0) - (outputTokens ?? 0);
  const unlisted = Math.max(0, thoughts);
  const input = objectAt(usage, "input_token_details");
  const write1h = countAt(objectAt(objectAt(answer, "usage"), "cache_creation"), "ephemeral_1h_input_tokens");
  return consistentUsage({
    inputTokens: inputTokens ?? 0,
    outputTokens: (outputTokens ?? 0) + unlisted,
    cacheReadTokens: countAt(input, "cache_read") ?? 0,
    cacheWriteTokens: countAt(input, "cache_creation") ?? 0,
    cacheWrite1hTokens: write1h ?? 0,
    reasoningTokens: (countAt(objectAt(usage, "output_token_details"), "reasoning") ?? 0) + unlisted,
  });
}
