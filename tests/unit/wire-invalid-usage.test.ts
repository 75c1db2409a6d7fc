import { afterEach, expect, test } from "vitest";
import { CHAT_USAGE, chatAnswer } from "./wire-answers.ts";
import { type MeteredApp, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app.stop());

/** One chat call whose answer has such counts. */
async function callWith(usage: Record<string, unknown>) {
  app = await startMeteredApp((_request, response) => sendJson(response, chatAnswer({ usage })));
  const messages = [{ role: "user", content: "Hi" }];
  const response = await fetch(`${app.provider.url}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ model: "gpt-4o", messages }),
  });
  expect(await response.json()).toMatchObject({ usage });
  const [call] = await app.waitForCalls(1);
  return call;
}

test.each([
  ["a text", { ...CHAT_USAGE, prompt_tokens: "1000" }, 'usage.prompt_tokens is "1000"'],
  ["negative", { ...CHAT_USAGE, completion_tokens: -5 }, "usage.completion_tokens is -5"],
  ["a fraction", { ...CHAT_USAGE, prompt_tokens: 12.5 }, "usage.prompt_tokens is 12.5"],
  ["more cached than sent", { ...CHAT_USAGE, prompt_tokens: 100 }, "usage.prompt_tokens_details.cached_tokens is"],
])(
  "a count that is %s makes the call an estimate, counted and said, and the app sees its answer as it is",
  async (_, usage, line) => {
    const call = await callWith(usage);
    expect([call?.costStatus, call?.record.usageSource]).toEqual(["estimated", "estimated"]);
    expect(call?.record.problems?.[0]).toContain(line);
    expect(app.lines.join("")).toContain(`Cannot use the counts of model "gpt-4o-2024-08-06"`);
    // At most the 1,000 input tokens at $2.50 and 200 output tokens at $10 a million that a sound answer had: $0.0045
    expect(call?.costPicoUsd).toBeGreaterThan(0);
    expect(call?.costPicoUsd).toBeLessThanOrEqual(4_500_000_000);
  },
);

test("a count beyond every call leaves the call unpriced: no sum of it would be one", async () => {
  const call = await callWith({ ...CHAT_USAGE, prompt_tokens: 1e12 });
  expect([call?.costStatus, call?.costPicoUsd]).toEqual(["unpriced", undefined]);
  expect(call?.unpricedReason).toContain(
    'inputTokens is "1000000000000", allowed are whole numbers from 0 to 100000000',
  );
});

test("sound counts are the provider's", async () => {
  const call = await callWith(CHAT_USAGE);
  expect([call?.costStatus, call?.record.usageSource, call?.record.problems]).toEqual([
    "priced",
    "provider",
    undefined,
  ]);
});
