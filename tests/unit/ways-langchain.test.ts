import { ChatAnthropic } from "@langchain/anthropic";
import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { ChatGoogleGenerativeAI, GoogleGenerativeAIEmbeddings } from "@langchain/google-genai";
import { MessagesAnnotation, StateGraph } from "@langchain/langgraph";
import { ChatOpenAI, OpenAI, OpenAIEmbeddings } from "@langchain/openai";
import { TollgateCallbackHandler } from "../../instrumentation/langchain.ts";
import { type ShapeCalls, testWay } from "./test-way.ts";

const key = { apiKey: "k", maxRetries: 0 } as const;
const atOpenAi = (url: string) => ({ ...key, configuration: { baseURL: `${url}/v1` } });
const MODELS: Record<string, (url: string) => BaseChatModel> = {
  chat: (url) => new ChatOpenAI({ ...atOpenAi(url), model: "gpt-4o" }),
  responses: (url) => new ChatOpenAI({ ...atOpenAi(url), model: "gpt-4o", useResponsesApi: true }),
  messages: (url) => new ChatAnthropic({ ...key, anthropicApiUrl: url, model: "claude-sonnet-4-5" }),
  "generate-content": (url) => new ChatGoogleGenerativeAI({ ...key, baseUrl: url, model: "gemini-2.5-flash" }),
};
const withHandler = () => ({ callbacks: [new TollgateCallbackHandler()] });

function callsOf(
  call: (model: BaseChatModel) => ShapeCalls["plain"],
  stream: (model: BaseChatModel) => ShapeCalls["plain"],
) {
  return Object.fromEntries(
    Object.entries(MODELS).map(([shape, model]): [string, ShapeCalls] => [
      shape,
      { plain: async (url) => call(model(url))?.(url), streamed: async (url) => stream(model(url))?.(url) },
    ]),
  );
}

async function readAll(chunks: AsyncIterable<{ text: string }>): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += chunk.text;
  return text;
}

const completionModel = (url: string) => new OpenAI({ ...atOpenAi(url), model: "gpt-3.5-turbo-instruct" });

testWay("LangChain 1", {
  ...callsOf(
    (model) => async () => (await model.invoke("Hi", withHandler())).text,
    (model) => async () => readAll(await model.stream("Hi", withHandler())),
  ),
  completions: {
    plain: (url) => completionModel(url).invoke("Hi", withHandler()),
    async streamed(url) {
      let text = "";
      for await (const piece of await completionModel(url).stream("Hi", withHandler())) text += piece;
      return text;
    },
  },
  embeddings: {
    plain: (url) => new OpenAIEmbeddings({ ...atOpenAi(url), model: "text-embedding-3-small" }).embedQuery("Hi"),
  },
  "embed-content": {
    plain: (url) =>
      new GoogleGenerativeAIEmbeddings({ ...key, baseUrl: url, model: "gemini-embedding-001" }).embedQuery("Hi"),
  },
});

const graphOf = (model: BaseChatModel) =>
  new StateGraph(MessagesAnnotation)
    .addNode("model", async ({ messages }) => ({ messages: [await model.invoke(messages)] }))
    .addEdge("__start__", "model")
    .compile();
const input = { messages: [{ role: "user", content: "Hi" }] };

testWay(
  "LangGraph 1",
  callsOf(
    (model) => async () => (await graphOf(model).invoke(input, withHandler())).messages.at(-1)?.text,
    (model) => async () => {
      const stream = await graphOf(model).stream(input, { ...withHandler(), streamMode: "messages" });
      let text = "";
      for await (const [chunk] of stream) text += chunk.text;
      return text;
    },
  ),
);
