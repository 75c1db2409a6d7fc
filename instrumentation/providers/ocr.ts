import { NO_USAGE } from "../no-usage.ts";
import { answerHead } from "./answer-head.ts";
import type { AnswerFacts, ApiShape } from "./api-shape.ts";
import { CountReader } from "./count-reader.ts";
import { createEventStream } from "./event-stream.ts";
import { isObject, type JsonObject } from "./read-value.ts";

/** `POST …/ocr` of Mistral: billed by the page, at another price where the request asked for annotations. Not streamed. */
export const ocr: ApiShape = {
  name: "ocr",
  operation: "generate_content",
  inputField: "document",
  answerFields: [
    "model",
    "usage_info",
    "document_annotation",
    { name: "pages", marks: ['"image_annotation":"', '"image_annotation": "'] },
    "error",
  ],
  readAnswer,
  readStream: () => createEventStream({ read: readAnswer, isLast: () => true }),
};

function readAnswer(answer: JsonObject): AnswerFacts {
  return { ...answerHead(answer), ...readPages(answer), outputChars: 0 };
}

function readPages(answer: JsonObject): Pick<AnswerFacts, "usage" | "problems"> {
  const { usage_info: info } = answer;
  if (info === undefined || info === null) return {};
  const counts = new CountReader();
  if (!isObject(info)) return counts.noUsage("usage_info", info);
  const pages = counts.total(info.pages_processed, "pages_processed", "usage_info");
  if (pages === undefined) return counts.facts(undefined);
  return counts.facts({ ...NO_USAGE, counted: { [isAnnotated(answer) ? "annotatedPage" : "page"]: pages } });
}

function isAnnotated({ document_annotation: ofDocument, pages }: JsonObject): boolean {
  if (typeof ofDocument === "string" || isObject(ofDocument)) return true;
  const images = (Array.isArray(pages) ? pages : []).flatMap((page) => (isObject(page) ? page.images : []));
  return images.some((image) => isObject(image) && typeof image.image_annotation === "string");
}
