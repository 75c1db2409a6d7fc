import { isObject } from "../../instrumentation/providers/read-value.ts";
import { failedAnswer } from "./failed-answer.ts";
import { labelFacts } from "./label-facts.ts";
import { priceAnswer } from "./price-answer.ts";
import type { PriceContext } from "./price-context.ts";
import type { PricedAnswer } from "./price-result.ts";
import { type AnswerLabels, readEnvelope } from "./read-envelope.ts";
import type { InputItem } from "./split-answers.ts";

export interface PriceItemOptions {
  context: PriceContext;
  /** From the command's options; an envelope's own go before them. */
  labels: AnswerLabels;
  nowMs: number;
}

/** The results of one item of the input: one, but for a list of answers one each. Errors are results that say where. */
export function priceItem(item: InputItem, options: PriceItemOptions): PricedAnswer[] {
  if (item.problem !== undefined)
    return [
      located(
        failedAnswer(labelFacts(options.labels, options.nowMs).facts, `Cannot read the answer: ${item.problem}`),
        placeOf(item),
      ),
    ];
  const { value } = item;
  if (!item.isLine && Array.isArray(value) && !isEventList(value)) {
    return value.map((one, at) => located(priceValue(one, options), `item ${at + 1}: `));
  }
  return [located(priceValue(value, options), placeOf(item))];
}

function priceValue(value: unknown, { context, labels, nowMs }: PriceItemOptions): PricedAnswer {
  const envelope = readEnvelope(value);
  const said = { ...labels, ...envelope.labels };
  if (envelope.problem !== undefined) return failedAnswer(labelFacts(said, nowMs).facts, envelope.problem);
  if (Array.isArray(envelope.answer) && !isEventList(envelope.answer)) {
    return failedAnswer(
      labelFacts(said, nowMs).facts,
      "it is a list of answers, allowed is one answer or the events of one",
    );
  }
  try {
    return priceAnswer({ answer: envelope.answer, labels: said, nowMs }, context);
  } catch (error) {
    // An answer nested deeper than the stack must not end the batch.
    const reason = error instanceof Error ? error.message : String(error);
    return failedAnswer(labelFacts(said, nowMs).facts, `Cannot read the answer: ${reason}`);
  }
}

/** `line 3: …`, for errors in the input. Reasons of prices name the model, and need no place to be acted on. */
function located(priced: PricedAnswer, place: string): PricedAnswer {
  const { result } = priced;
  if (result.status !== "error" || place === "") return priced;
  return { ...priced, result: { ...result, error: `${place}${result.error}` } };
}

/** An answer over several lines at the beginning of the input is all of it, as a rule. */
function placeOf({ line, isLine }: InputItem): string {
  if (isLine) return `line ${line}: `;
  return line === 1 ? "" : `the answer from line ${line} on: `;
}

/** What Gemini streams as a list, or somebody has kept of another stream, is one answer; other lists are of answers. */
function isEventList(values: readonly unknown[]): boolean {
  if (values.length === 0) return true;
  // Pieces of one answer have its id, where they have any.
  const ids = new Set(values.map((value) => (isObject(value) ? (value.responseId ?? value.id) : undefined)));
  ids.delete(undefined);
  return values.every(isEvent) && ids.size <= 1;
}

const EVENT_TYPES = /^(?:message_(?:start|delta|stop)|content_block_|ping$|response\.|error$)/;

function isEvent(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { type, object } = value;
  if (typeof type === "string" && EVENT_TYPES.test(type)) return true;
  if (typeof object === "string" && object.endsWith(".chunk")) return true;
  return "candidates" in value || "usageMetadata" in value || value.done === false || value.done === true;
}
