import { createOpenAI } from "@ai-sdk/openai";
import { GoogleGenAI } from "@google/genai";
import { ChatOpenAI } from "@langchain/openai";
import { generateText, jsonSchema, Output, stepCountIs, streamText, ToolLoopAgent, tool } from "ai";
import { createAgent, tool as langChainTool } from "langchain";
import OpenAI, { AzureOpenAI } from "openai";
import OpenAI4 from "openai-v4";
import { expect, it } from "vitest";
import { TollgateCallbackHandler } from "../../instrumentation/langchain.ts";
import { tollgateFetch } from "../../instrumentation/tollgate-fetch.ts";
import { answerInShape } from "./ways-provider.ts";
import { CHAT_COST_PICO_USD, chatAnswer } from "./wire-answers.ts";
import { type Answer, sendJson, startMeteredApp } from "./wire-metered-app.ts";

const messages = [{ role: "user" as const, content: "Hi" }];
const request = { model: "gpt-4o", messages };
const usage = { stream_options: { include_usage: true } };
const options = (url: string) => ({ baseURL: `${url}/v1`, apiKey: "k", maxRetries: 0 });
const openai = (url: string) => new OpenAI(options(url));
const openai4 = (url: string) => new OpenAI4({ ...options(url), fetch: tollgateFetch as never });
const gpt4o = (url: string) => createOpenAI({ baseURL: `${url}/v1`, apiKey: "k" }).chat("gpt-4o");
const parameters = { type: "object" as const, properties: {} };

/** Asks for a tool as long as none has answered. */
const answerWithTool: Answer = (received, response) => {
  const { messages, tools } = JSON.parse(received.body) as { messages: { role: string }[]; tools?: unknown[] };
  if (tools === undefined || messages.some(({ role }) => role === "tool")) return answerInShape(received, response);
  const call = { id: "call_1", type: "function", function: { name: "clock", arguments: "{}" } };
  const message = { role: "assistant", content: null, tool_calls: [call] };
  return sendJson(
    response,
    chatAnswer({ id: "chatcmpl-tool", choices: [{ index: 0, message, finish_reason: "tool_calls" }] }),
  );
};

const answerWithJson: Answer = (_received, response) => {
  const message = { role: "assistant", content: '{"city":"Grüße"}' };
  sendJson(response, chatAnswer({ choices: [{ index: 0, message, finish_reason: "stop" }] }));
};

const clock = tool({ inputSchema: jsonSchema(parameters), execute: () => "noon" });
const clockOfLangChain = langChainTool(() => "noon", { name: "clock", description: "The time", schema: parameters });

interface Helper {
  run(url: string): Promise<unknown>;
  /** @default answerInShape */
  answer?: Answer;
  /** Requests of one call; each is a charge. @default 1 */
  requests?: number;
  /** @default "openai" */
  provider?: string;
}

const HELPERS: Record<string, Helper> = {
  "openai 7: chat.completions.stream()": {
    run: (url) =>
      openai(url)
        .chat.completions.stream({ ...request, ...usage })
        .finalContent(),
  },
  "openai 7: responses.stream()": {
    run: async (url) =>
      (await openai(url).responses.stream({ model: "gpt-4o", input: "Hi" }).finalResponse()).output_text,
  },
  "openai 7: withResponse()": {
    async run(url) {
      const { data, response } = await openai(url).chat.completions.create(request).withResponse();
      expect(response.headers.get("x-request-id")).toBe("req_1");
      return data.choices[0]?.message.content;
    },
  },
  "openai 7: chat.completions.parse()": {
    answer: answerWithJson,
    run: async (url) => JSON.stringify((await openai(url).chat.completions.parse(request)).choices[0]?.message.content),
  },
  "openai 7: runTools() asks twice": {
    answer: answerWithTool,
    requests: 2,
    run: (url) =>
      openai(url)
        .chat.completions.runTools({
          ...request,
          tools: [
            {
              type: "function",
              function: { name: "clock", description: "The time", function: () => "noon", parameters },
            },
          ],
        })
        .finalContent(),
  },
  "openai 7: AzureOpenAI": {
    provider: "azure.ai.openai",
    async run(endpoint) {
      const azure = { endpoint, apiKey: "k", apiVersion: "2024-10-21", deployment: "gpt-4o", maxRetries: 0 };
      return (await new AzureOpenAI(azure).chat.completions.create(request)).choices[0]?.message.content;
    },
  },
  "openai 4: beta.chat.completions.stream()": {
    run: (url) =>
      openai4(url)
        .beta.chat.completions.stream({ ...request, ...usage })
        .finalContent(),
  },
  "@google/genai: chats": {
    provider: "gcp.gemini",
    async run(url) {
      const client = new GoogleGenAI({ apiKey: "k", httpOptions: { baseUrl: url } });
      return (await client.chats.create({ model: "gemini-2.5-flash" }).sendMessage({ message: "Hi" })).text;
    },
  },
  "@google/genai: Vertex AI": {
    provider: "gcp.vertex_ai",
    async run(url) {
      const client = new GoogleGenAI({ vertexai: true, apiKey: "k", httpOptions: { baseUrl: url } });
      return (await client.models.generateContent({ model: "gemini-2.5-flash", contents: "Hi" })).text;
    },
  },
  "AI SDK 7: an object as output": {
    answer: answerWithJson,
    async run(url) {
      const schema = jsonSchema<{ city: string }>({ type: "object", properties: { city: { type: "string" } } });
      return (await generateText({ model: gpt4o(url), output: Output.object({ schema }), prompt: "Hi" })).output.city;
    },
  },
  "AI SDK 7: a tool takes two steps": {
    answer: answerWithTool,
    requests: 2,
    run: async (url) =>
      (await generateText({ model: gpt4o(url), tools: { clock }, stopWhen: stepCountIs(3), prompt: "Hi" })).text,
  },
  "AI SDK 7: ToolLoopAgent": {
    answer: answerWithTool,
    requests: 2,
    run: async (url) =>
      (await new ToolLoopAgent({ model: gpt4o(url), tools: { clock } }).generate({ prompt: "Hi" })).text,
  },
  "AI SDK 7: an answer piped to the app's client": {
    run: (url) =>
      streamText({ model: gpt4o(url), prompt: "Hi" })
        .toTextStreamResponse()
        .text(),
  },
  "LangChain 1: createAgent() with a tool": {
    answer: answerWithTool,
    requests: 2,
    async run(url) {
      const model = new ChatOpenAI({
        apiKey: "k",
        maxRetries: 0,
        model: "gpt-4o",
        configuration: { baseURL: `${url}/v1` },
      });
      const agent = createAgent({ model, tools: [clockOfLangChain] });
      const { messages: all } = await agent.invoke({ messages }, { callbacks: [new TollgateCallbackHandler()] });
      return all.at(-1)?.text;
    },
  },
};

it.each(Object.entries(HELPERS))("%s: each request is charged once", async (_, helper) => {
  const { run, answer = answerInShape, requests = 1, provider = "openai" } = helper;
  const app = await startMeteredApp(answer, { provider });
  try {
    expect(await run(app.provider.url)).toMatch(/Hello|Grüße/);
    await app.waitForCalls(requests);
    await app.handle.flush();
    expect(app.provider.requests).toHaveLength(requests);
    const charge = provider === "openai" ? { costPicoUsd: CHAT_COST_PICO_USD } : {};
    expect(app.calls).toMatchObject(
      app.provider.requests.map(() => ({
        ...charge,
        costStatus: "priced",
        record: { provider, usageSource: "provider" },
      })),
    );
  } finally {
    await app.stop();
  }
});
