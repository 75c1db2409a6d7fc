import type { AnswerFacts, ApiShape } from "./api-shape.ts";
import { readBedrockUsage } from "./bedrock-usage.ts";
import { createEventStream } from "./event-stream.ts";
import { countAt, isObject, type JsonObject, jsonLength, objectAt, textAt } from "./read-value.ts";

/**
 * `POST /model/…/converse` and `…/converse-stream` of Amazon Bedrock, as its SDK shows them. The answer names no model, unless a prompt
 * router chose one, and no id: that is in a header.
 */
export const bedrockConverse: ApiShape = {
  name: "converse",
  operation: "chat",
  inputField: "messages",
  answerFields: ["usage", "serviceTier", "performanceConfig", "trace", "message", "__type"],
  readAnswer: (answer) => ({
    ...readFacts(answer),
    outputChars: isObject(answer.usage) ? 0 : jsonLength(answer.output),
  }),
  request: {
    fields: ["inferenceConfig"],
    read(request) {
      const outputLimit = countAt(objectAt(request, "inferenceConfig"), "maxTokens");
      return outputLimit === undefined ? {} : { outputLimit };
    },
  },
  readStream: () =>
    createEventStream({
      read: (event) => ({
        ...readFacts(isObject(event.metadata) ? event.metadata : event),
        outputChars: textOf(event),
      }),
      isLast: (event) => isObject(event.metadata) || isObject(event.usage),
    }),
  readHeaders(headers) {
    const responseId = headers.get("x-amzn-requestid");
    return responseId ? { responseId } : {};
  },
};

function readFacts(answer: JsonObject): Omit<AnswerFacts, "outputChars"> {
  const responseModel = textAt(objectAt(objectAt(answer, "trace"), "promptRouter"), "invokedModelId");
  const serviceTier = tierOf(answer);
  const errorType = textAt(answer, "__type") ?? exceptionOf(answer);
  return {
    ...(responseModel !== undefined && { responseModel }),
    ...(serviceTier !== undefined && { serviceTier }),
    ...(errorType !== undefined && { errorType }),
    ...readBedrockUsage(answer.usage),
  };
}

/** Latency-optimised inference has prices of its own, as if it were a tier. */
function tierOf(answer: JsonObject): string | undefined {
  if (textAt(objectAt(answer, "performanceConfig"), "latency") === "optimized") return "optimized";
  return textAt(objectAt(answer, "serviceTier"), "type");
}

/** An event of a stream that is an error is named after it: `throttlingException`. */
function exceptionOf(event: JsonObject): string | undefined {
  return Object.keys(event).find((key) => key.endsWith("Exception"));
}

/** Text, thoughts and calls of tools. */
function textOf(event: JsonObject): number {
  if (!isObject(event.contentBlockDelta)) return 0;
  const delta = objectAt(event.contentBlockDelta, "delta");
  const text =
    textAt(delta, "text") ??
    textAt(objectAt(delta, "reasoningContent"), "text") ??
    textAt(objectAt(delta, "toolUse"), "input");
  return text?.length ?? 0;
}
