import { estimateInputTokens } from "../estimate/rule-of-thumb.ts";
import type { Usage } from "../llm-call.ts";
import type { ApiShape, AskedFacts } from "../providers/api-shape.ts";
import { readJsonFields } from "../providers/json-fields.ts";
import { parseObject } from "../providers/json-text.ts";
import { countAt, textAt } from "../providers/read-value.ts";
import type { RequestBody } from "./fetch-request.ts";
import { isPassingForm, PASSING_FORM } from "./form-fields.ts";

/** What a request says about its call. */
export interface RequestFacts {
  /** Empty where the body could not be read or does not say it (Azure has the deployment in the URL); the answer names it then. */
  model: string;
  stream: boolean;
  /** It asks for counts at a stream's end, or the API sends them unasked. */
  isUsageExpected: boolean;
  /** As the caller limits it, else `DEFAULT_MAX_OUTPUT_TOKENS`; what a budget sets aside. */
  maxOutputTokens: number;
  /** As the caller limits it, where it does: no answer is longer. */
  outputLimit?: number;
  /** Rough; only for budgets and for answers without counts. */
  inputTokens: number;
  /** How much of it may be written to a cache, which costs more than reading it: all, when the request marks any part. */
  cacheWriteTokens: number;
  cacheWrite1hTokens: number;
  /** What is billed by what was asked: characters to speak, images; for budgets. */
  counted?: NonNullable<Usage["counted"]>;
  /** The answer's counts, with what only the request says. */
  complete?(counts: Usage | undefined): Usage | undefined;
  /** It has an input, as the API's shape wants. */
  hasInput: boolean;
  /** Its body could not be had or is no JSON object, so that the rest says nothing. */
  isUnread?: boolean;
  /** Only its path speaks for a call, so its answer must look like a model's. */
  isDoubtful?: boolean;
}

/** What a budget sets aside for an answer whose length the caller does not limit. Few chat answers are longer. */
export const DEFAULT_MAX_OUTPUT_TOKENS = 1_000;

export function readRequest(body: RequestBody | undefined, shape: ApiShape): RequestFacts {
  const facts = unreadRequest(shape);
  if (body === undefined) return { ...facts, isUnread: true };
  if (isPassingForm(body)) {
    facts.isUnread = facts.hasInput = true;
    // It has been sent before the answer comes, and the call's record is made when that is over.
    body[PASSING_FORM]((fields) => Object.assign(facts, readForm(fields, shape)));
    return facts;
  }
  if (typeof body !== "string") return { ...facts, ...readForm(body, shape) };
  facts.inputTokens = estimateInputTokens(body);
  const wanted = shape.request?.fields === undefined ? FIELDS : [...FIELDS, ...shape.request.fields];
  // The input may be as long as a book, and to parse it would hold the app up for nothing.
  const fields = readJsonFields(body, wanted, { present: shape.inputField, unparsed: STREAM_OPTIONS });
  if (fields === undefined) return { ...facts, isUnread: true };
  const asked = shape.request?.read(fields);
  const ofAnswer =
    asked?.outputLimit ??
    countAt(fields, "max_completion_tokens") ??
    countAt(fields, "max_output_tokens") ??
    countAt(fields, "max_tokens");
  const answers = asked?.answers ?? (countAt(fields, "n") || 1);
  // Field by field: this is on the app's way, and spreading small objects takes longer than all the rest.
  facts.model = textAt(fields, "model") ?? "";
  facts.stream = fields.stream === true;
  facts.isUsageExpected ||= isUsageAsked(fields[STREAM_OPTIONS]);
  facts.maxOutputTokens = (ofAnswer ?? facts.maxOutputTokens) * answers;
  if (ofAnswer !== undefined) facts.outputLimit = ofAnswer * answers;
  facts.hasInput = fields[shape.inputField] !== undefined;
  if (body.includes('"cache_control"')) markCacheWrites(facts, body);
  if (asked?.counted !== undefined) facts.counted = asked.counted;
  if (asked?.complete !== undefined) facts.complete = asked.complete;
  return facts;
}

const FIELDS = ["model", "stream", "max_tokens", "max_completion_tokens", "max_output_tokens", "n"] as const;

const STREAM_OPTIONS = "stream_options";
/** As nearly all write it: to parse it would take as long as all else of the request. */
const USAGE_ASKED = '{"include_usage":true}';

function isUsageAsked(options: unknown): boolean {
  if (typeof options !== "string") return false;
  return options === USAGE_ASKED || parseObject(options)?.include_usage === true;
}

function unreadRequest(shape: ApiShape): RequestFacts {
  return {
    model: "",
    stream: false,
    isUsageExpected: shape.streamUsageCure === undefined,
    maxOutputTokens: shape.operation === "embeddings" ? 0 : DEFAULT_MAX_OUTPUT_TOKENS,
    inputTokens: 0,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: 0,
    hasInput: false,
  };
}

/** Of a form, whose files say nothing of tokens. */
function readForm(form: FormData, shape: ApiShape): Partial<RequestFacts> {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const asked = shape.request?.read(
    Object.fromEntries((shape.request.fields ?? []).map((name) => [name, text(name) || undefined])),
  );
  return {
    ...billedByRequest(asked),
    model: text("model"),
    stream: text("stream") === "true",
    inputTokens: estimateInputTokens(text("prompt")),
    hasInput: form.has(shape.inputField),
  };
}

function billedByRequest({ counted, complete }: AskedFacts = {}): Pick<RequestFacts, "counted" | "complete"> {
  return { ...(counted !== undefined && { counted }), ...(complete !== undefined && { complete }) };
}

/** Anthropic's marks. By search and not by reading, because they can stand anywhere; a prompt that talks of them is held at too much, not too little. */
function markCacheWrites(facts: RequestFacts, body: string): void {
  facts.cacheWriteTokens = facts.inputTokens;
  if (/"ttl"\s*:\s*"1h"/.test(body)) facts.cacheWrite1hTokens = facts.inputTokens;
}
