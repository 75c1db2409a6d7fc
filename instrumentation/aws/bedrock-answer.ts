import { NO_USAGE } from "../no-usage.ts";
import type { CountedUnit } from "../pricing/units.ts";
import { bedrockInvokeModel } from "../providers/bedrock-invoke-model.ts";
import { parseObject } from "../providers/json-text.ts";
import { isObject, type JsonObject } from "../providers/read-value.ts";
import { readParsedAnswer, type SeenFacts } from "../wire/answer-reader.ts";
import type { CommandResult } from "./bedrock-client.ts";
import type { BedrockRequest } from "./bedrock-request.ts";
import { withoutBytes } from "./without-bytes.ts";

/** The plain answer itself: Converse's is parsed by the SDK, InvokeModel's is the maker's JSON in bytes. */
export function plainAnswer({ shape }: BedrockRequest, { output }: CommandResult): JsonObject | undefined {
  if (shape.name !== bedrockInvokeModel.name) return { ...output };
  return output.body instanceof Uint8Array ? parseObject(textOf(output.body)) : undefined;
}

/** What it says. */
export function readPlainAnswer(request: BedrockRequest, result: CommandResult): SeenFacts | undefined {
  const answer = plainAnswer(request, result);
  if (answer === undefined || request.shape.name !== bedrockInvokeModel.name)
    return readParsedAnswer(request.shape, answer);
  const counted = imagesOf(answer) ?? searchesOf(answer, request.body);
  if (counted !== undefined) return { usage: { ...NO_USAGE, counted }, outputChars: 0 };
  // Some makers' models are counted in headers alone.
  return readParsedAnswer(request.shape, { ...answer, headers: result.response?.headers });
}

type Counted = { [unit in CountedUnit]?: number };

/** Stability's: null in the place of one that was filtered. */
function imagesOf({ images }: JsonObject): Counted | undefined {
  return Array.isArray(images) ? { image: images.filter((image) => typeof image === "string").length } : undefined;
}

/** Of rerankers: a query has up to this many documents, more are more queries. */
const DOCUMENTS_PER_SEARCH = 100;

function searchesOf({ results }: JsonObject, body: string | undefined): Counted | undefined {
  const isRanking = Array.isArray(results) && isObject(results[0]) && "relevance_score" in results[0];
  if (!isRanking) return undefined;
  const documents = parseObject(body ?? "")?.documents;
  return { rerankSearch: Array.isArray(documents) ? Math.ceil(documents.length / DOCUMENTS_PER_SEARCH) : 1 };
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
