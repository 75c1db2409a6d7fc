import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PriceContext } from "../../cli/price/price-context.ts";
import { runPrice } from "./price-command-run.ts";

const prices = join(mkdtempSync(join(tmpdir(), "tollgate-")), "prices.yaml");
writeFileSync(
  prices,
  `margins:
  - percent: 20
  - customer: acme
    percent: 12.5
discounts:
  - { name: mistyped, provider: opnai, percent: 10 }
`,
);
/** gpt-4o: 1,000 × $2.50/M + 100 × $10/M = $0.0035 */
const answer = {
  id: "c1",
  object: "chat.completion",
  model: "gpt-4o-2024-08-06",
  usage: { prompt_tokens: 1000, completion_tokens: 100 },
};
const input = JSON.stringify(answer);

test("a customer is charged the cost and their own margin, everybody else the general one", async () => {
  const acme = await runPrice({ provider: "openai", prices, customer: "acme", input });
  // $0.0035 × 1.125
  expect(acme.results[0]?.charge).toEqual({ customer: "acme", percent: "12.5", picoUsd: "3937500000" });
  const other = await runPrice({ provider: "openai", prices, input });
  expect(other.results[0]).toMatchObject({
    costPicoUsd: "3500000000",
    charge: { customer: null, percent: "20", picoUsd: "4200000000" },
  });
  const text = await runPrice({ provider: "openai", prices, customer: "acme", input, json: false });
  expect(text.text).toContain("charged to acme with a margin of 12.5 %: $0.0039375");
});

test("a discount that no call can have is told", () => {
  expect(new PriceContext({ prices }).ineffective).toEqual([
    `${prices}:6: discount "mistyped" has no effect: provider "opnai" is not in the price book, nearest are "openai", "x-ai", "zai"`,
  ]);
});

test("the API need not be said where the answer has marks of one alone", async () => {
  const { results } = await runPrice({ provider: "openai", input });
  expect(results[0]).toMatchObject({ api: "chat", status: "priced" });
  const bare = await runPrice({ provider: "openai", input: JSON.stringify({ usage: answer.usage }) });
  expect(bare.results[0]).toMatchObject({
    status: "error",
    error: expect.stringContaining('the API is not said: give --api, or "api" in the envelope'),
  });
});

test("what OpenRouter's answer says it charges is the cost, as it is on the wire", async () => {
  const usage = { prompt_tokens: 1000, completion_tokens: 100, cost: 0.00423, is_byok: false };
  const routed = JSON.stringify({ ...answer, model: "openai/gpt-4o", usage });
  const { results } = await runPrice({ provider: "openrouter", input: routed });
  expect(results).toMatchObject([
    { status: "priced", costPicoUsd: "4230000000", priceId: "openrouter/answer", components: [] },
  ]);
  const { text } = await runPrice({ provider: "openrouter", input: routed, json: false });
  expect(text).toContain("$0.00423, as the answer says");
});
