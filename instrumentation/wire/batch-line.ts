import type { CallRecord } from "../llm-call.ts";
import type { AnswerFacts, ApiShape } from "../providers/api-shape.ts";
import { guessApiShape } from "../providers/guess-api-shape.ts";
import { openAiChat } from "../providers/openai-chat.ts";
import { errorTypeAt, isObject, type JsonObject, objectAt, textAt } from "../providers/read-value.ts";
import { timeOf } from "./job-times.ts";

/** One answer of a batch. */
export interface BatchAnswer {
  shape: ApiShape;
  facts: AnswerFacts;
  /** The answer's, or where it has none (embeddings, failed ones) the line's. */
  id: string;
  /** Unix milliseconds; absent where the answer says no time. */
  createdMs: number | undefined;
}

/** A line of a file of batch results; `unreadable`: it is of no API that we know. */
export type BatchLine = BatchAnswer | "unreadable";

/** Undefined: not a line of batch results at all. `batchId` makes the names that the app gave its requests unique. */
export function readBatchLine(line: JsonObject, batchId: string): BatchLine | undefined {
  const { custom_id: customId } = line;
  if (typeof customId !== "string") return undefined;
  const ownId = textAt(line, "id") ?? `${batchId}:${customId}`;
  if (isObject(line.result)) {
    const { type, message, error } = line.result;
    if (type === "succeeded" && isObject(message)) return readAnswer(message, ownId);
    // Expired and cancelled ones have no error, and are named by what became of them.
    return failed(errorTypeAt(error) ?? errorTypeAt({ error }) ?? textAt(line.result, "type"), ownId);
  }
  if (!("response" in line)) return undefined;
  const { status_code: status, body } = objectAt(line, "response");
  if (isObject(body) && (status === undefined || status === 200)) return readAnswer(body, ownId);
  return failed(errorTypeAt(body) ?? errorTypeAt(line) ?? (status === undefined ? undefined : String(status)), ownId);
}

/** Nothing was billed. Such a line names no model and no API. */
function failed(errorType = "error", id: string): BatchAnswer {
  return { shape: openAiChat, facts: { errorType, outputChars: 0 }, id, createdMs: undefined };
}

function readAnswer(answer: JsonObject, lineId: string): BatchLine {
  const shape = guessApiShape(answer)?.shape;
  if (shape === undefined) return "unreadable";
  const facts = shape.readAnswer(answer);
  const id = facts.responseId ?? lineId;
  return { shape, facts, id, createdMs: timeOf(answer.created ?? answer.created_at) };
}

export interface BatchPlace {
  provider: string;
  address: string;
  port: number;
  /** Of the batch, for answers that say no time; else now. */
  startMs: number | undefined;
}

/** What the meter takes for one answer. Its end is not known: it is said to be its start. */
export function toBatchRecord(
  { shape, facts, id, createdMs }: BatchAnswer,
  place: BatchPlace,
  context: Pick<CallRecord, "attribution" | "parent">,
): CallRecord {
  const startMs = createdMs ?? place.startMs ?? Date.now();
  return {
    source: "wire",
    provider: place.provider,
    operation: shape.operation,
    requestModel: facts.responseModel ?? "",
    stream: false,
    startMs,
    endMs: startMs,
    serverAddress: place.address,
    serverPort: place.port,
    usageSource: facts.problems === undefined ? "provider" : "estimated",
    ...context,
    // Whatever tier an answer names, it is billed as a batch.
    serviceTier: "batch",
    ...(facts.responseModel !== undefined && { responseModel: facts.responseModel }),
    responseId: id,
    ...(facts.errorType !== undefined && { errorType: facts.errorType }),
    ...(facts.usage !== undefined && { usage: facts.usage }),
    ...(facts.problems !== undefined && { problems: facts.problems }),
  };
}
