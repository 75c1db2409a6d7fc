import { ConverseCommand, ConverseStreamCommand } from "@aws-sdk/client-bedrock-runtime";
import { describe, expect, it } from "vitest";
import type { BudgetGuard, PendingCall } from "../../instrumentation/budget/budget-guard.ts";
import { CLAUDE, converseAnswer } from "./bedrock-answers.ts";
import { bedrockApp } from "./bedrock-app.ts";

const aws = bedrockApp();
const { meter } = aws;

const messages = [{ role: "user" as const, content: [{ text: "x".repeat(400) }] }];
const converse = () => new ConverseCommand({ modelId: CLAUDE, messages });
const converseStream = () => new ConverseStreamCommand({ modelId: CLAUDE, messages });

describe("budgets", () => {
  const block = {
    budget: "team",
    scope: "agent",
    scopeValue: "writer",
    period: "day" as const,
    limitPicoUsd: 1n,
    spentPicoUsd: 2n,
    message: 'Budget "team" is used up',
  };
  const guardOf = (reserve: BudgetGuard["reserve"]): BudgetGuard => ({
    reserve,
    ready: () => Promise.resolve(),
    refresh: () => Promise.resolve(),
    close: () => {},
  });

  it("a refusal reaches the caller as it is, at once, and nothing is sent", async () => {
    const client = await meter(() => converseAnswer(), { guard: guardOf(() => ({ outcome: "blocked", block })) });
    for (const command of [converse(), converseStream()]) {
      const sent = client.send(command as ConverseCommand);
      await expect(sent).rejects.toMatchObject({ name: "BudgetExceededError", status: 429, budget: "team" });
    }
    expect(aws.bedrock.asked).toEqual([]);
    const blocked = {
      costStatus: "free",
      record: { errorType: "blocked", budget: { outcome: "blocked", name: "team" } },
    };
    expect(aws.app.calls).toMatchObject([blocked, blocked]);
  });

  it("a call is held at its most, and what it cost is settled once", async () => {
    const pending: PendingCall[] = [];
    const settled: number[] = [];
    const guard = guardOf((call) => {
      pending.push(call);
      return { outcome: "allowed", reservation: { settle: (cost) => settled.push(cost) } };
    });
    const client = await meter(() => converseAnswer(), { guard });
    const cachePoint = { type: "default" as const, ttl: "1h" as const };
    const cached = [{ role: "user" as const, content: [{ text: "word ".repeat(800) }, { cachePoint }] }];
    const inferenceConfig = { maxTokens: 500 };
    await client.send(new ConverseCommand({ modelId: CLAUDE, messages: cached, inferenceConfig }));
    expect(aws.app.calls).toHaveLength(1);
    // About 1,000 tokens written for an hour at $6.60 a million, and 500 of output at $16.50.
    expect(pending[0]?.estimatedCostPicoUsd).toBeGreaterThan(6_600_000_000 + 8_250_000_000);
    expect(pending[0]?.estimatedCostPicoUsd).toBeLessThan(7_200_000_000 + 8_250_000_000);
    expect(settled).toEqual([12_375_000_000]);
  });

  it("an image is held at what an image may cost, not at its bytes", async () => {
    const pending: PendingCall[] = [];
    const guard = guardOf((call) => {
      pending.push(call);
      return { outcome: "allowed", reservation: { settle: () => {} } };
    });
    const client = await meter(() => converseAnswer(), { guard });
    const image = { format: "png" as const, source: { bytes: Buffer.alloc(3_000_000) } };
    await client.send(new ConverseCommand({ modelId: CLAUDE, messages: [{ role: "user", content: [{ image }] }] }));
    // 1,600 tokens and a little at $3.30, and 1,000 of output at $16.50.
    expect(pending[0]?.estimatedCostPicoUsd).toBeLessThan(22_500_000_000);
    expect(pending[0]?.estimatedCostPicoUsd).toBeGreaterThan(21_780_000_000);
  });
});
