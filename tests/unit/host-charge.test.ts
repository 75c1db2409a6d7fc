import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { afterEach, describe, expect, it } from "vitest";
import type { HostCharge } from "../../instrumentation/llm-call.ts";
import { hostChargePrice } from "../../instrumentation/pricing/host-charge-price.ts";
import { readGatewayCharge, readUsageCharge } from "../../instrumentation/providers/host-charge.ts";
import { event, namedEvent } from "./ways-events.ts";
import { CHAT_COST_PICO_USD, CHAT_USAGE, chatAnswer, chatEvents } from "./wire-answers.ts";
import { type Answer, type MeteredApp, sendEvents, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp | undefined;
afterEach(async () => {
  await app?.stop();
  app = undefined;
});

const serve = async (answer: Answer, provider = "openrouter") => {
  app = await startMeteredApp(answer, { provider });
  return app;
};
const openai = () => new OpenAI({ baseURL: `${app?.provider.url}/api/v1`, apiKey: "k", maxRetries: 0 });
const chat = { model: "anthropic/claude-sonnet-4.5", messages: [{ role: "user" as const, content: "Hi" }] };
const COSTS = { ...CHAT_USAGE, cost: 0.00423, is_byok: false, cost_details: { upstream_inference_cost: null } };

describe("a call to OpenRouter costs what its answer says", () => {
  it("a plain chat answer", async () => {
    const { calls, waitForCalls } = await serve((_request, response) =>
      sendJson(response, chatAnswer({ model: chat.model, usage: COSTS })),
    );
    await openai().chat.completions.create(chat);
    await waitForCalls(1);
    expect(calls).toMatchObject([
      {
        costStatus: "priced",
        // $0.00423.
        costPicoUsd: 4_230_000_000,
        priceId: "openrouter/answer",
        record: { usageSource: "provider", usage: { inputTokens: 1000, cacheReadTokens: 400 } },
      },
    ]);
  });

  it("a streamed one, whose last event has it", async () => {
    const last = { ...chatAnswer({ model: chat.model }), object: "chat.completion.chunk", choices: [], usage: COSTS };
    const events = [": OPENROUTER PROCESSING\n\n", ...chatEvents({ withUsage: false, withDone: false })];
    const { calls, waitForCalls } = await serve((_request, response) =>
      sendEvents(response, [...events, event(last), "data: [DONE]\n\n"]),
    );
    for await (const _chunk of await openai().chat.completions.create({ ...chat, stream: true }));
    await waitForCalls(1);
    expect(calls).toMatchObject([{ costPicoUsd: 4_230_000_000, priceId: "openrouter/answer" }]);
  });

  it("a response and a message, plain and streamed", async () => {
    const usage = { input_tokens: 10, output_tokens: 5, cost: 0.0001, is_byok: false };
    const answered = {
      id: "resp_1",
      object: "response",
      status: "completed",
      model: "openai/gpt-5",
      output: [],
      usage,
    };
    const message = { id: "msg_1", type: "message", role: "assistant", model: chat.model, content: [], usage };
    const messageEvents = [
      { type: "message_start", message: { ...message, usage: { input_tokens: 10, output_tokens: 1 } } },
      { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 5, cost: 0.0001 } },
      { type: "message_stop" },
    ];
    const { calls, waitForCalls } = await serve(({ path, body }, response) => {
      const isResponse = path.endsWith("/responses");
      if (!body.includes('"stream":true')) return sendJson(response, isResponse ? answered : message);
      const events = isResponse ? [{ type: "response.completed", response: answered }] : messageEvents;
      return sendEvents(response, events.map(namedEvent));
    });
    const anthropic = new Anthropic({ baseURL: `${app?.provider.url}/api`, apiKey: "k", maxRetries: 0 });
    const asked = { ...chat, max_tokens: 100 };
    await openai().responses.create({ model: "openai/gpt-5", input: "Hi" });
    for await (const _event of await openai().responses.create({ model: "openai/gpt-5", input: "Hi", stream: true }));
    await anthropic.messages.create(asked);
    for await (const _event of await anthropic.messages.create({ ...asked, stream: true }));
    await waitForCalls(4);
    expect(calls).toHaveLength(4);
    for (const call of calls)
      expect(call).toMatchObject({ costStatus: "priced", costPicoUsd: 100_000_000, priceId: "openrouter/answer" });
  });

  it("a free model costs nothing, and that is known", async () => {
    const { calls, waitForCalls } = await serve((_request, response) =>
      sendJson(response, chatAnswer({ model: "deepseek/deepseek-r1:free", usage: { ...CHAT_USAGE, cost: 0 } })),
    );
    await openai().chat.completions.create(chat);
    await waitForCalls(1);
    expect(calls).toMatchObject([{ costStatus: "free", costPicoUsd: 0, priceId: "openrouter/answer" }]);
  });

  it("a stream that was left is estimated by the book, not by what it had cost so far", async () => {
    const begun = event({ ...chatAnswer({ model: chat.model, usage: COSTS }), object: "chat.completion.chunk" });
    const { calls, waitForCalls } = await serve((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(begun);
      setTimeout(() => response.destroy(), 20);
    });
    const stream = await openai().chat.completions.create({ ...chat, stream: true });
    for await (const _chunk of stream) break;
    await waitForCalls(1);
    expect(calls).toMatchObject([
      {
        costStatus: "estimated",
        priceId: expect.stringContaining("/standard/"),
        record: { usageSource: "interrupted" },
      },
    ]);
  });

  it("what any other host says a call costs is not believed", async () => {
    const { calls, waitForCalls } = await serve(
      (_request, response) => sendJson(response, chatAnswer({ usage: { ...CHAT_USAGE, cost: 0.5 } })),
      "openai",
    );
    await openai().chat.completions.create({ ...chat, model: "gpt-4o" });
    await waitForCalls(1);
    expect(calls).toMatchObject([{ costPicoUsd: CHAT_COST_PICO_USD }]);
  });
});

