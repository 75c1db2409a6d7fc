import { isObject, type JsonObject } from "../../instrumentation/providers/read-value.ts";
import { readBatchLine } from "./read-batch-line.ts";

const FIELDS = ["provider", "api", "model", "at", "tier"] as const;
const ALLOWED = [...FIELDS, "answer"];

/** What an envelope, or the options of the command, say about an answer. */
export type AnswerLabels = { [field in (typeof FIELDS)[number]]?: string };

export interface LabelledAnswer {
  labels: AnswerLabels;
  answer?: unknown;
  problem?: string;
}

/** Takes an answer out of its envelope, or out of the line of a batch's result file. What has neither `answer` nor `api` and more than an envelope's fields is an answer itself. */
export function readEnvelope(value: unknown): LabelledAnswer {
  if (!isObject(value)) return { labels: {}, answer: value };
  const batched = readBatchLine(value);
  if (batched !== undefined) return { labels: { tier: "batch" }, answer: batched };
  if (!isEnvelope(value)) return { labels: {}, answer: value };
  const labels: AnswerLabels = {};
  const problems: string[] = [];
  for (const field of FIELDS) {
    const given = value[field];
    if (typeof given === "string") labels[field] = given;
    else if (given !== undefined && given !== null) problems.push(`${field} is ${shown(given)}, allowed is text`);
  }
  const unknown = Object.keys(value).filter((key) => !ALLOWED.includes(key));
  if (unknown.length > 0) {
    const names = unknown.slice(0, 5).map((key) => JSON.stringify(key.slice(0, 60)));
    problems.push(`the envelope has ${names.join(", ")}, allowed are ${ALLOWED.join(", ")}`);
  }
  if (value.answer === undefined || value.answer === null) problems.push("the envelope has no answer");
  if (problems.length > 0) return { labels, problem: problems.join("; ") };
  const inner = isObject(value.answer) ? readBatchLine(value.answer) : undefined;
  return inner === undefined
    ? { labels, answer: value.answer }
    : { labels: { tier: "batch", ...labels }, answer: inner };
}

function isEnvelope(value: JsonObject): boolean {
  if ("answer" in value || "api" in value) return true;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => ALLOWED.includes(key));
}

function shown(value: unknown): string {
  return JSON.stringify(value).slice(0, 60);
}
