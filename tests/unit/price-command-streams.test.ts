import { describe, expect, it } from "vitest";
import { runPrice } from "./price-command-run.ts";

const CHAT = { provider: "openai", api: "chat" };
/** 1,000 × $2.50 + 100 × $10 a million = $0.0035. */
const gpt4o = { id: "chatcmpl-1", model: "gpt-4o-2024-08-06", usage: { prompt_tokens: 1000, completion_tokens: 100 } };
const json = (value: unknown) => JSON.stringify(value);
const events = (...values: unknown[]) =>
  values.map((value) => `data: ${typeof value === "string" ? value : json(value)}\n\n`).join("");

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