describe("the amount", () => {
  it.each<[unknown, number | undefined]>([
    [0, 0],
    [0.95, 950_000_000_000],
    [0.1 + 0.2, 300_000_000_000],
    [1e-7, 100_000],
    [4e-13, 0],
    [5e-13, 1],
    [9007.19925474, 9_007_199_254_740_000],
    // No call costs that, and no double has it exactly.
    [9007.2, undefined],
    [1e21, undefined],
    [-0.01, undefined],
    [Number.NaN, undefined],
    ["0.0045405", 4_540_500_000],
    ["1e3", undefined],
    ["", undefined],
    [null, undefined],
    [{ total_cost: 0.006 }, undefined],
  ])("$ %s", (cost, picoUsd) => {
    expect(readUsageCharge({ cost })).toEqual(picoUsd === undefined ? undefined : { picoUsd });
  });

  it.each<[string, object, HostCharge | undefined]>([
    [
      "with one's own key the provider's bill is added to the fee",
      { cost: 0.95, is_byok: true, cost_details: { upstream_inference_cost: 19 } },
      { picoUsd: 19_950_000_000_000, isWithUpstream: true },
    ],
    [
      "so it was before answers had is_byok",
      { cost: 0.95, cost_details: { upstream_inference_cost: 19 } },
      { picoUsd: 19_950_000_000_000, isWithUpstream: true },
    ],
    ["a fee without that bill is no price", { cost: 0.95, is_byok: true }, undefined],
    [
      "with OpenRouter's key it is in the cost",
      { cost: 0.02, is_byok: false, cost_details: { upstream_inference_cost: 0.02 } },
      { picoUsd: 20_000_000_000 },
    ],
  ])("%s", (_name, usage, charge) => {
    expect(readUsageCharge(usage)).toEqual(charge);
  });

  it("the Vercel AI Gateway debits nothing for a call by one's own key: it costs what the provider takes", () => {
    const charge = (credentialType: string, success = true) =>
      readGatewayCharge({
        gateway: {
          cost: "0",
          marketCost: "0.0045405",
          routing: { modelAttempts: [{ providerAttempts: [{ credentialType, success }] }] },
        },
      });
    expect(charge("byok")).toEqual({ picoUsd: 4_540_500_000, isWithUpstream: true });
    expect(charge("system")).toEqual({ picoUsd: 0 });
    expect(charge("byok", false)).toEqual({ picoUsd: 0 });
    expect(readGatewayCharge({ gateway: { cost: "0.0045405" } })).toEqual({ picoUsd: 4_540_500_000 });
    expect(readGatewayCharge(undefined)).toBe(undefined);
  });

  it("its price id says where it is from, and that the provider's bill is in it", () => {
    expect(hostChargePrice("openrouter", { picoUsd: 5 })).toMatchObject({
      costPicoUsd: 5,
      priceId: "openrouter/answer",
    });
    expect(hostChargePrice("vercel-ai-gateway", { picoUsd: 5, isWithUpstream: true })).toMatchObject({
      priceId: "vercel-ai-gateway/answer+upstream",
    });
    expect(hostChargePrice("x_ai", { picoUsd: 5 })).toBe(undefined);
    expect(hostChargePrice("openrouter", undefined)).toBe(undefined);
  });
});
