import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { apiList } from "../../cli/price/api-list.ts";
import { priceHelp } from "../../cli/price/price-help.ts";
import { runPrice } from "./price-command-run.ts";

const CHAT = { provider: "openai", api: "chat" };
/** 1,000 × $2.50 + 100 × $10 a million = $0.0035. */
const gpt4o = { id: "chatcmpl-1", model: "gpt-4o-2024-08-06", usage: { prompt_tokens: 1000, completion_tokens: 100 } };
const json = (value: unknown) => JSON.stringify(value);
const chat = (fields: object) => json({ ...gpt4o, ...fields });

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
