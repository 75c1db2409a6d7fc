import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Usage } from "../../instrumentation/llm-call.ts";
import { MAX_COUNT, usageQuantities } from "../../instrumentation/pricing/usage-quantities.ts";
import type { AnswerFacts } from "../../instrumentation/providers/api-shape.ts";
import { API_SHAPES } from "../../instrumentation/providers/api-shapes.ts";
import { consistentUsage } from "../../instrumentation/providers/consistent-usage.ts";
import { guessApiShape } from "../../instrumentation/providers/guess-api-shape.ts";
import { readAnswerText, readAnswerValue } from "../../instrumentation/providers/read-answer-text.ts";

const FIXTURES = new URL("../fixtures/answers/", import.meta.url);
const TEXTS = readdirSync(FIXTURES, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.\w+$/.test(file))
  .map((file) => readFileSync(new URL(file, FIXTURES), "utf8"));
const shapes = fc.constantFrom(...API_SHAPES.map(({ shape }) => shape));

/** Whatever the answer: counts are whole and not negative, and no part is greater than its whole. */
function expectPossible({ usage }: AnswerFacts): void {
  if (usage === undefined) return;
  const { counted = {}, ...tokens } = usage;
  for (const count of Object.values(tokens)) expect(Number.isInteger(count) && count >= 0).toBe(true);
  for (const count of Object.values(counted)) expect(Number(count) >= 0 && Number.isFinite(count)).toBe(true);
  // A count that no call can have stays what it is, so that the call is unpriced.
  if (Object.values(tokens).every((count) => count <= MAX_COUNT)) expect(usageQuantities(usage).reason).toBe(undefined);
}

const hostile = fc.oneof(
  fc.constantFrom<unknown>(-1, 0.5, -0, 1e300, 2 ** 53, MAX_COUNT, MAX_COUNT + 1, "12", "", true, null, [], {}, [[]]),
  fc.maxSafeInteger(),
  fc.double(),
  fc.jsonValue({ maxDepth: 2 }),
);

/** The value with one of its leaves, or of its lists and objects, replaced. */
function withReplaced(value: unknown, at: number, by: unknown): unknown {
  let left = at;
  const walk = (inner: unknown): unknown => {
    left -= 1;
    if (left === 0) return by;
    if (Array.isArray(inner)) return inner.map(walk);
    if (typeof inner !== "object" || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, walk(item)]));
  };
  return walk(value);
}

it("any JSON is read by every shape without an exception, and gives possible counts", () => {
  fc.assert(
    fc.property(shapes, fc.jsonValue({ maxDepth: 5 }), (shape, value) => {
      expectPossible(readAnswerValue(shape, value));
      guessApiShape(value);
    }),
    { numRuns: 1000 },
  );
});

it("any text is read by every shape without an exception", () => {
  const lines = fc
    .array(fc.oneof(fc.json(), fc.string(), fc.constantFrom("data:", "data: {", ": x", "event: y", "data: [DONE]", "")))
    .map((parts) => parts.join("\n"));
  fc.assert(
    fc.property(shapes, fc.oneof(lines, fc.string()), (shape, text) => expectPossible(readAnswerText(shape, text))),
    { numRuns: 1000 },
  );
});

it("an answer of which any part is replaced by anything gives possible counts", () => {
  const answers = TEXTS.flatMap((text) => (text.startsWith("{") && text.trim().endsWith("}") ? [text] : [])).flatMap(
    (text) => {
      try {
        return [JSON.parse(text) as unknown];
      } catch {
        return [];
      }
    },
  );
  fc.assert(
    fc.property(
      shapes,
      fc.constantFrom(...answers),
      fc.integer({ min: 1, max: 60 }),
      hostile,
      (shape, answer, at, by) => {
        const replaced = withReplaced(answer, at, by);
        expectPossible(readAnswerValue(shape, replaced));
        expectPossible(readAnswerValue(guessApiShape(replaced)?.shape ?? shape, replaced));
      },
    ),
    { numRuns: 2000 },
  );
});

it("an answer that is cut anywhere gives possible counts", () => {
  fc.assert(
    fc.property(fc.constantFrom(...TEXTS), fc.nat(), (text, at) => {
      for (const { shape } of API_SHAPES) expectPossible(readAnswerText(shape, text.slice(0, at % (text.length + 1))));
    }),
    { numRuns: 150 },
  );
});

it("nesting deeper than the stack is no exception", { timeout: 30_000 }, () => {
  const deep = `${'{"usage":['.repeat(20_000)}1${"]}".repeat(20_000)}`;
  const list = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  for (const { shape } of API_SHAPES)
    for (const text of [deep, list, `{"output":${list},"content":${list},"candidates":${list},"usage":${list}}`])
      expectPossible(readAnswerText(shape, text));
});

it("counts of any size are cut to a usage that can be parted, and one that can be is left alone", () => {
  const count = fc.nat({ max: MAX_COUNT });
  const small = fc.nat({ max: 9 });
  const usages = fc.oneof(usageOf(count), usageOf(small));
  fc.assert(
    fc.property(usages, (usage) => {
      const cut = consistentUsage(usage);
      expect(usageQuantities(cut).reason).toBe(undefined);
      expect(consistentUsage(cut)).toEqual(cut);
      const parted = usageQuantities(usage);
      if (parted.tokens !== undefined) expect(usageQuantities(cut).tokens).toEqual(parted.tokens);
    }),
    { numRuns: 2000 },
  );
});

function usageOf(count: fc.Arbitrary<number>): fc.Arbitrary<Usage> {
  const totals = { inputTokens: count, outputTokens: count, cacheReadTokens: count, cacheWriteTokens: count };
  const parts = { cacheWrite1hTokens: count, reasoningTokens: count };
  const input = { inputAudioTokens: count, inputImageTokens: count, inputVideoTokens: count };
  const cached = { cacheReadAudioTokens: count, cacheReadImageTokens: count, cacheReadVideoTokens: count };
  const output = { outputAudioTokens: count, outputImageTokens: count, outputVideoTokens: count };
  return fc.record({ ...totals, ...parts, ...input, ...cached, ...output });
}
