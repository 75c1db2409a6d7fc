import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { apiList } from "../../cli/price/api-list.ts";
import { billedTier } from "../../cli/price/billed-tier.ts";
import { parseAt } from "../../cli/price/parse-at.ts";
import { priceHelp } from "../../cli/price/price-help.ts";
import { runPrice } from "./price-command-run.ts";

const CHAT = { provider: "openai", api: "chat" };
/** 1,000 × $2.50 + 100 × $10 a million = $0.0035. */
const gpt4o = {
  id: "chatcmpl-1",
  model: "gpt-4o-2024-08-06",
  usage: { prompt_tokens: 1000, completion_tokens: 100 },
};
const json = (value: unknown) => JSON.stringify(value);
const chat = (fields: object) => json({ ...gpt4o, ...fields });
const events = (...values: unknown[]) =>
  values.map((value) => `data: ${typeof value === "string" ? value : json(value)}\n\n`).join("");

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
      "provider api model responseId status usage costPicoUsd components priceId error tier at openEnded inCurrency";
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
        ...{ error: null, tier: "standard", at: "2026-11-20T00:00:00.000Z", openEnded: false, inCurrency: null },
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

describe("a stream", () => {
  const delta = { id: "c1", model: "gpt-4o", choices: [{ delta: { content: "Hello" } }] };
  const usage = { ...gpt4o, choices: [] };

  it("is priced by its usage, with any line ends and with comments, also where the last event is missing", async () => {
    for (const text of [events(delta, usage, "[DONE]"), events(delta, usage)]) {
      for (const input of [text, text.replaceAll("\n", "\r\n"), `\uFEFF: ping\n\n${text}`, text.trimEnd()]) {
        const { results } = await runPrice({ ...CHAT, input });
        expect(results).toMatchObject([{ status: "priced", costPicoUsd: "3500000000", error: null }]);
      }
    }
  });

  it("may stand in an envelope as text", async () => {
    const { results } = await runPrice({ input: json({ ...CHAT, answer: events(delta, usage, "[DONE]") }) });
    expect(results).toMatchObject([{ status: "priced", costPicoUsd: "3500000000" }]);
  });

  it("without usage is unpriced and says what makes the provider send it, whole or broken off", async () => {
    for (const input of [events(delta, "[DONE]"), events(delta)]) {
      const { results } = await runPrice({ ...CHAT, input });
      expect(results[0]).toMatchObject({ status: "unpriced", usage: null, costPicoUsd: null });
      expect(results[0]?.error).toContain("include_usage: true");
    }
  });

  it("that broke off after its first counts is estimated by its text, and says so", async () => {
    // Anthropic: 1,000 tokens in, then 40 characters: 10 tokens. 1,000 × $5 + 10 × $25 a million = $0.00525.
    const input = events(
      {
        type: "message_start",
        message: { id: "m", model: "claude-opus-4-5", usage: { input_tokens: 1000, output_tokens: 1 } },
      },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "x".repeat(40) } },
    );
    const { results, totals } = await runPrice({ provider: "anthropic", api: "messages", input });
    expect(results[0]).toMatchObject({ status: "estimated", costPicoUsd: "5250000000" });
    expect(results[0]?.error).toContain("estimated from 40 characters");
    expect(totals).toMatchObject({ notPriced: 0, estimated: 1 });
  });
});

