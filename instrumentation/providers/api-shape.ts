import type { HostCharge, Operation, Usage } from "../llm-call.ts";

/** What an answer, or the part of it that was seen, says about its call. */
export interface AnswerFacts {
  responseModel?: string;
  responseId?: string;
  serviceTier?: string;
  /** Only when the provider sent counts. */
  usage?: Usage;
  /**
   * Counts that are no whole number >= 0, parts greater than their total, and what is billed by a price that one usage cannot name: one
   * line each, with the field and its value. `usage` is then cut to what is possible.
   */
  problems?: readonly string[];
  hostCharge?: HostCharge;
  /** Unix milliseconds. Only of work that went on in the background, whose time is not that of the request. */
  startedAtMs?: number;
  endedAtMs?: number;
  /** The work goes on in the background: nothing is billed yet. */
  isPending?: boolean;
  /** The provider's own code or type of an error. */
  errorType?: string;
  /** Characters of generated text seen, for an estimate where counts are missing. */
  outputChars: number;
}

/** Reads a stream as it passes. */
export interface StreamReader {
  /** Takes the text behind `data:` of one event. */
  feed(data: string): void;
  /** The provider's terminal event has been seen: nothing that bills can follow. */
  readonly isComplete: boolean;
  /** The counts seen so far are the last ones, even if the terminal event is missing. */
  readonly isUsageFinal: boolean;
  readonly facts: AnswerFacts;
  /** Those of `facts`, where to give all of them takes work. */
  readonly outputChars?: number;
}

/**
 * A field by name; or a long one that is needed only where the JSON of `toldBy`, or its own where the answer has none such, contains one
 * of `marks`, and is else not parsed.
 */
export type AnswerField = string | LongField;

export interface LongField {
  name: string;
  toldBy?: string;
  marks: readonly string[];
}

/** What a request says of its answer, and of the bill where only the request says it. */
export interface AskedFacts {
  /** Tokens that one answer may have at most. */
  outputLimit?: number;
  /** Answers asked for, each of which may be so long. */
  answers?: number;
  /** What is billed by what was asked. */
  counted?: NonNullable<Usage["counted"]>;
  /** The answer's counts, with what only the request says. */
  complete?(counts: Usage | undefined): Usage | undefined;
}

/** How a request of an API is read where its names are not those of OpenAI's chat. */
export interface RequestReader {
  /** Of the request's JSON; texts of a form. */
  fields: readonly string[];
  read(request: Record<string, unknown>): AskedFacts;
}

/** One API of one provider, as it looks on the wire. Other providers that copy it share it. */
export interface ApiShape {
  /** As `tollgate price --api` and the docs have it: `chat`, `messages`. */
  name: string;
  operation: Operation;
  /** The field of a request that holds its input; a request without it is of another API. */
  inputField: string;
  /** The fields of a plain answer that `readAnswer` needs. */
  answerFields: readonly AnswerField[];
  readAnswer(answer: Record<string, unknown>): AnswerFacts;
  readStream(): StreamReader;
  /** What an answer's headers say; its body's word goes first. */
  readHeaders?(headers: { get(name: string): string | null }): Partial<AnswerFacts>;
  request?: RequestReader;
  /** Names of the request's headers that name its model, the first that is there, and that are `true` where it wants a stream. */
  requestHeaders?: { model: readonly string[]; stream: string };
  /** Answers of these content types say nothing of the call; `cure`: what an app can ask for instead. */
  opaque?: { types: RegExp; cure: string };
  /** Neither characters nor time say what an answer without counts costs: it is unpriced, not estimated. */
  isInestimable?: boolean;
  /** What an app can do where a stream has no counts. */
  streamUsageCure?: string;
}
