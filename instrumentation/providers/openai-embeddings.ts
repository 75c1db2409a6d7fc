import type { ApiShape } from "./api-shape.ts";
import { openAiChat } from "./openai-chat.ts";

/** `POST …/embeddings`. The answer has no id and its counts no output. */
export const openAiEmbeddings: ApiShape = {
  ...openAiChat,
  operation: "embeddings",
  inputField: "input",
  answerFields: ["model", "usage", "error"],
};
