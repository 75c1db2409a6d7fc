import type { ApiShape } from "../providers/api-shape.ts";
import { bedrockInvokeModel } from "../providers/bedrock-invoke-model.ts";
import { parseObject } from "../providers/json-text.ts";
import { isObject } from "../providers/read-value.ts";
import { readParsedAnswer, type SeenFacts } from "../wire/answer-reader.ts";
import type { CommandResult } from "./bedrock-client.ts";
import { withoutBytes } from "./without-bytes.ts";

/** What the plain answer of Converse or InvokeModel says. */
export function readPlainAnswer(shape: ApiShape, { output, response }: CommandResult): SeenFacts | undefined {
  if (shape.name !== bedrockInvokeModel.name) return readParsedAnswer(shape, output);
  const answer = output.body instanceof Uint8Array ? parseObject(textOf(output.body)) : undefined;
  // Some makers' models are counted in headers alone.
  return answer && readParsedAnswer(shape, { ...answer, headers: response?.headers });
}

/** One event of a stream as JSON in one line: Converse's are objects, InvokeModel's are the maker's JSON in bytes. */
export function eventText(event: unknown): string {
  const chunk = isObject(event) && isObject(event.chunk) ? event.chunk : undefined;
  if (chunk?.bytes instanceof Uint8Array) return textOf(chunk.bytes).replaceAll("\n", " ");
  return JSON.stringify(withoutBytes(event).value);
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}
