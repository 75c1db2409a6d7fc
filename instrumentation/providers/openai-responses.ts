import type { Usage } from "../llm-call.ts";
import { answerHead } from "./answer-head.ts";
import type { AnswerFacts, ApiShape, StreamReader } from "./api-shape.ts";
import { CountReader } from "./count-reader.ts";
import { readUsageCharge } from "./host-charge.ts";
import { countTextOf, parseObject } from "./json-text.ts";
import { BILLED_TOOL_MARKS, countBilledTools } from "./openai-tools.ts";
import { countAt, errorTypeAt, isObject, type JsonObject, jsonLength, objectAt, textAt } from "./read-value.ts";
import { takeUsage } from "./take-usage.ts";
import { without } from "./without.ts";

/** `POST …/responses`: what the AI SDK asks unless told to use chat. A stream's events carry the answer inside `response`. */
export const openAiResponses: ApiShape = {
  name: "responses",
  operation: "chat",
  inputField: "input",
  answerFields: [
    "id",
    "model",
    "usage",
    "service_tier",
    "error",
    "status",
    "background",
    "created_at",
    "completed_at",
    { name: "output", toldBy: "tools", marks: BILLED_TOOL_MARKS },
    { name: "tools", marks: BILLED_TOOL_MARKS },
  ],
  readAnswer: (answer) => ({
    ...readResponse(answer),
    ...(PENDING.has(String(answer.status)) && { isPending: true }),
    outputChars: isObject(answer.usage) || isEmpty(answer.output) ? 0 : jsonLength(answer.output),
  }),
  readStream: () => new ResponseStream(),
};

/** Asked to work in the background, and not done. */
const PENDING = new Set(["queued", "in_progress"]);
const TERMINAL = new Set(["response.completed", "response.incomplete", "response.failed"]);
/** Pieces of text; the events that repeat them whole end in `.done`. */
const TEXT_EVENT = /^\{"type": ?"response\.[a-z_.]+\.delta"/;

class ResponseStream implements StreamReader {
  facts: AnswerFacts = { outputChars: 0 };
  isComplete = false;
  isUsageFinal = false;

  feed(data: string): void {
    if (TEXT_EVENT.test(data)) {
      this.facts.outputChars += countTextOf(data, '"delta"');
      return;
    }
    const event = parseObject(data) ?? {};
    if (event.type === "error") this.facts.errorType = textAt(event, "code") ?? errorTypeAt(event) ?? "error";
    const response = objectAt(event, "response");
    const { usage, problems, hostCharge, ...head } = readResponse(response);
    Object.assign(this.facts, head);
    takeUsage(this.facts, {
      ...(usage && { usage }),
      ...(problems && { problems }),
      ...(hostCharge && { hostCharge }),
    });
    if (!TERMINAL.has(String(event.type))) return;
    this.isComplete = true;
    this.isUsageFinal = isObject(response.usage);
  }
}

function isEmpty(output: unknown): boolean {
  return Array.isArray(output) && output.length === 0;
}

function readResponse(response: JsonObject): Partial<AnswerFacts> {
  const head = answerHead(response);
  // A request for `auto` is echoed until it is decided which tier serves.
  if (head.serviceTier === "auto") delete head.serviceTier;
  return { ...head, ...readTimes(response), ...readUsage(response) };
}

/** Of a background response alone: whoever fetches it, and when, it is one call of one time. */
function readTimes(response: JsonObject): Pick<AnswerFacts, "startedAtMs" | "endedAtMs"> {
  const startedAt = response.background === true ? countAt(response, "created_at") : undefined;
  if (startedAt === undefined) return {};
  const endedAt = countAt(response, "completed_at");
  return { startedAtMs: startedAt * 1000, ...(endedAt !== undefined && { endedAtMs: endedAt * 1000 }) };
}

/** Input includes cached tokens, output includes reasoning. */
function readUsage(response: JsonObject): Pick<AnswerFacts, "usage" | "problems" | "hostCharge"> {
  const { usage } = response;
  if (usage === undefined || usage === null) return {};
  const counts = new CountReader();
  if (!isObject(usage)) return counts.noUsage("usage", usage);
  const inputTokens = counts.total(usage.input_tokens, "input_tokens", "usage");
  const outputTokens = counts.total(usage.output_tokens, "output_tokens", "usage");
  if (inputTokens === undefined && outputTokens === undefined) return counts.facts(undefined);
  const input = objectAt(usage, "input_tokens_details");
  const output = objectAt(usage, "output_tokens_details");
  const cacheReadTokens = counts.part(input.cached_tokens, "cached_tokens", INPUT, inputTokens);
  const inputAudioTokens = counts.part(input.audio_tokens, "audio_tokens", INPUT, inputTokens);
  const inputImageTokens = counts.part(
    input.image_tokens,
    "image_tokens",
    INPUT,
    without(inputTokens, inputAudioTokens),
  );
  const reasoningTokens = counts.part(output.reasoning_tokens, "reasoning_tokens", OUTPUT, outputTokens);
  const outputAudioTokens = counts.part(
    output.audio_tokens,
    "audio_tokens",
    OUTPUT,
    without(outputTokens, reasoningTokens),
  );
  const read: Usage = {
    inputTokens: inputTokens ?? 0,
    outputTokens: outputTokens ?? 0,
    cacheReadTokens,
    cacheWriteTokens: counts.part(
      input.cache_write_tokens,
      "cache_write_tokens",
      INPUT,
      without(inputTokens, cacheReadTokens),
    ),
    cacheWrite1hTokens: 0,
    reasoningTokens,
  };
  if (inputAudioTokens > 0) read.inputAudioTokens = inputAudioTokens;
  if (inputImageTokens > 0) read.inputImageTokens = inputImageTokens;
  if (outputAudioTokens > 0) read.outputAudioTokens = outputAudioTokens;
  const counted = countBilledTools(response, counts);
  if (counted !== undefined) read.counted = counted;
  const hostCharge = usage.cost === undefined ? undefined : readUsageCharge(usage);
  return { ...counts.facts(read), ...(hostCharge && { hostCharge }) };
}

const INPUT = "usage.input_tokens_details";
const OUTPUT = "usage.output_tokens_details";
