import { NO_USAGE } from "../no-usage.ts";
import { anthropicMessages } from "./anthropic-messages.ts";
import type { AnswerFacts, ApiShape, StreamReader } from "./api-shape.ts";
import { readBedrockUsage } from "./bedrock-usage.ts";
import { CountReader } from "./count-reader.ts";
import { createEventStream } from "./event-stream.ts";
import { parseObject } from "./json-text.ts";
import { openAiChat } from "./openai-chat.ts";
import { countAt, isObject, type JsonObject, objectAt } from "./read-value.ts";

const METRICS = "amazon-bedrock-invocationMetrics";

/**
 * `POST /model/…/invoke` and `…/invoke-with-response-stream` of Amazon Bedrock: the model maker's own body. Mistral's text models and
 * Cohere's count only in the headers `x-amzn-bedrock-input-token-count` and `…output-token-count`; give them in a field `headers` of the
 * answer. Except for Anthropic's, answers name no model.
 */
export const bedrockInvokeModel: ApiShape = {
  name: "invoke-model",
  operation: "chat",
  inputField: "messages",
  answerFields: [...new Set([...ownFields(), ...anthropicMessages.answerFields, ...openAiChat.answerFields])],
  request: {
    fields: ["inferenceConfig", "textGenerationConfig", "max_gen_len", "max_tokens_to_sample"],
    read(request) {
      // As Nova, Titan, Llama and the first Claudes name it.
      const nova = objectAt(request, "inferenceConfig");
      const outputLimit =
        countAt(nova, "maxTokens") ??
        countAt(nova, "max_new_tokens") ??
        countAt(objectAt(request, "textGenerationConfig"), "maxTokenCount") ??
        countAt(request, "max_gen_len") ??
        countAt(request, "max_tokens_to_sample");
      return outputLimit === undefined ? {} : { outputLimit };
    },
  },
  readAnswer,
  readStream: () => new InvokeStream(),
  readHeaders(headers) {
    const responseId = headers.get("x-amzn-requestid");
    const counts: JsonObject = {};
    for (const name of COUNT_HEADERS) counts[name] = headers.get(name) ?? undefined;
    return { ...(responseId && { responseId }), ...readHeaders(counts) };
  },
};

function ownFields(): string[] {
  return [
    "usage",
    "inputTextTokenCount",
    "results",
    "prompt_token_count",
    "generation_token_count",
    "headers",
    METRICS,
  ];
}

function readAnswer(answer: JsonObject): AnswerFacts {
  const usage = objectAt(answer, "usage");
  if (answer.type === "message" || answer.type === "error" || "input_tokens" in usage)
    return anthropicMessages.readAnswer(answer);
  if ("prompt_tokens" in usage) return openAiChat.readAnswer(answer);
  return { ...readOwnCounts(answer), outputChars: 0 };
}

function readOwnCounts(answer: JsonObject): Pick<AnswerFacts, "usage" | "problems"> {
  if (isObject(answer[METRICS])) return readPair(answer[METRICS], METRICS, "inputTokenCount", "outputTokenCount");
  if (answer.usage !== undefined) return readBedrockUsage(answer.usage);
  if ("prompt_token_count" in answer || "generation_token_count" in answer)
    return readPair(answer, "answer", "prompt_token_count", "generation_token_count");
  if ("inputTextTokenCount" in answer) return readTitan(answer);
  if (isObject(answer.headers)) return readHeaders(answer.headers);
  return {};
}

function readPair(
  object: JsonObject,
  where: string,
  input: string,
  output: string,
): Pick<AnswerFacts, "usage" | "problems"> {
  const counts = new CountReader();
  const uncached = counts.count(object[input], input, where);
  const outputTokens = counts.count(object[output], output, where);
  if (uncached === undefined && outputTokens === undefined) return counts.facts(undefined);
  const cacheReadTokens = counts.count(object.cacheReadInputTokenCount, "cacheReadInputTokenCount", where) ?? 0;
  const cacheWriteTokens = counts.count(object.cacheWriteInputTokenCount, "cacheWriteInputTokenCount", where) ?? 0;
  const inputTokens = (uncached ?? 0) + cacheReadTokens + cacheWriteTokens;
  return counts.facts({ ...NO_USAGE, inputTokens, outputTokens: outputTokens ?? 0, cacheReadTokens, cacheWriteTokens });
}

/** Titan's text models have one result for each completion, its embeddings none. */
function readTitan(answer: JsonObject): Pick<AnswerFacts, "usage" | "problems"> {
  const counts = new CountReader();
  const inputTokens = counts.total(answer.inputTextTokenCount, "inputTextTokenCount", "answer") ?? 0;
  let outputTokens = 0;
  for (const [at, result] of (Array.isArray(answer.results) ? answer.results : []).entries())
    if (isObject(result)) outputTokens += counts.count(result.tokenCount, "tokenCount", `results[${at}]`) ?? 0;
  return counts.facts({ ...NO_USAGE, inputTokens, outputTokens });
}

/** Their values are text, as all headers' are. */
function readHeaders(headers: JsonObject): Pick<AnswerFacts, "usage" | "problems"> {
  const numbers: JsonObject = {};
  for (const [name, value] of Object.entries(headers)) {
    const count = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
    numbers[name.toLowerCase()] = count;
  }
  return readPair(numbers, "headers", ...COUNT_HEADERS);
}

const COUNT_HEADERS = ["x-amzn-bedrock-input-token-count", "x-amzn-bedrock-output-token-count"] as const;

/** The first event says whose stream it is. Bedrock's own counts come with the last and are the same, so the maker's go first. */
class InvokeStream implements StreamReader {
  #inner: StreamReader | undefined;

  feed(data: string): void {
    this.#inner ??= startStream(parseObject(data));
    this.#inner.feed(data);
  }

  get isComplete(): boolean {
    return this.#inner?.isComplete === true;
  }

  get isUsageFinal(): boolean {
    return this.#inner?.isUsageFinal === true;
  }

  get facts(): AnswerFacts {
    return this.#inner?.facts ?? { outputChars: 0 };
  }
}

function startStream(first: JsonObject | undefined): StreamReader {
  if (first?.type === "message_start") return anthropicMessages.readStream();
  if (first?.object === "chat.completion.chunk") return openAiChat.readStream();
  return createEventStream({ read: readAnswer, isLast: (event) => isObject(event[METRICS]) });
}
