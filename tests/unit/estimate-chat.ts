import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { ARTICLE_1 } from "./estimate-texts.ts";
import { type Answer, type MeteredApp, sendEvents } from "./wire-metered-app.ts";

const QUESTION = { role: "user", content: "Translate Article 1 into all languages." };

/** 3 and the role and the text for the message, 3 for the answer's beginning. */
export const INPUT_TOKENS = 3 + 1 + countTokens(QUESTION.content) + 3;

export const TEXT = Object.values(ARTICLE_1).join("\n\n");

/** As models write: a few characters at a time. */
export const PIECES = TEXT.match(/[\s\S]{1,4}/g) ?? [];

export function askIn(app: MeteredApp, path: string, body: object = {}): Promise<Response> {
  return fetch(`${app.provider.url}/v1/${path}`, {
    method: "POST",
    body: JSON.stringify({ model: "gpt-4o", messages: [QUESTION], stream: true, ...body }),
  });
}

export const streamOf =
  (events: readonly string[]): Answer =>
  (_request, response) =>
    sendEvents(response, events);
