/** Six calls of the hand-computed bill, through the real SDKs, for the tenant given as argument. */
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { withAttribution } from "../../../instrumentation/index.ts";

const openai = new OpenAI();
const anthropic = new Anthropic();
const messages = [{ role: "user" as const, content: "hello" }];

await withAttribution({ tenant: process.argv[2] ?? "", agent: "biller" }, async () => {
  await openai.chat.completions.create({ model: "gpt-4o-mini", messages });
  const options = { stream: true as const, stream_options: { include_usage: true } };
  for await (const _ of await openai.chat.completions.create({ model: "gpt-4.1", messages, ...options }));
  await anthropic.messages.create({ model: "claude-sonnet-4-6", max_tokens: 500, messages });
  await anthropic.messages.stream({ model: "claude-haiku-4-5", max_tokens: 500, messages }).finalMessage();
  await openai.embeddings.create({ model: "text-embedding-3-small", input: "hello" });
  await openai.chat.completions.create({ model: "house-model-1", messages });
});
