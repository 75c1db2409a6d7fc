import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runPrice } from "./price-command-run.ts";

const CHAT = { provider: "openai", api: "chat" };
/** 1,000 × $2.50 + 100 × $10 a million = $0.0035. */
const gpt4o = { id: "chatcmpl-1", model: "gpt-4o-2024-08-06", usage: { prompt_tokens: 1000, completion_tokens: 100 } };
const json = (value: unknown) => JSON.stringify(value);
const chat = (fields: object) => json({ ...gpt4o, ...fields });

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
