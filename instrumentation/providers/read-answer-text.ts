import type { AnswerFacts, ApiShape, StreamReader } from "./api-shape.ts";
import { isObject } from "./read-value.ts";

export interface ReadAnswer extends AnswerFacts {
  /** False: a stream without its last event, so its counts may not be the last ones. */
  isComplete: boolean;
  /** The counts are the last ones, even where the last event is missing. */
  isUsageFinal: boolean;
  isStream: boolean;
}

/**
 * Reads one answer as it stood on the wire: a JSON object, server-sent events, a JSON array of events (Gemini) or one event a line
 * (Ollama). Never throws: text that is none of these gives a line in `problems`.
 */
export function readAnswerText(shape: ApiShape, text: string): ReadAnswer {
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  if (trimmed.startsWith("{") || trimmed.startsWith("[")) {
    const value = parse(trimmed);
    if (value !== undefined) return readAnswerValue(shape, value);
    return readEvents(shape, trimmed.startsWith("[") ? arrayItems(trimmed) : wholeLines(trimmed));
  }
  if (EVENT_LINE.test(trimmed)) return readEvents(shape, eventData(trimmed));
  return unreadable(trimmed === "" ? "it is empty" : `it begins with ${JSON.stringify(trimmed.slice(0, 20))}`);
}

/** The same for an answer that has been parsed: an object, an array of events, or a string that is its text. */
export function readAnswerValue(shape: ApiShape, answer: unknown): ReadAnswer {
  if (typeof answer === "string") return readAnswerText(shape, answer);
  if (Array.isArray(answer))
    return readEvents(
      shape,
      answer.map((event) => toJson(event)),
    );
  if (isObject(answer)) {
    const isWhole = !UNFINISHED.has(String(answer.status));
    return { ...shape.readAnswer(answer), isComplete: isWhole, isUsageFinal: isWhole, isStream: false };
  }
  return unreadable(`it is ${toJson(answer) || "missing"}`);
}

/** A background response of OpenAI, fetched before it was done. */
const UNFINISHED = new Set(["queued", "in_progress"]);

const EVENT_LINE = /^(?:data|event|id|retry)?:|^(?:data|event|id|retry)[\r\n]/;

function readEvents(shape: ApiShape, events: readonly string[]): ReadAnswer {
  const stream: StreamReader = shape.readStream();
  let read = 0;
  for (const event of events) {
    if (event.trim() === "") continue;
    read += 1;
    stream.feed(event.trim());
  }
  if (read === 0) return unreadable("it ends in the middle");
  const { facts, isComplete, isUsageFinal } = stream;
  return { ...facts, isComplete, isUsageFinal, isStream: true };
}

/**
 * The data of each event, by the rules of server-sent events: lines of one event are joined, comments and other fields skipped. An event
 * that the text ends in is taken as well: who saved a stream has often lost its last empty line.
 */
function eventData(text: string): string[] {
  const events: string[] = [];
  let data: string[] = [];
  for (const line of [...text.split(/\r\n|\r|\n/), ""]) {
    if (line === "") {
      if (data.length > 0) events.push(data.join("\n"));
      data = [];
    } else if (line.startsWith("data:")) data.push(line.slice(line[5] === " " ? 6 : 5));
  }
  return events;
}

/** One event a line; the last may have been cut. */
function wholeLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/).filter((line) => parse(line) !== undefined);
}

/** The whole items of a JSON array that was cut. */
function arrayItems(text: string): string[] {
  const items: string[] = [];
  let start = 1;
  for (let end = text.indexOf("}", start); end >= 0; end = text.indexOf("}", end + 1)) {
    const item = text.slice(start, end + 1).replace(/^[\s,]+/, "");
    if (parse(item) === undefined) continue;
    items.push(item);
    start = end + 1;
  }
  return items;
}

/** Empty for what is nested deeper than the stack. */
function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function unreadable(what: string): ReadAnswer {
  const problem = `the answer is neither a JSON object nor a stream of events: ${what}`;
  return { outputChars: 0, isComplete: false, isUsageFinal: false, isStream: false, problems: [problem] };
}
