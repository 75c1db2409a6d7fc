import { afterEach, expect, it } from "vitest";
import { MAX_TOKENS_OF_LENGTH } from "../../instrumentation/wire/call-outcome.ts";
import { chatAnswer } from "./wire-answers.ts";
import { type Answer, type MeteredApp, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app.stop());

const ask = (more: object = {}) =>
  fetch(`${app.provider.url}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content: "Hi" }], ...more }),
  });

/** Says how long its answer is, and sends no more than its beginning. */
const announce =
  (length: number, type = "application/json"): Answer =>
  (_request, response) => {
    response.writeHead(200, { "content-type": type, "content-length": String(length) });
    response.write(type.includes("html") ? "<html>" : '{"id":"');
  };

/** Four characters are a token; 400 are taken off for names and ids. */
const lengthOf = (tokens: number) => 400 + 4 * tokens;

it.each([
  ["300 MB, no limit", 300_000_000, {}, MAX_TOKENS_OF_LENGTH],
  ["one token less than can be, no limit", lengthOf(MAX_TOKENS_OF_LENGTH - 1), {}, MAX_TOKENS_OF_LENGTH - 1],
  ["as much as can be, no limit", lengthOf(MAX_TOKENS_OF_LENGTH), {}, MAX_TOKENS_OF_LENGTH],
  ["one token more, no limit", lengthOf(MAX_TOKENS_OF_LENGTH + 1), {}, MAX_TOKENS_OF_LENGTH],
  ["a limit of 50", lengthOf(51), { max_tokens: 50 }, 50],
  ["a limit of 50 for each of two answers", lengthOf(101), { max_completion_tokens: 50, n: 2 }, 100],
  ["a higher limit", lengthOf(40_000), { max_tokens: 50_000 }, 40_000],
])(
  "a cancelled answer is estimated by its length, up to what can be generated: %s",
  async (_, length, more, tokens) => {
    app = await startMeteredApp(announce(length));
    await (await ask(more)).body?.cancel();
    const [call] = await app.waitForCalls(1);
    expect(call).toMatchObject({ costStatus: "estimated", record: { usage: { outputTokens: tokens } } });
    // gpt-4o: 50,000 × 10 $ per million is $0.50.
    expect(call?.costPicoUsd).toBeLessThan(500_000_000_000);
  },
);

it("a cancelled page of HTML, read in part or not at all, has generated nothing", async () => {
  app = await startMeteredApp(announce(300_000_000, "text/html"));
  await (await ask()).body?.cancel();
  const reader = (await ask()).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await app.waitForCalls(2);
  expect(app.calls.map(({ record }) => record.usage?.outputTokens)).toEqual([0, 0]);
});

it.each([
  ["HTML", "text/html", `<html>${"x".repeat(40_000_000)}`],
  ["HTML that says to be JSON", "application/json", `<html>${"x".repeat(1_000_000)}`],
  ["JSON of something else", "application/json", JSON.stringify({ content: "x".repeat(1_000_000) })],
  ["JSON that is cut", "application/json", `{"content":"${"x".repeat(1_000_000)}`],
  ["text", "text/plain", "x".repeat(1_000_000)],
])("under status 200, %s has generated nothing, however it is read", { timeout: 30_000 }, async (_, type, body) => {
  app = await startMeteredApp((_request, response) => response.writeHead(200, { "content-type": type }).end(body));
  await (await ask()).text();
  await (await ask()).json().catch(() => undefined);
  await app.waitForCalls(2);
  for (const call of app.calls) {
    expect(call).toMatchObject({
      costStatus: "estimated",
      record: { errorType: "invalid_answer", usage: { outputTokens: 0 } },
    });
  }
});

it("JSON longer than is kept is estimated by its length, up to what can be generated", async () => {
  const body = JSON.stringify(chatAnswer({ choices: [{ message: { content: "x".repeat(33 * 1024 * 1024) } }] }));
  app = await startMeteredApp((_request, response) => response.end(body));
  await (await ask()).text();
  expect(app.calls).toMatchObject([
    { costStatus: "estimated", record: { usage: { outputTokens: MAX_TOKENS_OF_LENGTH } } },
  ]);
});
