import Anthropic from "@anthropic-ai/sdk";
import { ChatOpenAI } from "@langchain/openai";
import { Ollama } from "ollama";
import OpenAI from "openai";
import { afterEach, expect, it } from "vitest";
import type { BudgetDecision, BudgetGuard, PendingCall } from "../../instrumentation/budget/budget-guard.ts";
import { CHAT_COST_PICO_USD, chatAnswer } from "./wire-answers.ts";
import { type MeteredApp, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app.stop());

const messages = [{ role: "user" as const, content: "Hi" }];
const MESSAGE = 'Call refused by budget "team-a": $10.00 of $10.00 used today; it resets at 2026-11-23 00:00 UTC';

/** A guard with one decision, which keeps what it was asked and what was settled. */
function fixedGuard(decide: (settled: number[]) => BudgetDecision) {
  const asked: PendingCall[] = [];
  const settled: number[] = [];
  const guard: BudgetGuard = {
    reserve(call) {
      asked.push(call);
      return decide(settled);
    },
    ready: () => Promise.resolve(),
    refresh: () => Promise.resolve(),
    close: () => {},
  };
  return { guard, asked, settled };
}

const blocking = () =>
  fixedGuard(() => ({
    outcome: "blocked",
    block: {
      budget: "team-a",
      scope: "project",
      scopeValue: "a",
      period: "day",
      limitPicoUsd: 10n ** 13n,
      spentPicoUsd: 10n ** 13n,
      message: MESSAGE,
    },
  }));

async function expectBlockedOnce(call: () => Promise<unknown>, error: Record<string, unknown>): Promise<void> {
  app = await startMeteredApp((_request, response) => sendJson(response, chatAnswer()), { guard: blocking().guard });
  await expect(call()).rejects.toMatchObject(error);
  expect(app.provider.requests).toEqual([]);
  expect(app.calls).toMatchObject([
    {
      costStatus: "free",
      costPicoUsd: 0,
      record: { errorType: "blocked", budget: { outcome: "blocked", name: "team-a" } },
    },
  ]);
}

it("openai sees status 429 and the budget, once, and nothing is sent", () =>
  expectBlockedOnce(
    () =>
      new OpenAI({ baseURL: `${app.provider.url}/v1`, apiKey: "k" }).chat.completions.create({
        model: "gpt-4o",
        messages,
      }),
    { status: 429, code: "budget_exceeded", message: expect.stringContaining(MESSAGE), error: { budget: "team-a" } },
  ));

it("anthropic sees status 429 and the budget, once, and nothing is sent", () =>
  expectBlockedOnce(
    () =>
      new Anthropic({ baseURL: app.provider.url, apiKey: "k" }).messages.create({
        model: "claude-sonnet-4-5",
        max_tokens: 9,
        messages,
      }),
    {
      status: 429,
      error: { error: { message: MESSAGE, type: "budget_exceeded", budget: "team-a" } },
    },
  ));

it("ollama sees status 429 and the budget as text, once, and nothing is sent", () =>
  expectBlockedOnce(() => new Ollama({ host: app.provider.url }).chat({ model: "llama3.2", messages }), {
    name: "ResponseError",
    status_code: 429,
    error: MESSAGE,
    message: MESSAGE,
  }));

it("ollama's streams see status 429 and the budget as text, once, and nothing is sent", () =>
  expectBlockedOnce(
    () => new Ollama({ host: app.provider.url }).generate({ model: "llama3.2", prompt: "Hi", stream: true }),
    { status_code: 429, message: MESSAGE },
  ));

it("@langchain/openai sees status 429 and the budget, once, and nothing is sent", () =>
  expectBlockedOnce(
    () =>
      new ChatOpenAI({ model: "gpt-4o", apiKey: "k", configuration: { baseURL: `${app.provider.url}/v1` } }).invoke(
        "Hi",
      ),
    { status: 429, message: expect.stringContaining(MESSAGE) },
  ));

it("an allowed call is reserved at its upper estimate and settled at its cost, once", async () => {
  const { guard, asked, settled } = fixedGuard((settled) => ({
    outcome: "allowed",
    reservation: { settle: (cost) => void settled.push(cost) },
  }));
  app = await startMeteredApp((_request, response) => sendJson(response, chatAnswer()), {
    guard,
    env: { TOLLGATE_TENANT: "acme" },
  });
  const body = JSON.stringify({ model: "gpt-4o", messages, max_tokens: 100, n: 2 });
  await (await fetch(`${app.provider.url}/v1/chat/completions`, { method: "POST", body })).json();
  // 85 characters are 22 tokens at $2.50, and 2 × 100 tokens at $10.00 per million: 55,000,000 + 2,000,000,000 picodollars.
  expect(body).toHaveLength(85);
  expect(asked).toEqual([
    { provider: "openai", model: "gpt-4o", attribution: { tenant: "acme" }, estimatedCostPicoUsd: 2_055_000_000 },
  ]);
  expect(app.calls).toMatchObject([{ record: { budget: { outcome: "allowed" } } }]);
  expect(settled).toEqual([CHAT_COST_PICO_USD]);
});

it("a failing guard lets the call pass, and is counted", async () => {
  const { guard } = fixedGuard(() => {
    throw new Error("broken");
  });
  app = await startMeteredApp((_request, response) => sendJson(response, chatAnswer()), { guard });
  const body = JSON.stringify({ model: "gpt-4o", messages });
  expect((await fetch(`${app.provider.url}/v1/chat/completions`, { method: "POST", body })).status).toBe(200);
  await app.handle.flush();
  const metrics = app.collector.requests.filter(({ path }) => path === "/v1/metrics").map(({ body }) => body);
  expect(metrics.join()).toContain("tollgate.internal_errors");
});
