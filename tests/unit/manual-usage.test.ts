import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ManualCall, recordLlmCall } from "../../instrumentation/record-llm-call.ts";
import { type RecordedUsage, recordUsage } from "../../instrumentation/record-usage.ts";
import { type MeteredApp, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
beforeEach(async () => {
  app = await startMeteredApp((_request, response) => response.end());
});
afterEach(() => app.stop());

/** Usage from JavaScript, where no type holds. */
function recorded(usage: unknown, more: Partial<ManualCall> = {}) {
  recordLlmCall({ provider: "openai", model: "gpt-4o", usage: usage as NonNullable<ManualCall["usage"]>, ...more });
  expect(app.calls).toHaveLength(1);
  return app.calls[0];
}

describe("a call whose counts cannot be is unpriced and never $0", () => {
  it.each<[name: string, usage: unknown, problem: string | undefined]>([
    ["nothing", undefined, undefined],
    ["null", null, undefined],
    ["no field", {}, "usage has no count, known are inputTokens, outputTokens"],
    ["a text", "x", 'usage is "x", allowed is an object'],
    ["a list", [10], "usage is a list, allowed is an object"],
    ["a bigint", 10n, 'usage is "bigint", allowed is an object'],
    ["a field of another name", { input: 10 }, "usage.input is 10 of an unknown unit, known are inputTokens"],
    ["OpenAI's own names", { prompt_tokens: 10, completion_tokens: 5 }, "usage.prompt_tokens is 10 of an unknown unit"],
    ["fewer than none", { inputTokens: -1 }, "usage.inputTokens is -1, allowed are whole numbers from 0"],
    ["a fraction", { inputTokens: 1.5 }, "usage.inputTokens is 1.5, allowed are whole numbers from 0"],
    ["a number as text", { inputTokens: "10" }, 'usage.inputTokens is "10", allowed are whole numbers from 0'],
    ["a field that is a bigint", { inputTokens: 10n }, 'usage.inputTokens is "bigint", allowed are whole numbers'],
    ["fewer than none of one and none of the other", { inputTokens: -1, outputTokens: 0 }, "usage.inputTokens is -1"],
    [
      "a part without its whole",
      { cacheReadTokens: 5 },
      "usage.cacheReadTokens is 5, allowed are whole numbers from 0 to 0",
    ],
    ["counted that is null", { counted: null }, "usage.counted is null, allowed is an object"],
    ["a quantity that is text", { counted: { image: "2" } }, 'usage.counted.image is "2", allowed are whole numbers'],
    ["a quantity that is no number", { counted: { audioSecond: Number.NaN } }, 'usage.counted.audioSecond is "NaN"'],
  ])("%s", (_name, usage, problem) => {
    const call = recorded(usage);
    expect([call?.costStatus, call?.costPicoUsd, call?.record.usage]).toEqual(["unpriced", undefined, undefined]);
    if (problem === undefined) return;
    expect(call?.record.problems?.join("\n")).toContain(problem);
    expect(app.lines.join("")).toContain(call?.record.problems?.[0]);
    expect(app.lines.join("")).toContain("it is in the ledger as unpriced");
  });

  it("more than any call can have", () => {
    expect(recorded({ inputTokens: 100_000_001 })).toMatchObject({ costStatus: "unpriced" });
  });
});

it.each<[usage: unknown, costPicoUsd: number, problem: string]>([
  // 1,000 × $2.50 a million
  [{ inputTokens: 1_000, outputTokens: "5" }, 2_500_000_000, 'usage.outputTokens is "5"'],
  [{ inputTokens: 1_000, cachedInputTokens: 400 }, 2_500_000_000, "usage.cachedInputTokens is 400 of an unknown unit"],
  // All of them cached: 1,000 × $1.25 a million
  [{ inputTokens: 1_000, cacheReadTokens: 1_001 }, 1_250_000_000, "usage.cacheReadTokens is 1001"],
])("where some counts can be, the call is an estimate that says which cannot: %j", (usage, costPicoUsd, problem) => {
  const call = recorded(usage);
  expect(call).toMatchObject({ costStatus: "estimated", costPicoUsd, record: { usageSource: "estimated" } });
  expect(call?.record.problems?.[0]).toContain(problem);
  expect(app.lines.join("")).toContain(problem);
});

it.each<[usage: unknown, costPicoUsd: number]>([
  [{ inputTokens: 0, outputTokens: 0 }, 0],
  [{ inputTokens: 1_000, outputTokens: null, cacheReadTokens: undefined }, 2_500_000_000],
])("counts that can be are priced, and none is as good as absent: %j", (usage, costPicoUsd) => {
  const call = recorded(usage);
  expect(call).toMatchObject({ costStatus: "priced", costPicoUsd, record: { usageSource: "provider" } });
  expect(call?.record.problems).toBeUndefined();
  expect(app.lines).toEqual([]);
});

it("a failed call is free, whatever is said of its usage", () => {
  expect(recorded(null, { errorType: "timeout" })).toMatchObject({ costStatus: "free", costPicoUsd: 0 });
});

describe("recordUsage from JavaScript", () => {
  const untyped = (used: unknown) => recordUsage(used as RecordedUsage);

  it.each([{ units: null }, { units: {} }, { units: "2" }, { tokens: null }, { units: { image: "2" } }])(
    "%j is unpriced",
    (given) => {
      untyped({ kind: "image", provider: "azure", model: "dall-e-3", ...given });
      expect(app.calls).toMatchObject([{ costStatus: "unpriced" }]);
    },
  );

  it("nothing, null and a getter that throws do not throw into the app", () => {
    const thrown = {
      get kind(): string {
        throw new Error("mine");
      },
    };
    for (const given of [undefined, null, 7, thrown]) expect(() => untyped(given)).not.toThrow();
    for (const given of [undefined, null, thrown])
      expect(() => recordLlmCall(given as unknown as ManualCall)).not.toThrow();
  });
});