describe("JSON Lines", () => {
  it("give one result a line, in order, an error being one too", async () => {
    const bad = { ...gpt4o, usage: { prompt_tokens: "-5", completion_tokens: 1 } };
    const { results, totals } = await runPrice({
      ...CHAT,
      input: [json(gpt4o), "", json(bad), "{", chat({ id: "last" })].join("\n"),
    });
    expect(results.map(({ status, responseId }) => [status, responseId])).toEqual([
      ["priced", "chatcmpl-1"],
      ["error", "chatcmpl-1"],
      ["error", null],
      ["priced", "last"],
    ]);
    expect(results[1]?.error).toBe('line 3: usage.prompt_tokens is "-5", allowed are whole numbers from 0');
    expect(results[2]?.error).toMatch(/^line 4: Cannot read the answer: it is no JSON/);
    expect(totals).toMatchObject({ answers: 4, notPriced: 2, costPicoUsd: 7_000_000_000n });
  });

  it("may be envelopes, whose fields go before the options", async () => {
    const envelope = { provider: "azure", api: "chat", model: "gpt-4o-mini", at: "2026-01-02", tier: "batch" };
    const input = json({ ...envelope, answer: { ...gpt4o, model: undefined } });
    const { results } = await runPrice({ provider: "openai", api: "messages", at: "2020-01-01", input });
    expect(results[0]).toMatchObject({ provider: "azure", api: "chat", model: "gpt-4o-mini", tier: "batch" });
    expect(results[0]).toMatchObject({ at: "2026-01-02T00:00:00.000Z", status: "priced", costPicoUsd: "105000000" });
  });

  it.each([
    [
      { foo: 1, bar: 2, answer: {} },
      'the envelope has "foo", "bar", allowed are provider, api, model, at, tier, answer',
    ],
    [{ provider: 5, answer: {} }, "provider is 5, allowed is text"],
    [{ model: "gpt-4o" }, "the envelope has no answer"],
    [{ api: "chats", answer: {} }, 'Cannot read an answer of API "chats", allowed are chat, responses,'],
    [{ at: "2026-02-29", answer: {} }, 'at is "2026-02-29", allowed is a day'],
    [{ at: "", answer: {} }, 'at is "", allowed is a day'],
    [{ provider: " ", answer: {} }, "the provider is not said: give --provider"],
    [{ answer: 5 }, "the answer is neither a JSON object nor a stream of events"],
  ])("refuse the envelope %j", async (envelope, error) => {
    const { results } = await runPrice({ ...CHAT, input: json(envelope) });
    expect(results).toMatchObject([{ status: "error", costPicoUsd: null, usage: null }]);
    expect(results[0]?.error).toContain(`line 1: ${error}`);
  });

  it("may be the result file of a batch, priced as a batch", async () => {
    const lines = [
      { id: "batch_req_1", custom_id: "a", response: { status_code: 200, body: gpt4o }, error: null },
      { id: "batch_req_2", custom_id: "b", response: null, error: { code: "batch_expired", message: "expired" } },
    ];
    const { results } = await runPrice({ ...CHAT, input: lines.map(json).join("\n") });
    // Half of $0.0035.
    expect(results[0]).toMatchObject({ status: "priced", tier: "batch", costPicoUsd: "1750000000" });
    expect(results[1]).toMatchObject({
      status: "free",
      costPicoUsd: "0",
      error: expect.stringContaining("batch_expired"),
    });

    const message = { type: "message", model: "claude-opus-4-5", usage: { input_tokens: 1000, output_tokens: 0 } };
    const anthropic = [
      { custom_id: "a", result: { type: "succeeded", message } },
      { custom_id: "b", result: { type: "errored", error: { type: "error", error: { type: "overloaded_error" } } } },
      { custom_id: "c", result: { type: "expired" } },
    ];
    const { results: claude } = await runPrice({
      ...{ provider: "anthropic", api: "messages", input: anthropic.map(json).join("\n") },
    });
    // 1,000 × $2.50 a million.
    expect(claude[0]).toMatchObject({ status: "priced", costPicoUsd: "2500000000" });
    expect(claude.slice(1).map(({ status, error }) => [status, error])).toEqual([
      ["free", expect.stringContaining("overloaded_error")],
      ["free", expect.stringContaining("expired")],
    ]);
  });
});

describe("a list", () => {
  it("is one answer where its items are the pieces of one, else an answer an item", async () => {
    const piece = (count: number, responseId: string) => ({
      ...{ responseId, modelVersion: "gemini-2.5-flash", candidates: [] },
      usageMetadata: { promptTokenCount: 100, candidatesTokenCount: count },
    });
    const google = { provider: "google", api: "generate-content" };
    const one = await runPrice({ ...google, input: json([piece(1, "r"), piece(20, "r")]) });
    // 100 × $0.30 + 20 × $2.50 a million.
    expect(one.results).toMatchObject([{ responseId: "r", usage: { outputTokens: 20 }, costPicoUsd: "80000000" }]);
    const two = await runPrice({ ...google, input: json([piece(1, "r"), piece(20, "s")]) });
    expect(two.results.map(({ responseId }) => responseId)).toEqual(["r", "s"]);
    const lines = await runPrice({ ...CHAT, input: `${json(gpt4o)}\n${json([gpt4o, gpt4o])}` });
    expect(lines.results).toMatchObject([
      { status: "priced" },
      { error: expect.stringContaining("line 2: it is a list") },
    ]);
    const chats = await runPrice({ ...CHAT, input: json([gpt4o, { ...gpt4o, usage: 1 }]) });
    expect(chats.results).toMatchObject([
      { status: "priced" },
      { status: "error", error: expect.stringMatching(/^item 2: /) },
    ]);
  });
});

