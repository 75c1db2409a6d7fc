import type { Usage } from "../llm-call.ts";
import { NO_USAGE } from "../no-usage.ts";
import type { CountedUnit } from "../pricing/units.ts";
import { answerHead } from "./answer-head.ts";
import type { AnswerFacts, ApiShape, AskedFacts } from "./api-shape.ts";
import { CountReader } from "./count-reader.ts";
import { createEventStream } from "./event-stream.ts";
import { isObject, type JsonObject, objectAt, textAt } from "./read-value.ts";
import { without } from "./without.ts";

/**
 * `POST …/images/generations` and `…/images/edits`. GPT Image models count tokens. Others are billed by the image, DALL·E's by size and quality,
 * which only its request says: an answer alone counts plain images.
 */
export const images: ApiShape = {
  name: "images",
  operation: "generate_content",
  inputField: "prompt",
  // Not `data`, whose pictures are long: an answer without usage is parsed whole.
  answerFields: ["model", "usage", "svg_usage", "error"],
  isInestimable: true,
  request: { fields: ["model", "n", "size", "quality"], read: readRequest },
  readAnswer,
  readStream: () =>
    createEventStream({
      read: (event) => (isObject(event.usage) ? readAnswer(event) : { ...answerHead(event), outputChars: 0 }),
      isLast: (event) => typeof event.type === "string" && event.type.endsWith(".completed"),
    }),
};

function readAnswer(answer: JsonObject): AnswerFacts {
  const { id: _ofAnEvent, ...rest } = answer;
  const head = answerHead(rest);
  const isCounted = answer.usage !== undefined && answer.usage !== null;
  return { ...head, ...(isCounted ? readTokens(answer) : readImages(answer)), outputChars: 0 };
}

function readRequest(request: JsonObject): AskedFacts {
  const answers = Number(request.n) || 1;
  const isDallE = textAt(request, "model")?.includes("dall-e") === true;
  const size = textAt(request, "size") ?? (isDallE ? DALL_E_SIZE : undefined);
  // Other makers bill any image alike, and name no size like this.
  if (size === undefined || !/^\d+x\d+$/.test(size)) return { answers };
  const quality = textAt(request, "quality");
  const unit: CountedUnit = `image/${size}${quality === undefined || quality === "auto" ? "" : `/${quality}`}`;
  return {
    answers,
    ...(isDallE && { counted: { [unit]: answers } }),
    complete(counts) {
      const { image, ...others } = counts?.counted ?? {};
      return counts === undefined || image === undefined
        ? counts
        : { ...counts, counted: { ...others, [unit]: image } };
    },
  };
}

/** Where a request says none. */
const DALL_E_SIZE = "1024x1024";

function readTokens(answer: JsonObject): Pick<AnswerFacts, "usage" | "problems"> {
  const { usage } = answer;
  const counts = new CountReader();
  if (!isObject(usage)) return counts.noUsage("usage", usage);
  const inputTokens = counts.total(usage.input_tokens, "input_tokens", "usage");
  const outputTokens = counts.total(usage.output_tokens, "output_tokens", "usage");
  if (inputTokens === undefined && outputTokens === undefined) return counts.facts(undefined);
  const input = objectAt(usage, "input_tokens_details");
  const output = objectAt(usage, "output_tokens_details");
  const inputImageTokens = counts.part(input.image_tokens, "image_tokens", "usage.input_tokens_details", inputTokens);
  const cacheReadTokens = counts.part(input.cached_tokens, "cached_tokens", "usage.input_tokens_details", inputTokens);
  const outputText = counts.part(output.text_tokens, "text_tokens", "usage.output_tokens_details", outputTokens);
  const svg = objectAt(answer, "svg_usage");
  if (textAt(svg, "model") !== undefined)
    counts.note(`svg_usage is billed apart, by the prices of ${JSON.stringify(svg.model)}`);
  const read: Usage = { ...NO_USAGE, inputTokens: inputTokens ?? 0, outputTokens: outputTokens ?? 0, cacheReadTokens };
  const outputImageTokens = without(outputTokens, outputText) ?? 0;
  if (inputImageTokens > 0) read.inputImageTokens = inputImageTokens;
  if (outputImageTokens > 0) read.outputImageTokens = outputImageTokens;
  return counts.facts(read);
}

function readImages(answer: JsonObject): Pick<AnswerFacts, "usage"> {
  if (!Array.isArray(answer.data)) return {};
  const unit: CountedUnit = ["image", textAt(answer, "size"), textAt(answer, "quality")]
    .filter((part) => part !== undefined)
    .join("/") as CountedUnit;
  return { usage: { ...NO_USAGE, counted: { [unit]: answer.data.length } } };
}
