import { ChatOpenAI } from "@langchain/openai";
import { TollgateCallbackHandler } from "../../../instrumentation/langchain.ts";
import type { Ask } from "./ask.ts";

/** LangChain with our callback handler: seen twice, on the wire and by the handler, and charged once. */
export function contractAnalyst(): Ask {
  const model = new ChatOpenAI({ model: "gpt-4.1", callbacks: [new TollgateCallbackHandler()] });
  return async (question) => {
    await model.invoke([
      ["system", "You read contracts and list what is unusual."],
      ["user", question],
    ]);
  };
}
