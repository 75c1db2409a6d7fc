import { estimateInputTokens, TOKENS_PER_ATTACHMENT } from "../estimate/rule-of-thumb.ts";
import type { ApiShape } from "../providers/api-shape.ts";
import { bedrockConverse } from "../providers/bedrock-converse.ts";
import { bedrockInvokeModel } from "../providers/bedrock-invoke-model.ts";
import { type JsonObject, objectAt, textAt } from "../providers/read-value.ts";
import { DEFAULT_MAX_OUTPUT_TOKENS, type RequestFacts, readRequest } from "../wire/request-facts.ts";
import { withoutBytes } from "./without-bytes.ts";

/** A command's input, read. */
export interface BedrockRequest {
  shape: ApiShape;
  facts: RequestFacts;
  /** As JSON, for an estimate; without images and files. Absent where the app gave it as a stream. */
  body: string | undefined;
}

/** The commands that are metered. Counting tokens is free, and guardrails of their own are no model. */
export const METERED_COMMANDS: ReadonlySet<string> = new Set([
  "ConverseCommand",
  "ConverseStreamCommand",
  "InvokeModelCommand",
  "InvokeModelWithResponseStreamCommand",
]);

export function readBedrockRequest(commandName: string, input: JsonObject): BedrockRequest {
  const model = textAt(input, "modelId") ?? "";
  const isStream = commandName.includes("Stream");
  if (commandName.startsWith("Converse")) return readConverse(input, model, isStream);
  const shape = invokedShape(model);
  const body = bodyText(input.body);
  return { shape, facts: { ...readRequest(body, shape), model, stream: isStream, isUsageExpected: true }, body };
}

/** Only the name tells what a model is for; an ARN of the app's own counts as chat. */
function invokedShape(model: string): ApiShape {
  if (/embed|rerank/.test(model)) return INVOKE_EMBEDDINGS;
  return /stability\.|titan-image|nova-canvas/.test(model) ? INVOKE_IMAGES : bedrockInvokeModel;
}

const INVOKE_EMBEDDINGS: ApiShape = { ...bedrockInvokeModel, operation: "embeddings" };
const INVOKE_IMAGES: ApiShape = { ...bedrockInvokeModel, operation: "generate_content" };

function readConverse(input: JsonObject, model: string, isStream: boolean): BedrockRequest {
  const { value, attachments } = withoutBytes({
    system: input.system,
    messages: input.messages,
    tools: objectAt(input, "toolConfig").tools,
  });
  const body = JSON.stringify(value);
  const inputTokens = estimateInputTokens(body) + attachments * TOKENS_PER_ATTACHMENT;
  const outputLimit = bedrockConverse.request?.read(input).outputLimit;
  const isMarked = body.includes('"cachePoint"');
  const facts: RequestFacts = {
    model,
    stream: isStream,
    isUsageExpected: true,
    maxOutputTokens: outputLimit ?? DEFAULT_MAX_OUTPUT_TOKENS,
    ...(outputLimit !== undefined && { outputLimit }),
    inputTokens,
    cacheWriteTokens: isMarked ? inputTokens : 0,
    cacheWrite1hTokens: isMarked && body.includes('"ttl":"1h"') ? inputTokens : 0,
    hasInput: input.messages !== undefined,
  };
  return { shape: bedrockConverse, facts, body };
}

function bodyText(body: unknown): string | undefined {
  if (typeof body === "string") return body;
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
  return undefined;
}
