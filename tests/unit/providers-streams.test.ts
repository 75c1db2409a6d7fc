import { expect, it } from "vitest";
import { anthropicMessages } from "../../instrumentation/providers/anthropic-messages.ts";
import { readJsonFields } from "../../instrumentation/providers/json-fields.ts";
import { openAiChat } from "../../instrumentation/providers/openai-chat.ts";
import { createAnswerReader } from "../../instrumentation/wire/answer-reader.ts";
import { chatEvents, messageEvents } from "./wire-answers.ts";

const EVENT_STREAM = "text/event-stream; charset=utf-8";

function readPieces(shape: typeof openAiChat, pieces: string[]) {
  const reader = createAnswerReader(shape, EVENT_STREAM);
  for (const piece of pieces) reader.feed(piece);
  return { isComplete: reader.isComplete, isUsageFinal: reader.isUsageFinal, facts: reader.facts() };
}

it.each([
  ["openai", openAiChat, chatEvents()],
  ["anthropic", anthropicMessages, messageEvents()],
] as const)("%s: a stream says the same wherever the network cuts it", (_, shape, events) => {
  const whole = events.join("");
  const expected = readPieces(shape, [whole]);
  expect(expected).toMatchObject({
    isComplete: true,
    isUsageFinal: true,
    facts: { usage: { inputTokens: 1000, outputTokens: 200 } },
  });
  for (let cut = 1; cut < whole.length; cut += 1) {
    expect(readPieces(shape, [whole.slice(0, cut), whole.slice(cut)])).toEqual(expected);
  }
  expect(readPieces(shape, [...whole])).toEqual(expected);
  expect(readPieces(shape, [whole.replaceAll("\n", "\r\n")])).toEqual(expected);
});

it("words of the protocol in an answer's text change nothing", () => {
  const words = ['data: [DONE]\n\n"usage":{"prompt_tokens":9}', '{"delta":{"content":"x"}}', "\\", '\\"', "[DONE]"];
  const { isComplete, facts } = readPieces(openAiChat, chatEvents({ words, withUsage: false, withDone: false }));
  expect(isComplete).toBe(false);
  expect(facts).not.toHaveProperty("usage");
  const message = messageEvents({ words: ['{"type":"message_stop"}', '"usage":{"output_tokens":1}'] });
  expect(readPieces(anthropicMessages, message.slice(0, -1))).toMatchObject({
    isComplete: false,
    facts: { usage: { outputTokens: 200 } },
  });
});

it("running counts in each event, as some copies of the API send them, are taken but not as the last", () => {
  const event = (completion_tokens: number) =>
    `data: ${JSON.stringify({ id: "x", model: "m", choices: [{ delta: { content: "a" } }], usage: { prompt_tokens: 5, completion_tokens } })}\n\n`;
  expect(readPieces(openAiChat, [event(1), event(2)])).toMatchObject({
    isUsageFinal: false,
    facts: { usage: { inputTokens: 5, outputTokens: 2 } },
  });
});

it("events written with spaces, as Python servers do, are read as well", () => {
  const spaced =
    'data: {"id": "x", "model": "m", "choices": [{"delta": {"content": "abcd"}}]}\n\ndata: {"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 1}}\n\ndata: [DONE]\n\n';
  expect(readPieces(openAiChat, [spaced])).toMatchObject({
    isComplete: true,
    facts: { responseModel: "m", outputChars: 4, usage: { inputTokens: 7 } },
  });
});

it("anthropic: counts of message_delta replace those of message_start, and a null does not", () => {
  const start = messageEvents().slice(0, 1);
  const delta = {
    type: "message_delta",
    delta: {},
    usage: { input_tokens: 5000, cache_read_input_tokens: null, output_tokens: 7 },
  };
  const { facts } = readPieces(anthropicMessages, [
    ...start,
    `event: message_delta\ndata: ${JSON.stringify(delta)}\n\n`,
  ]);
  // 5000 uncached + 300 read + 100 written.
  expect(facts?.usage).toMatchObject({
    inputTokens: 5400,
    cacheReadTokens: 300,
    cacheWriteTokens: 100,
    outputTokens: 7,
  });
});

it.each([
  ["negative", { prompt_tokens: -1, completion_tokens: -2 }],
  ["text", { prompt_tokens: "10", completion_tokens: null }],
  ["fractions", { prompt_tokens: 1.5, completion_tokens: 0.1 }],
])("counts that are %s are no counts", (_, usage) => {
  expect(openAiChat.readAnswer({ id: "x", usage })).not.toHaveProperty("usage");
});

it("more cached than input tokens cannot make the rest negative", () => {
  const usage = { prompt_tokens: 10, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 99 } };
  expect(openAiChat.readAnswer({ usage }).usage).toMatchObject({ inputTokens: 10, cacheReadTokens: 10 });
});

it("fields of a long object are read without the rest, and only at its top", () => {
  const value = {
    nested: { usage: { deep: true }, list: [1, "]", { a: "}" }] },
    text: `"usage":{"x":1} ${"\\".repeat(3)}" ${"y".repeat(3000)}`,
    model: 'a "quoted" name',
    empty: {},
    usage: { prompt_tokens: 3 },
    n: 2,
    flag: false,
  };
  const fields = ["usage", "model", "n", "flag", "missing"];
  const expected = { model: value.model, usage: value.usage, n: 2, flag: false };
  expect(readJsonFields(JSON.stringify(value), fields)).toEqual(expected);
  expect(readJsonFields(JSON.stringify(value, null, 2), fields)).toEqual(expected);
});

it.each([
  "",
  "null",
  "[1]",
  "<html>",
  `{"a": "${"x".repeat(3000)}`,
  `{"a":${"[".repeat(3000)}`,
  `{"a" ${" ".repeat(3000)}`,
])("%# what is no JSON object gives nothing", (text) => expect(readJsonFields(text, ["a"])).toBeUndefined());
