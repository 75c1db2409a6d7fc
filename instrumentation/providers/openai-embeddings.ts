import type { ApiShape } from "./api-shape.ts";
import { openAiChat } from "./openai-chat.ts";
import { readOpenAiUsage } from "./openai-usage.ts";

/** `POST …/embeddings`. The answer has no id and its counts no output. */
export const openAiEmbeddings: ApiShape = {
  ...openAiChat,
  name: "embeddings",
  operation: "embeddings",
  inputField: "input",
  answerFields: ["model", "usage", "error"],
  readAnswer: (answer) => ({
    ...openAiChat.readAnswer({ ...answer, usage: undefined }),
    ...readOpenAiUsage(answer.usage, { hasOutput: false }),
  }),
};
