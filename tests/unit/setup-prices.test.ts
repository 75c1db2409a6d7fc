import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { FinishedCall } from "../../instrumentation/finished-call.ts";
import { currentHandle } from "../../instrumentation/handle.ts";
import { recordLlmCall } from "../../instrumentation/record-llm-call.ts";
import { start } from "../../instrumentation/setup.ts";
import { usageOf } from "./usage-of.ts";

const MILLION_OUT = usageOf({ outputTokens: 1_000_000 });

/** Starts metering with a prices file of the given text; gives the calls as they end and the lines for the operator. */
function startWith(prices: string) {
  const path = join(mkdtempSync(join(tmpdir(), "tollgate-")), "tollgate.prices.yaml");
  writeFileSync(path, prices);
  const calls: FinishedCall[] = [];
  const lines: string[] = [];
  const env = { TOLLGATE_PRICES: path, TOLLGATE_OTLP_ENDPOINT: "http://127.0.0.1:9" };
  const handle = start({ env, onCall: (call) => calls.push(call), write: (line) => lines.push(line) });
  return { calls, lines, handle };
}

afterEach(() => currentHandle()?.close());

test("a discount holds from the very first call on, though the file is read after the start", async () => {
  const { calls, handle } = startWith(
    "discounts:\n  - { name: agreed, provider: openai, model: '*', percent: 20, from: 2020-01-01 }\n",
  );
  recordLlmCall({ provider: "openai", model: "gpt-4o", usage: MILLION_OUT });
  expect(calls).toEqual([]);
  await handle?.flush(1);
  // $10 a million less 20 %
  expect(calls.map(({ costPicoUsd }) => costPicoUsd)).toEqual([8_000_000_000_000]);
  expect(calls[0]?.priceId).toMatch(/\+agreed$/);
});

test("development is free where the file says so, and only there", async () => {
  const { calls, handle } = startWith("free:\n  environments: [development]\n");
  for (const environment of ["development", "production"]) {
    recordLlmCall({ provider: "openai", model: "gpt-4o", usage: MILLION_OUT, attribution: { environment } });
  }
  await handle?.flush(1);
  expect(calls.map(({ costStatus, costPicoUsd }) => [costStatus, costPicoUsd])).toEqual([
    ["free", 0],
    ["priced", 10_000_000_000_000],
  ]);
});

test("an Azure deployment has the price of its type, though every answer names the model alone", async () => {
  const { calls, handle } = startWith(
    "deployments:\n  - { provider: azure, name: chat-eu, model: gpt-4o, type: data-zone }\n",
  );
  for (const model of ["chat-eu", "gpt-4o"]) recordLlmCall({ provider: "azure.ai.openai", model, usage: MILLION_OUT });
  await handle?.flush(1);
  // $10 a million of a global deployment, a tenth more in a data zone
  expect(calls.map(({ costPicoUsd }) => costPicoUsd)).toEqual([11_000_000_000_000, 10_000_000_000_000]);
});

test("a Bedrock profile has its own price, though Claude's answers name the model alone", async () => {
  const { calls, handle } = startWith("");
  for (const profile of ["global.", "us."]) {
    const model = `${profile}anthropic.claude-sonnet-4-5-20250929-v1:0`;
    const call = { provider: "aws.bedrock", operation: "chat", usage: MILLION_OUT, usageSource: "provider" } as const;
    handle?.meter.finish({
      ...call,
      source: "wire",
      requestModel: model,
      responseModel: "claude-sonnet-4-5-20250929",
      stream: false,
      startMs: Date.now(),
      endMs: Date.now(),
      attribution: {},
    });
  }
  await handle?.flush(1);
  // $15 a million, and a tenth more in a region
  expect(calls.map(({ costPicoUsd }) => costPicoUsd)).toEqual([15_000_000_000_000, 16_500_000_000_000]);
});

test("a model of one's own at no price is free, not priced at $0", async () => {
  const { calls, handle } = startWith("models:\n  - { provider: vllm, model: tiny, free: true }\n");
  recordLlmCall({ provider: "vllm", model: "tiny", usage: MILLION_OUT });
  await handle?.flush(1);
  expect(calls.map(({ costStatus, costPicoUsd }) => [costStatus, costPicoUsd])).toEqual([["free", 0]]);
});

test("a broken file is told with its line, and list prices hold", async () => {
  const { calls, lines, handle } = startWith("discounts:\n  - { name: agreed, provider: openai, percent: 120 }\n");
  recordLlmCall({ provider: "openai", model: "gpt-4o", usage: MILLION_OUT });
  await handle?.flush(1);
  expect(calls.map(({ costPicoUsd }) => costPicoUsd)).toEqual([10_000_000_000_000]);
  expect(lines.join("")).toMatch(/^tollgate: List prices hold: .*tollgate\.prices\.yaml:2: .*"120"/);
});
