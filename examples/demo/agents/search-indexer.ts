import OpenAI from "openai";
import type { Ask } from "./ask.ts";

/** The `openai` package, embeddings. */
export function searchIndexer(): Ask {
  const openai = new OpenAI();
  return async (question) => {
    await openai.embeddings.create({ model: "text-embedding-3-small", input: [question, `${question}, again`] });
  };
}
