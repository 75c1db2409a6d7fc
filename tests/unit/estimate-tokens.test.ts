import { countTokens as countHarmony } from "gpt-tokenizer/encoding/o200k_harmony";
import { describe, expect, it } from "vitest";
import { countPrompt } from "../../instrumentation/estimate/count-prompt.ts";
import { estimateTokens } from "../../instrumentation/estimate/estimate-tokens.ts";
import { loadEncoding } from "../../instrumentation/estimate/load-encoding.ts";
import { estimateTextTokens } from "../../instrumentation/estimate/rule-of-thumb.ts";
import { tokenizerOf } from "../../instrumentation/estimate/tokenizer-of.ts";
import { ARTICLE_1 } from "./estimate-texts.ts";

const openai = (model: string) => ({ provider: "openai", model });
const count = await loadEncoding("o200k_base");
const tokensOf = async (text: string, model: string) => (await estimateTokens(text, openai(model))).tokens;

describe("counts that OpenAI's cookbook publishes", () => {
  // "How to count tokens with tiktoken", sections 5 to 7.
  it.each([
    ["tiktoken is great!", "gpt-4", 6],
    ["antidisestablishmentarianism", "gpt-4", 6],
    ["antidisestablishmentarianism", "gpt-4o", 6],
    ["2 + 2 = 4", "gpt-4", 7],
    ["2 + 2 = 4", "gpt-4o", 7],
    ["お誕生日おめでとう", "gpt-4", 9],
    ["お誕生日おめでとう", "gpt-4o", 8],
  ])("%j is for %s %d tokens", async (text, model, tokens) => {
    expect(await estimateTokens(text, openai(model))).toEqual({ tokens, method: "tokenizer" });
  });

  const JARGON = [
    {
      role: "system",
      content: "You are a helpful, pattern-following assistant that translates corporate jargon into plain English.",
    },
    { role: "system", name: "example_user", content: "New synergies will help drive top-line growth." },
    {
      role: "system",
      name: "example_assistant",
      content: "Things working well together will increase revenue.",
    },
    {
      role: "system",
      name: "example_user",
      content: "Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage.",
    },
    {
      role: "system",
      name: "example_assistant",
      content: "Let's talk later when we're less busy about how to do better.",
    },
    {
      role: "user",
      content: "This late pivot means we don't have time to boil the ocean for the client deliverable.",
    },
  ];
  const WEATHER = {
    messages: [
      { role: "system", content: "You are a helpful assistant that can answer to questions about the weather." },
      { role: "user", content: "What's the weather like in San Francisco?" },
    ],
    tools: [
      {
        type: "function",
        function: {
          name: "get_current_weather",
          description: "Get the current weather in a given location",
          parameters: {
            type: "object",
            properties: {
              location: { type: "string", description: "The city and state, e.g. San Francisco, CA" },
              unit: {
                type: "string",
                description: "The unit of temperature to return",
                enum: ["celsius", "fahrenheit"],
              },
            },
            required: ["location"],
          },
        },
      },
    ],
  };
  it.each([
    ["gpt-4", 129, 105],
    ["gpt-4o", 124, 101],
  ])("its chat and its tools are for %s %d and %d tokens", async (model, chat, tools) => {
    const choice = tokenizerOf(openai(model));
    const load = await loadEncoding(choice.encoding);
    expect(countPrompt(JSON.stringify({ model, messages: JARGON }), load, choice)).toBe(chat);
    expect(countPrompt(JSON.stringify({ model, ...WEATHER }), load, choice)).toBe(tools);
  });
});

