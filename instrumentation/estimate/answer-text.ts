import { isObject } from "../providers/read-value.ts";
import { type CollectedTexts, collectTexts } from "./collect-texts.ts";

/** Where the APIs put what is generated, in a whole answer or in one event of a stream. */
const FIELDS = [
  "choices",
  "content",
  "output",
  "candidates",
  "message",
  "delta",
  "text",
  "response",
  "generations",
  "contentBlockDelta",
];

/** The role of an answer, which costs nothing there. */
const AUTHORS = new Set(["assistant", "model"]);

/** What a parsed answer's model has written, texts one after the other; "" where there is nothing of the kind. */
export function answerText(answer: unknown): string {
  if (!isObject(answer)) return "";
  const found: CollectedTexts = { texts: [], attachments: 0 };
  for (const field of FIELDS) collectTexts(answer[field], found);
  return found.texts.filter((text) => !AUTHORS.has(text)).join("");
}
