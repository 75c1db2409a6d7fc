/** Asks for each thing that can go wrong and prints what an app sees of it, one JSON line a case. */
import OpenAI from "openai";
import { withAttribution } from "../../../instrumentation/index.ts";

const openai = new OpenAI({ maxRetries: 0 });

const plain = (model: string) => async (messages: OpenAI.ChatCompletionMessageParam[]) =>
  openai.chat.completions.create({ model, messages });

async function streamed(messages: OpenAI.ChatCompletionMessageParam[], stopAfter = Number.POSITIVE_INFINITY) {
  const options = { stream: true as const, stream_options: { include_usage: true } };
  const stream = await openai.chat.completions.create({ model: "gpt-4.1", messages, ...options });
  const texts: string[] = [];
  for await (const chunk of stream) {
    texts.push(chunk.choices[0]?.delta.content ?? "");
    if (texts.length >= stopAfter) stream.controller.abort();
  }
  return texts;
}

const CASES: Record<string, (messages: OpenAI.ChatCompletionMessageParam[]) => Promise<unknown>> = {
  "provider-error": plain("gpt-4.1"),
  "not-json": plain("gpt-4.1"),
  "no-usage": plain("gpt-4.1"),
  "unknown-model": plain("house-model-1"),
  "cut-stream": (messages) => streamed(messages),
  "aborted-stream": (messages) => streamed(messages, 3),
  "no-provider": (messages) =>
    new OpenAI({ maxRetries: 0, baseURL: process.env.GONE_BASE_URL ?? "" }).chat.completions.create({
      model: "gpt-4.1",
      messages,
    }),
};

for (const [name, ask] of Object.entries(CASES)) {
  const seen = await withAttribution({ session: name, agent: "bad-input" }, () =>
    ask([{ role: "user", content: name }]).then(
      (answer) => ({ answer }),
      (error) => ({ kind: error.constructor.name, message: error.message, status: error.status, code: error.code }),
    ),
  );
  console.log(JSON.stringify({ name, ...seen }));
}
