import type { CallRecord } from "../llm-call.ts";
import { parseObject } from "../providers/json-text.ts";
import { isObject, type JsonObject } from "../providers/read-value.ts";
import { type BatchPlace, readBatchLine, toBatchRecord } from "./batch-line.ts";
import type { BodySink } from "./body-sink.ts";
import type { ChargedIds } from "./charged-ids.ts";

/** A longer line is not read, and counted. Vectors of an embeddings answer reach a few MB. */
const KEPT_CHARS = 32 * 1024 * 1024;

export interface BatchResultsOptions {
  place: BatchPlace;
  /** Of the batch or of its file. */
  batchId: string;
  context: Pick<CallRecord, "attribution" | "parent">;
  charged: ChargedIds;
  take(records: Iterable<CallRecord>): void;
  /** A line that should be a call could not be read. */
  onUnreadable(): void;
}

/** A file of batch results as the app reads it, of which it keeps no more than one line: each line becomes a call at tier `batch`. */
export class BatchResults implements BodySink {
  readonly #options: BatchResultsOptions;
  readonly #decoder = new TextDecoder();
  #rest = "";
  #isTooLong = false;
  /** Other files come from such URLs as well; the first line tells. */
  #isOther = false;

  constructor(options: BatchResultsOptions) {
    this.#options = options;
  }

  bytes(chunk: Uint8Array): void {
    if (this.#isOther) return;
    // Read here and not later: the records are smaller than the text.
    const records = [...this.#readPiece(this.#decoder.decode(chunk, { stream: true }))];
    if (records.length > 0) this.#options.take(records);
  }

  text(text: string): void {
    if (!this.#isOther) this.#options.take(this.#readLines(text));
  }

  parsed(value: unknown): void {
    if (isObject(value)) this.#options.take(this.#readLine(value));
  }

  ended(): void {
    const records = this.#isTooLong || this.#isOther ? [] : [...this.#readText(this.#rest)];
    this.#rest = "";
    if (records.length > 0) this.#options.take(records);
  }

  /** What has been read is charged; a later read of the whole file charges the rest. */
  abandoned(): void {
    this.#rest = "";
  }

  failed(): void {
    this.#rest = "";
  }

  *#readLines(text: string): Generator<CallRecord> {
    let start = 0;
    while (start < text.length && !this.#isOther) {
      const end = text.indexOf("\n", start);
      yield* this.#readText(end < 0 ? text.slice(start) : text.slice(start, end));
      start = end < 0 ? text.length : end + 1;
    }
  }

  *#readPiece(text: string): Generator<CallRecord> {
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0 && !this.#isOther; end = text.indexOf("\n", start)) {
      if (this.#isTooLong) this.#options.onUnreadable();
      else yield* this.#readText(this.#rest + text.slice(start, end));
      this.#isTooLong = false;
      this.#rest = "";
      start = end + 1;
    }
    this.#isTooLong ||= this.#rest.length + text.length - start > KEPT_CHARS;
    this.#rest = this.#isTooLong ? "" : this.#rest + text.slice(start);
  }

  *#readText(text: string): Generator<CallRecord> {
    if (text.trim() === "") return;
    const line = parseObject(text);
    if (line === undefined) this.#isOther = true;
    else yield* this.#readLine(line);
  }

  *#readLine(line: JsonObject): Generator<CallRecord> {
    const { place, context, charged, batchId } = this.#options;
    const answer = readBatchLine(line, batchId);
    if (answer === undefined) this.#isOther = true;
    else if (answer === "unreadable") this.#options.onUnreadable();
    else if (charged.add(`${place.provider}:${answer.id}`)) yield toBatchRecord(answer, place, context);
  }
}