it.each([
  ["gpt-3.5-turbo-0125", "cl100k_base"],
  ["gpt-4", "cl100k_base"],
  ["gpt-4-turbo-2024-04-09", "cl100k_base"],
  ["text-embedding-3-small", "cl100k_base"],
  ["gpt-4o-mini", "o200k_base"],
  ["gpt-4.1-nano", "o200k_base"],
  ["gpt-4.5-preview", "o200k_base"],
  ["gpt-5.6-luna", "o200k_base"],
  ["o3", "o200k_base"],
  ["o4-mini-2025-04-16", "o200k_base"],
  ["ft:gpt-4o-mini:org::id", "o200k_base"],
  ["openai/gpt-oss-120b", "o200k_base"],
])("%s is counted by its own tokenizer, %s", (model, encoding) => {
  expect(tokenizerOf(openai(model))).toMatchObject({ encoding, method: "tokenizer" });
});

it.each([
  ["claude-3-5-haiku-20241022", 1.2],
  ["claude-sonnet-4-5-20250929", 1.2],
  ["us.anthropic.claude-opus-4-6-v1:0", 1.2],
  ["claude-opus-4-20250514", 1.2],
  ["claude-opus-4-7", 1.5],
  ["anthropic/claude-opus-5-5", 1.5],
  ["claude-sonnet-5", 1.5],
  ["gemini-2.5-pro", 1.08],
  ["deepseek-chat", 1],
  ["mistral-large-latest", 1],
])("%s is approximated with the factor %d", (model, latinFactor) => {
  expect(tokenizerOf({ provider: "", model })).toMatchObject({ method: "approximation", latinFactor });
});

it("o200k_harmony counts text as o200k_base does, so that it need not be loaded", () => {
  for (const text of Object.values(ARTICLE_1)) expect(count(text)).toBe(countHarmony(text));
});

it("control tokens in a text are text", async () => {
  expect(await tokensOf("<|endoftext|>", "gpt-4o")).toBeGreaterThan(1);
});

it("the tokenizer is right where four characters a token are wrong by a factor", async () => {
  const errors = await Promise.all(
    Object.entries(ARTICLE_1).map(async ([language, text]) => {
      const tokens = await tokensOf(text, "gpt-4o");
      return [language, Math.round((100 * estimateTextTokens(text.length)) / tokens - 100)];
    }),
  );
  // Percent, by which the rule errs.
  expect(Object.fromEntries(errors)).toEqual({
    English: 30,
    German: 8,
    French: 15,
    Russian: -2,
    Chinese: -69,
    Japanese: -69,
    Korean: -57,
    Arabic: -34,
    Hindi: -13,
  });
});

describe("published counts of other providers", () => {
  const anthropic = tokenizerOf({ provider: "anthropic", model: "claude-sonnet-4-5" });

  it("Anthropic: 14 for the example of its documentation", async () => {
    const body = {
      model: "claude-sonnet-4-5",
      system: "You are a scientist",
      messages: [{ role: "user", content: "Hello, Claude" }],
    };
    expect(countPrompt(JSON.stringify(body), await loadEncoding(anthropic.encoding), anthropic)).toBe(16);
  });

  it("Anthropic: 403 for the example with a tool, of which 346 are its own prompt", async () => {
    const location = { type: "string", description: "The city and state, e.g. San Francisco, CA" };
    const body = {
      model: "claude-sonnet-4-5",
      tools: [
        {
          name: "get_weather",
          description: "Get the current weather in a given location",
          input_schema: { type: "object", properties: { location }, required: ["location"] },
        },
      ],
      messages: [{ role: "user", content: "What's the weather like in San Francisco?" }],
    };
    expect(countPrompt(JSON.stringify(body), await loadEncoding(anthropic.encoding), anthropic)).toBe(430);
  });

  it("Google: 10 for the example of its documentation", async () => {
    const text = "The quick brown fox jumps over the lazy dog.";
    const found = await estimateTokens(text, { provider: "google", model: "gemini-2.5-flash" });
    // 10 by o200k, × 1.08, rounded up.
    expect(found).toEqual({ tokens: 11, method: "approximation" });
  });
});

it("without a tokenizer the rule of thumb counts, and says so", async () => {
  const missing = () => Promise.reject(new Error("Cannot find module"));
  expect(await estimateTokens("x".repeat(9), openai("gpt-4o"), missing)).toEqual({
    tokens: 3,
    method: "rule of thumb",
  });
});
