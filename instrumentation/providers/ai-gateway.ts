import type { Usage } from "../llm-call.ts";
import { NO_USAGE } from "../no-usage.ts";
import type { AnswerFacts, ApiShape } from "./api-shape.ts";
import { CountReader } from "./count-reader.ts";
import { createEventStream } from "./event-stream.ts";
import { readGatewayCharge } from "./host-charge.ts";
import { countAt, errorTypeAt, isObject, type JsonObject, jsonLength, objectAt, textAt } from "./read-value.ts";

/**
 * `POST …/ai/language-model` of the Vercel AI Gateway, as the AI SDK asks for a model that is given by its name alone: the SDK's own types as JSON.
 * Which model is asked, and whether for a stream, is in headers. What the gateway charges is in the answer.
 */
export const aiGateway: ApiShape = {
  name: "ai-gateway",
  operation: "chat",
  inputField: "prompt",
  answerFields: ["usage", "providerMetadata", "response", "error"],
  requestHeaders: { model: ["ai-language-model-id", "ai-model-id"], stream: "ai-language-model-streaming" },
  request: {
    fields: ["maxOutputTokens"],
    read(request) {
      const outputLimit = countAt(request, "maxOutputTokens");
      return outputLimit === undefined ? {} : { outputLimit };
    },
  },
  readAnswer: (answer) => ({
    ...readFacts(answer),
    ...readHead(objectAt(answer, "response"), answer),
    outputChars: isObject(answer.usage) ? 0 : jsonLength(answer.content),
  }),
  readStream: () => createEventStream({ read: readPart, isLast: (part) => part.type === "finish" }),
};

/** `POST …/ai/embedding-model` of the same. */
export const aiGatewayEmbeddings: ApiShape = {
  ...aiGateway,
  name: "ai-gateway-embeddings",
  operation: "embeddings",
  inputField: "values",
  readAnswer: (answer) => ({ ...readFacts(answer), ...readHead({}, answer), outputChars: 0 }),
};

/** Its other models, for pictures, sound, video, reranking and decisions: of most, the charge is all that an answer says. */
export const aiGatewayMedia: ApiShape = { ...aiGateway, operation: "generate_content", isInestimable: true };

function readPart(part: JsonObject): AnswerFacts {
  if (part.type === "response-metadata") return { ...readHead(part, {}), outputChars: 0 };
  if (part.type === "finish") return { ...readFacts(part), ...readHead({}, part), outputChars: 0 };
  if (part.type === "error") return { errorType: errorTypeAt(part) ?? "error", outputChars: 0 };
  return { outputChars: (textAt(part, "delta") ?? "").length };
}

/** The gateway's own id of the call goes before that of the provider behind it. */
function readHead(response: JsonObject, { providerMetadata }: JsonObject): Partial<AnswerFacts> {
  const responseModel = textAt(response, "modelId");
  const responseId = textAt(objectAt(providerMetadata, "gateway"), "generationId") ?? textAt(response, "id");
  return { ...(responseModel !== undefined && { responseModel }), ...(responseId !== undefined && { responseId }) };
}

function readFacts(answer: JsonObject): Partial<AnswerFacts> {
  const errorType = errorTypeAt(answer);
  const hostCharge = readGatewayCharge(answer.providerMetadata);
  return {
    ...(errorType !== undefined && { errorType }),
    ...(hostCharge !== undefined && { hostCharge }),
    ...readUsage(answer.usage),
  };
}

/** AI SDK 5 has plain numbers where later versions have objects with a `total`. */
function readUsage(usage: unknown): Pick<AnswerFacts, "usage" | "problems"> {
  if (usage === undefined || usage === null) return {};
  const counts = new CountReader();
  if (!isObject(usage)) return counts.noUsage("usage", usage);
  if (usage.tokens !== undefined) return counts.facts(embedded(counts.count(usage.tokens, "tokens", "usage")));
  const input = objectAt(usage, "inputTokens");
  const output = objectAt(usage, "outputTokens");
  const inputTokens = isObject(usage.inputTokens)
    ? counts.count(input.total, "total", INPUT)
    : counts.count(usage.inputTokens, "inputTokens", "usage");
  const outputTokens = isObject(usage.outputTokens)
    ? counts.count(output.total, "total", OUTPUT)
    : counts.count(usage.outputTokens, "outputTokens", "usage");
  if (inputTokens === undefined && outputTokens === undefined) return counts.facts(undefined);
  const cacheReadTokens =
    counts.part(input.cacheRead, "cacheRead", INPUT, inputTokens) ||
    counts.part(usage.cachedInputTokens, "cachedInputTokens", "usage", inputTokens);
  const reasoningTokens =
    counts.part(output.reasoning, "reasoning", OUTPUT, outputTokens) ||
    counts.part(usage.reasoningTokens, "reasoningTokens", "usage", outputTokens);
  const cacheWriteTokens = counts.part(input.cacheWrite, "cacheWrite", INPUT, inputTokens);
  return counts.facts({
    inputTokens: inputTokens ?? 0,
    outputTokens: outputTokens ?? 0,
    cacheReadTokens,
    cacheWriteTokens,
    cacheWrite1hTokens: 0,
    reasoningTokens,
  });
}

function embedded(inputTokens: number | undefined): Usage | undefined {
  return inputTokens === undefined ? undefined : { ...NO_USAGE, inputTokens };
}

const INPUT = "usage.inputTokens";
const OUTPUT = "usage.outputTokens";
