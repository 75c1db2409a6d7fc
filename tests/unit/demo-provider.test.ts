import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOpenAI } from "@ai-sdk/openai";
import Anthropic from "@anthropic-ai/sdk";
import { ChatOpenAI } from "@langchain/openai";
import { generateText } from "ai";
import OpenAI, { APIError, RateLimitError } from "openai";
import { afterEach, describe, expect, it } from "vitest";
import { readProviderLog } from "../../examples/demo/provider/provider-log.ts";
import { type ProviderServerOptions, startProviderServer } from "../../examples/demo/provider/start-provider-server.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function provider(options: ProviderServerOptions = {}) {
  const logPath = join(mkdtempSync(join(tmpdir(), "provider-")), "provider.jsonl");
  const server = await startProviderServer(logPath, { errorShare: 0, slowShare: 0, ...options });
  stops.push(server.stop);
  const openai = new OpenAI({ apiKey: "demo", baseURL: `${server.url}/v1`, maxRetries: 0 });
  const anthropic = new Anthropic({ apiKey: "demo", baseURL: server.url, maxRetries: 0 });
  return { server, openai, anthropic, log: () => readProviderLog(logPath) };
}

const ask = { model: "gpt-4o-mini", messages: [{ role: "user" as const, content: "hello" }] };
const askClaude = { model: "claude-haiku-4-5", max_tokens: 100, messages: ask.messages };

describe("the demo's provider, asked by the real SDKs", () => {
  it("answers a chat completion whose usage is the one in its log", async () => {
    const { openai, log } = await provider();
    const answer = await openai.chat.completions.create(ask);
    const [line] = log();
    expect(answer.choices[0]?.message.content).toContain("Here is what I found");
    expect(answer.model).toBe("gpt-4o-mini-2024-07-18");
    expect(line).toMatchObject({ id: answer.id, provider: "openai", api: "chat", status: 200, complete: true });
    expect(answer.usage?.prompt_tokens).toBe(line?.tokens?.uncachedInput);
    expect(answer.usage?.completion_tokens).toBe(line?.tokens?.output);
  });

  it("streams usage only to who asks for it, in a last chunk without choices", async () => {
    const { openai, log } = await provider();
    const counted = await openai.chat.completions.create({
      ...ask,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = [];
    for await (const chunk of counted) chunks.push(chunk);
    expect(chunks.at(-1)?.choices).toEqual([]);
    expect(chunks.at(-1)?.usage?.completion_tokens).toBe(log()[0]?.tokens?.output);
    const silent = await openai.chat.completions.create({ ...ask, stream: true });
    for await (const chunk of silent) expect(chunk.usage).toBeUndefined();
  });

  it("reads a repeated system prompt from its cache, in blocks of 128 tokens", async () => {
    const { openai } = await provider();
    const messages = [{ role: "system" as const, content: "You are brief. ".repeat(500) }, ...ask.messages];
    const first = await openai.chat.completions.create({ model: "gpt-4.1", messages });
    const second = await openai.chat.completions.create({ model: "gpt-4.1", messages });
    expect(first.usage?.prompt_tokens_details?.cached_tokens).toBe(0);
    expect(second.usage?.prompt_tokens_details?.cached_tokens).toBeGreaterThan(0);
    expect((second.usage?.prompt_tokens_details?.cached_tokens ?? 1) % 128).toBe(0);
  });

  it("embeds every input, as floats after the SDK has decoded them", async () => {
    const { openai, log } = await provider();
    const answer = await openai.embeddings.create({ model: "text-embedding-3-small", input: ["one", "two"] });
    expect(answer.data).toHaveLength(2);
    expect(answer.data[1]?.embedding).toHaveLength(256);
    expect(answer.usage.prompt_tokens).toBe(log()[0]?.tokens?.uncachedInput);
  });

  it("writes a marked Anthropic prompt to the five-minute or the one-hour cache, then reads it", async () => {
    const { anthropic } = await provider();
    const system = (text: string, ttl: "5m" | "1h") => [
      { type: "text" as const, text, cache_control: { type: "ephemeral" as const, ttl } },
    ];
    const short = await anthropic.messages.create({ ...askClaude, system: system("short ".repeat(500), "5m") });
    const long = await anthropic.messages.create({ ...askClaude, system: system("long ".repeat(500), "1h") });
    const again = await anthropic.messages.create({ ...askClaude, system: system("long ".repeat(500), "1h") });
    expect(short.usage.cache_creation?.ephemeral_5m_input_tokens).toBeGreaterThan(0);
    expect(long.usage.cache_creation?.ephemeral_1h_input_tokens).toBe(long.usage.cache_creation_input_tokens);
    expect(again.usage.cache_read_input_tokens).toBeGreaterThan(0);
    expect(again.usage.cache_creation_input_tokens).toBe(0);
  });

  it("streams an Anthropic message whose final usage is the one in its log", async () => {
    const { anthropic, log } = await provider();
    const message = await anthropic.messages.stream(askClaude).finalMessage();
    expect(message.id).toMatch(/^msg_01/);
    expect(message.usage.output_tokens).toBe(log()[0]?.tokens?.output);
    expect(message.usage.input_tokens).toBe(log()[0]?.tokens?.uncachedInput);
  });

  it("answers the AI SDK and LangChain", async () => {
    const { server, log } = await provider();
    const model = createOpenAI({ apiKey: "demo", baseURL: `${server.url}/v1` }).chat("gpt-5-mini");
    const written = await generateText({ model, prompt: "hello" });
    expect(written.usage.inputTokens).toBe(log()[0]?.tokens?.uncachedInput);
    const chat = new ChatOpenAI({ model: "gpt-4.1", apiKey: "demo", configuration: { baseURL: `${server.url}/v1` } });
    const spoken = await chat.invoke("hello");
    expect(spoken.id).toBe(log()[1]?.id);
  });

  it("fails now and then in each API's own shape, and bills nothing for it", async () => {
    const { openai, anthropic, log } = await provider({ errorShare: 1 });
    const failed = await openai.chat.completions.create(ask).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(APIError);
    if (failed instanceof RateLimitError) expect(failed.code).toBe("rate_limit_exceeded");
    const overloaded = await anthropic.messages.create(askClaude).catch((error: unknown) => error);
    expect(overloaded).toBeInstanceOf(Anthropic.APIError);
    expect(log().map((line) => [line.status >= 400, line.tokens])).toEqual([
      [true, undefined],
      [true, undefined],
    ]);
  });

  it("bills the same sizes for the same seed, whatever the order, under ids that are never the same", async () => {
    const bill = async (contents: string[]) => {
      const { openai, log } = await provider({ seed: "seven" });
      for (const content of contents)
        await openai.chat.completions.create({ ...ask, messages: [{ role: "user", content }] });
      return log();
    };
    const [one, two] = [await bill(["a", "b"]), await bill(["b", "a"])];
    expect(one.map((line) => line.tokens)).toEqual(two.map((line) => line.tokens).reverse());
    expect(new Set([...one, ...two].map((line) => line.id)).size).toBe(4);
  });
});