describe("bad counts", () => {
  it.each([
    ["prompt_tokens", -1],
    ["prompt_tokens", 1.5],
    ["prompt_tokens", "12"],
    ["prompt_tokens", 100_000_001],
    ["prompt_tokens", 1e300],
    ["prompt_tokens", true],
    ["prompt_tokens", []],
    ["prompt_tokens", undefined],
    ["completion_tokens", null],
    ["prompt_tokens_details", { cached_tokens: 1001 }],
    ["completion_tokens_details", { reasoning_tokens: 101 }],
  ])("are an error that names the field, never a cost: %s %j", async (field, value) => {
    const { results } = await runPrice({
      ...CHAT,
      input: json({ ...gpt4o, usage: { ...gpt4o.usage, [field]: value } }),
    });
    expect(results).toMatchObject([{ status: "error", costPicoUsd: null, usage: null, components: [] }]);
    expect(results[0]?.error).toContain(`line 1: usage.${field}`);
  });

  it("never end the batch, whatever a line is, and never give a cost that is negative or absurd", async () => {
    const count = fc.oneof(fc.nat(200_000_000), fc.integer(), fc.double(), fc.string(), fc.constant(null));
    const line = fc.oneof(
      fc.string().map((text) => text.replaceAll(/[\r\n]/g, "")),
      fc.json(),
      fc
        .record({ prompt_tokens: count, completion_tokens: count, cached: count }, { requiredKeys: [] })
        .map(({ cached, ...usage }) =>
          json({ model: "gpt-4o", usage: { ...usage, prompt_tokens_details: { cached_tokens: cached } } }),
        ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 5 }), async (lines) => {
        // Behind a first line that is one, each line stands for itself.
        const { results } = await runPrice({
          ...CHAT,
          input: [json(gpt4o), ...lines, chat({ id: "last" })].join("\n"),
        });
        expect(results.at(-1)).toMatchObject({ responseId: "last", status: "priced" });
        for (const { costPicoUsd, status, error } of results) {
          if (status === "error" || status === "unpriced") {
            expect(costPicoUsd).toBeNull();
            expect(error).toMatch(/./);
          } else
            expect(BigInt(costPicoUsd ?? -1) >= 0n && BigInt(costPicoUsd ?? -1) <= 9_007_199_254_740_991n).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("survives an answer nested deeper than the stack", async () => {
    const deep = `{"model":"gpt-4o","usage":${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}}`;
    const { results } = await runPrice({ ...CHAT, input: `${deep}\n[${deep}]\n${json(gpt4o)}` });
    expect(results.at(-1)).toMatchObject({ status: "priced" });
    expect(results).toHaveLength(3);
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

describe("for people", () => {
  it("one answer is a bill with the row's id, source and date, in 80 columns", async () => {
    const { text } = await runPrice({ ...CHAT, json: false, input: json(gpt4o) });
    const plain = stripVTControlCharacters(text);
    expect(Math.max(...plain.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(plain).toMatch(/^Priced {2}openai · chat · gpt-4o-2024-08-06 · standard tier · 2026-11-20 00:00 UTC\n/);
    expect(plain).toMatch(/input +1,000 +\$2\.50 \/ 1M +\$0\.0025\n/);
    expect(plain).toMatch(/Total +\$0\.0035\n/);
    expect(plain).toMatch(/price {3}openai\/gpt-4o\/standard\/.*\n {2}source {2}.*read 20\d\d-\d\d-\d\d/);
  });

  it("several are a line each and an exact total; what is not priced says why", async () => {
    const input = [json(gpt4o), chat({ model: "nope" }), "x", ...Array(3).fill(json(gpt4o))].join("\n");
    const { text } = await runPrice({ ...CHAT, json: false, input });
    const plain = stripVTControlCharacters(text);
    expect(Math.max(...plain.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(plain).toMatch(/ 2 {2}nope +1,000 +100 +no price\n +! Cannot price call: model "nope"/);
    expect(plain).toMatch(/ 3 {2}– .* error\n +! line 3: /);
    expect(plain).toMatch(/Total of 4 of 6 answers +\$0\.014\n$/);
  });

  it("no name from outside drives the terminal", async () => {
    for (const input of [
      chat({ model: "a\u001b]0;x\u0007\u0085b" }),
      `${chat({ model: "\u001b[2Jb" })}\n${json(gpt4o)}`,
    ]) {
      const { text } = await runPrice({ ...CHAT, json: false, input });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
      expect(text.replaceAll(/\u001b\[\d+m/g, "")).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }
  });

  it("the help lists every name of --api with its endpoint, in 80 columns", () => {
    const help = priceHelp();
    for (const { name, endpoint } of apiList()) {
      expect(endpoint).not.toBe("");
      expect(help).toMatch(new RegExp(`^  ${name} +\\S`, "m"));
    }
    expect(Math.max(...help.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});
