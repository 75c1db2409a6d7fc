import type { CallRecord } from "../llm-call.ts";
import type { AnswerFacts, ApiShape } from "../providers/api-shape.ts";
import { guessApiShape } from "../providers/guess-api-shape.ts";
import { isObject, type JsonObject, objectAt, textAt } from "../providers/read-value.ts";
import { timeOf } from "./job-times.ts";

/** One answer of a batch. */
export interface BatchAnswer {
  shape: ApiShape;
  facts: AnswerFacts;
  /** The answer's, or where it has none (embeddings) the line's. */
  id: string | undefined;
  /** Unix milliseconds; absent where the answer says no time. */
  createdMs: number | undefined;
}

/** A line of a file of batch results: an answer; `failed`: nothing was billed; `unreadable`: it is of no API that we know. */
export type BatchLine = BatchAnswer | "failed" | "unreadable";

/** Undefined: not a line of batch results at all. */
export function readBatchLine(line: JsonObject): BatchLine | undefined {
  if (typeof line.custom_id !== "string") return undefined;
  if (isObject(line.result))
    return readAnswer(line, line.result.type === "succeeded" ? line.result.message : undefined);
  if (!("response" in line)) return undefined;
  const status = objectAt(line, "response").status_code;
  return readAnswer(line, status === undefined || status === 200 ? objectAt(line, "response").body : undefined);
}

function readAnswer(line: JsonObject, answer: unknown): BatchLine {
  if (!isObject(answer)) return "failed";
  const shape = guessApiShape(answer)?.shape;
  if (shape === undefined) return "unreadable";
  const facts = shape.readAnswer(answer);
  const id = facts.responseId ?? textAt(line, "id");
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
    ...(id !== undefined && { responseId: id }),
    ...(facts.usage !== undefined && { usage: facts.usage }),
    ...(facts.problems !== undefined && { problems: facts.problems }),
  };
}
