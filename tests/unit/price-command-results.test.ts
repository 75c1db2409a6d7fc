import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { billedTier } from "../../cli/price/billed-tier.ts";
import { parseAt } from "../../cli/price/parse-at.ts";
import { runPrice } from "./price-command-run.ts";

const CHAT = { provider: "openai", api: "chat" };
/** 1,000 × $2.50 + 100 × $10 a million = $0.0035. */
const gpt4o = { id: "chatcmpl-1", model: "gpt-4o-2024-08-06", usage: { prompt_tokens: 1000, completion_tokens: 100 } };
const json = (value: unknown) => JSON.stringify(value);
const chat = (fields: object) => json({ ...gpt4o, ...fields });

const directory = mkdtempSync(join(tmpdir(), "tollgate-price-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
function priceFile(text: string): string {
  const path = join(directory, `${Math.random()}.yaml`);
  writeFileSync(path, text);
  return path;
}

describe("a result", () => {
  it("has every key in the contract's order, whatever came of the answer", async () => {
    const { results } = await runPrice({
      ...CHAT,
      input: [chat({}), chat({ model: "x" }), "nonsense", "{}"].join("\n"),
    });
    const keys =
      "provider api model responseId status usage costPicoUsd components priceId error tier at openEnded inCurrency charge";
    for (const result of results) expect(Object.keys(result).join(" ")).toBe(keys);
    expect(results.map(({ status }) => status)).toEqual(["priced", "unpriced", "error", "unpriced"]);
  });

  it("has the answer's counts, the cost as text and the row", async () => {
    const { results, totals } = await runPrice({ ...CHAT, input: json(gpt4o) });
    expect(results).toEqual([
      {
        ...{ provider: "openai", api: "chat", model: "gpt-4o-2024-08-06", responseId: "chatcmpl-1", status: "priced" },
        usage: {
          ...{ inputTokens: 1000, outputTokens: 100, cacheReadTokens: 0, cacheWriteTokens: 0, cacheWrite1hTokens: 0 },
          reasoningTokens: 0,
        },
        costPicoUsd: "3500000000",
        components: [
          { unit: "input", quantity: 1000, picoUsdPerUnit: 2_500_000, costPicoUsd: 2_500_000_000 },
          { unit: "output", quantity: 100, picoUsdPerUnit: 10_000_000, costPicoUsd: 1_000_000_000 },
        ],
        priceId: expect.stringMatching(/^openai\/gpt-4o\/standard\//),
        ...{
          error: null,
          tier: "standard",
          at: "2026-11-20T00:00:00.000Z",
          openEnded: false,
          inCurrency: null,
          charge: null,
        },
      },
    ]);
    expect(totals).toMatchObject({ answers: 1, notPriced: 0, costPicoUsd: 3_500_000_000n });
  });

  it("names provider and API as the book does, however they were spelled", async () => {
    const { results } = await runPrice({ input: json(gpt4o), provider: "Azure.AI.OpenAI", api: "Chat.Completions" });
    expect(results[0]).toMatchObject({ provider: "azure", api: "chat", status: "priced" });
  });

  it("is unpriced with the nearest names for a model that the book lacks, and never has a neighbour's price", async () => {
    const { results } = await runPrice({ ...CHAT, input: chat({ model: "gpt-4o-minii" }) });
    expect(results[0]).toMatchObject({ status: "unpriced", costPicoUsd: null, components: [], priceId: null });
    expect(results[0]?.error).toContain('"gpt-4o-mini"');
    expect(results[0]?.usage?.inputTokens).toBe(1000);
  });

  it("is marked where the name is a new snapshot of an open-ended family", async () => {
    const { results } = await runPrice({
      ...{ provider: "anthropic", api: "messages" },
      input: json({ model: "claude-opus-4-5-20290131", usage: { input_tokens: 1, output_tokens: 1 } }),
    });
    expect(results[0]).toMatchObject({ status: "priced", openEnded: true });
  });

  it("is free where the provider answered with an error and counted nothing", async () => {
    const error = { error: { type: "rate_limit_exceeded", message: "Slow down" } };
    const { results, totals } = await runPrice({ ...CHAT, input: json(error) });
    expect(results[0]).toMatchObject({ status: "free", costPicoUsd: "0", components: [] });
    expect(results[0]?.error).toContain('"rate_limit_exceeded"');
    expect(totals.notPriced).toBe(0);
  });

  it("says of an unpriced answer without a model how to name one", async () => {
    const { results } = await runPrice({ ...CHAT, input: chat({ model: undefined }) });
    expect(results[0]).toMatchObject({ status: "unpriced", error: expect.stringContaining("give --model") });
  });
});

describe("what an answer says", () => {
  it("goes before --model, and --model is for answers that name none", async () => {
    const models = async (model: string | undefined) =>
      (await runPrice({ ...CHAT, model: "gpt-4o-mini", input: chat({ model }) })).results[0];
    expect(await models("gpt-4o")).toMatchObject({ model: "gpt-4o", costPicoUsd: "3500000000" });
    // 1,000 × $0.15 + 100 × $0.60 a million.
    expect(await models(undefined)).toMatchObject({ model: "gpt-4o-mini", costPicoUsd: "210000000" });
    expect(await models("no-such-model")).toMatchObject({ model: "no-such-model", status: "unpriced" });
  });

  it.each([
    ["flex", undefined, "flex"],
    ["flex", "default", "standard"],
    ["batch", undefined, "batch"],
    ["batch", "default", "batch"],
    ["batch", "standard", "batch"],
    ["batch", "standard-us", "batch-us"],
    ["batch", "flex", "flex"],
    ["standard", "priority", "priority"],
    [undefined, "on_demand", "standard"],
    [undefined, undefined, "standard"],
  ])("about its tier goes before --tier %s, but for batch: it says %s, billed is %s", (given, served, billed) => {
    expect(billedTier(served, given)).toBe(billed);
  });

  it("does not go before a deployment of an Azure type or a Bedrock profile, which no answer can name", async () => {
    const azure = await runPrice({ provider: "azure", api: "chat", model: "regional/gpt-4o", input: json(gpt4o) });
    expect(azure.results[0]).toMatchObject({
      model: "gpt-4o-2024-08-06",
      priceId: expect.stringMatching(/^azure\/regional\/gpt-4o\//),
    });
    const claude = {
      model: "claude-sonnet-4-5-20250929",
      usage: { input_tokens: 10, output_tokens: 10 },
      type: "message",
    };
    const ids = ["global", "us"].map(async (place) => {
      const model = `${place}.anthropic.claude-sonnet-4-5-20250929-v1:0`;
      return (await runPrice({ provider: "aws", api: "invoke-model", model, input: json(claude) })).results[0]?.priceId;
    });
    expect(await Promise.all(ids)).toEqual([
      expect.stringMatching(/^aws\/global\.anthropic/),
      expect.stringMatching(/^aws\/regional\.anthropic/),
    ]);
  });
});

describe("the price file", () => {
  it("has discounts, free providers, deployments and rates for the command too", async () => {
    const prices = priceFile(`
discounts: [{ name: half, provider: openai, model: "*", from: 2026-01-01, percent: 50 }]
free: { providers: [ollama] }
deployments: [{ provider: azure, name: chat-prod, model: gpt-4o, type: data-zone }]
currencies: { EUR: [{ from: 2026-01-01, per_usd: 0.8912 }] }
`);
    const half = await runPrice({ ...CHAT, prices, currency: "eur", input: json(gpt4o) });
    // $0.00175 × 0.8912 = 0.0015596 euros.
    expect(half.results[0]).toMatchObject({
      costPicoUsd: "1750000000",
      inCurrency: { currency: "EUR", amount: "0.0015596", perUsd: "0.8912" },
      priceId: expect.stringContaining("+half"),
    });
    const free = await runPrice({ prices, input: json(gpt4o), provider: "ollama", api: "chat" });
    expect(free.results[0]).toMatchObject({ status: "free", costPicoUsd: "0", error: null });
    const zone = await runPrice({ prices, input: json(gpt4o), provider: "azure", api: "chat", model: "chat-prod" });
    // 10 % above $0.0035.
    expect(zone.results[0]).toMatchObject({ costPicoUsd: "3850000000", model: "gpt-4o-2024-08-06" });
    await expect(runPrice({ ...CHAT, prices, currency: "CHF", input: "" })).rejects.toThrow(/"CHF".*allowed are EUR/);
  });
});

describe("--at", () => {
  it.each([
    ["2026-11-01", "2026-11-01T00:00:00.000Z"],
    ["2026-11-01T09:30", "2026-11-01T09:30:00.000Z"],
    ["2026-11-01 09:30:15", "2026-11-01T09:30:15.000Z"],
    ["2026-11-01T09:30:15.5Z", "2026-11-01T09:30:15.500Z"],
    ["2026-11-01T00:30:00+01:00", "2026-10-31T23:30:00.000Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"],
  ])("%s is %s", (text, iso) => {
    expect(new Date(parseAt(text) ?? Number.NaN).toISOString()).toBe(iso);
  });

  it.each([
    "2026-02-29",
    "2026-13-01",
    "01.11.2026",
    "1730419200",
    "today",
    "",
    "2026-11-01T25:00",
    "2026-02-30T10:00",
  ])("%j is none", (text) => {
    expect(parseAt(text)).toBeUndefined();
  });

  it("decides by the first instant of a price, not the day before or after: below, at, above", async () => {
    // DeepSeek V4 Flash is $0.14 a million in from April 26, 2026, $0.22 or, in peak hours, $0.44 from August 17.
    const input = json({ model: "deepseek-v4-flash", usage: { prompt_tokens: 1000, completion_tokens: 0 } });
    const costs = ["2026-08-16T23:59:59.999Z", "2026-08-17", "2026-08-17T01:00:00Z", "2026-08-17T04:00:00Z"].map(
      async (at) => (await runPrice({ provider: "deepseek", api: "chat", at, input })).results[0]?.costPicoUsd,
    );
    expect(await Promise.all(costs)).toEqual(["140000000", "220000000", "440000000", "220000000"]);
  });
});
