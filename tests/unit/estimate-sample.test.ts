import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countPrompt } from "../../instrumentation/estimate/count-prompt.ts";
import { countSample } from "../../instrumentation/estimate/count-sample.ts";
import { countText } from "../../instrumentation/estimate/count-text.ts";
import { loadEncoding } from "../../instrumentation/estimate/load-encoding.ts";
import { BLOCK_CHARS, MAX_BLOCKS, TextSample } from "../../instrumentation/estimate/text-sample.ts";
import { tokenizerOf } from "../../instrumentation/estimate/tokenizer-of.ts";
import { ARTICLE_1 } from "./estimate-texts.ts";

const GPT_4O = tokenizerOf({ provider: "openai", model: "gpt-4o" });
const count = await loadEncoding("o200k_base");
const tokensOf = (text: string) => Math.ceil(countText(text, count, GPT_4O));

it("a very long word is cut, which costs at most a token in 64 characters and never minutes", () => {
  const text = ARTICLE_1.Chinese?.replaceAll(/[，。]/g, "").repeat(50) ?? "";
  const exact = count(text);
  expect(countText(text, count, GPT_4O)).toBeGreaterThanOrEqual(exact);
  expect(countText(text, count, GPT_4O)).toBeLessThanOrEqual(exact + text.length / 64 + 1);
});

describe("a sample", () => {
  const sampleOf = (pieces: Iterable<string>) => {
    const sample = new TextSample();
    for (const piece of pieces) sample.add(piece);
    return sample;
  };

  const letters = (length: number) => Array.from({ length }, (_, at) => String.fromCharCode(97 + (at % 26))).join("");
  const KEPT = MAX_BLOCKS * BLOCK_CHARS;

  it.each([
    ["below what is kept", KEPT - 1],
    ["exactly as long", KEPT],
    ["a block longer, less a character", KEPT + BLOCK_CHARS - 1],
  ])("%s has all of the text", (_, length) => {
    const text = letters(length);
    expect(sampleOf(text).read()).toEqual({ texts: [text], keptChars: length });
  });

  it.each([KEPT + BLOCK_CHARS, 3 * KEPT, 20 * KEPT])(
    "of %d characters has half to all of its room from all over it",
    (length) => {
      const whole = letters(length);
      const sample = sampleOf(whole.match(/.{1,7}/g) ?? []);
      const { texts, keptChars } = sample.read();
      expect(sample.chars).toBe(length);
      expect(keptChars).toBe(texts.join("").length);
      expect(keptChars).toBeGreaterThan(KEPT / 2);
      expect(keptChars).toBeLessThan(KEPT + MAX_BLOCKS * 7 + BLOCK_CHARS);
      for (const text of texts) expect(whole.includes(text)).toBe(true);
    },
  );

  it("of one huge piece is no longer than one of many", () => {
    expect(sampleOf(["x".repeat(1_000_000)]).read().keptChars).toBeLessThanOrEqual(KEPT + BLOCK_CHARS);
  });

  it("is even: a text that changes its language half way is counted within 3 %", () => {
    const pieces = [ARTICLE_1.English, ARTICLE_1.Chinese].flatMap(
      (text = "") => text.repeat(300).match(/[\s\S]{1,4}/g) ?? [],
    );
    const exact = countText(pieces.join(""), count, GPT_4O);
    expect(Math.abs(countSample(sampleOf(pieces), count, GPT_4O) / exact - 1)).toBeLessThan(0.03);
  });

  it("undoes JSON's escapes, also one that came in two pieces", () => {
    const text = 'a "quoted" \\ word,\nGrüße 👋 \u0001';
    const escaped = JSON.stringify(text).slice(1, -1).replace("👋", "\\ud83d\\udc4b");
    for (let cut = 0; cut < escaped.length; cut += 1) {
      expect(sampleOf([escaped.slice(0, cut), escaped.slice(cut)]).read().texts).toEqual([text]);
    }
  });
});

describe("properties", () => {
  const texts = fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), fc.lorem({ maxCount: 80 }));

  it("a count is a whole number from 0 to the text's bytes, and 0 for no text", () => {
    expect(tokensOf("")).toBe(0);
    fc.assert(
      fc.property(texts, (text) => {
        const tokens = tokensOf(text);
        expect(tokens).toBeGreaterThanOrEqual(text === "" ? 0 : 1);
        // Each token stands for a byte at least; what is no text (half a surrogate pair) becomes three.
        expect(tokens).toBeLessThanOrEqual(3 * text.length);
      }),
    );
  });

  it("more text is not fewer tokens, but for what joins at the seam", () => {
    fc.assert(
      fc.property(texts, texts, (first, second) => {
        const tokens = countText(first + second, count, GPT_4O);
        // A space before a word is part of it, and a word's two halves may be one token.
        expect(tokens).toBeGreaterThanOrEqual(countText(first, count, GPT_4O) - Math.min(64, first.length));
        expect(tokens).toBeLessThanOrEqual(countText(first, count, GPT_4O) + countText(second, count, GPT_4O) + 8);
      }),
    );
  });

  it("a sample that holds all of a text counts as the text, however it was cut", () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 20 }), (pieces) => {
        const sample = new TextSample();
        for (const piece of pieces) sample.addPlain(piece);
        fc.pre(sample.read().keptChars === sample.chars);
        expect(countSample(sample, count, GPT_4O)).toBe(Math.ceil(countText(pieces.join(""), count, GPT_4O)));
      }),
    );
  });

  it("no request makes the prompt's count negative, fractional or an error", () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom("messages", "input", "contents", "tools", "system"), (json, field) => {
        const tokens = countPrompt(`{"model":"m","${field}":${json}}`, count, GPT_4O);
        expect(Number.isSafeInteger(tokens)).toBe(true);
        expect(tokens).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it.each(["", "null", "[1]", "{", "<html>"])("%j is no request", (body) => {
    expect(countPrompt(body, count, GPT_4O)).toBeUndefined();
  });
});
