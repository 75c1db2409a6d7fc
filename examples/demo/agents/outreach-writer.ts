import { openai } from "@ai-sdk/openai";
import { generateText, streamText } from "ai";
import type { Ask } from "./ask.ts";

/** The AI SDK. Now and then it tries a model that has no price yet: the bill says so and never calls it $0. */
export function outreachWriter(): Ask {
  return async (question) => {
    if (question.includes("#3\n")) {
      await generateText({ model: openai.chat("house-model-1"), prompt: question });
      return;
    }
    // The AI SDK tells of an error only here; `consumeStream` resolves all the same.
    let failure: unknown;
    const onError = ({ error }: { error: unknown }) => {
      failure = error;
    };
    await streamText({ model: openai.chat("gpt-5-mini"), prompt: question, onError }).consumeStream();
    if (failure) throw failure;
  };
}
