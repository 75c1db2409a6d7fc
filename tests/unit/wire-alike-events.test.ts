import fc from "fast-check";
import { expect, it } from "vitest";
import { anthropicMessages } from "../../instrumentation/providers/anthropic-messages.ts";
import type { ApiShape } from "../../instrumentation/providers/api-shape.ts";
import { cohereChat } from "../../instrumentation/providers/cohere-chat.ts";
import { openAiChat } from "../../instrumentation/providers/openai-chat.ts";
import { openAiResponses } from "../../instrumentation/providers/openai-responses.ts";
import { createAnswerReader } from "../../instrumentation/wire/answer-reader.ts";
import { ByteBacklog } from "../../instrumentation/wire/byte-backlog.ts";
import { BytePages } from "../../instrumentation/wire/byte-pages.ts";

/** Events of text, with what may stand in the middle of a stream: other text fields, other choices, counts as they run. */
const EVENTS: readonly (readonly [shape: ApiShape, event: (text: string, kind: number) => object])[] = [
  [
    openAiChat,
    (content, kind) => ({
      id: "c1",
      model: "gpt-4o",
      choices: [{ index: kind % 2, delta: kind === 2 ? { reasoning_content: content } : { content } }],
      usage: kind === 3 ? { prompt_tokens: 3, completion_tokens: content.length, total_tokens: 3 } : null,
    }),
  ],
  [
    openAiResponses,
    (delta, kind) => ({ type: "response.output_text.delta", ...(kind > 1 && { sequence_number: kind }), delta }),
  ],
  [
    anthropicMessages,
    (text, kind) => ({
      type: "content_block_delta",
      index: kind % 2,
      delta: kind === 2 ? { type: "thinking_delta", thinking: text } : { type: "text_delta", text },
    }),
  ],
  [
    cohereChat,
    (text, kind) => ({
      type: "content-delta",
      index: kind % 2,
      delta: { message: { content: { type: "text", text } } },
    }),
  ],
];

it.each(EVENTS)("a stream of $name events is read the same by comparison as event by event", (shape, toEvent) => {
  // Short texts, so that they repeat and begin alike; quotes, escapes and characters of several bytes among them.
  const text = fc.oneof(
    fc.constantFrom("word 1", "word 2", "a", "", '"', "\n", "\\", "é", "日本", '"}}]}'),
    fc.string(),
  );
  const stream = fc.array(fc.tuple(text, fc.constantFrom(0, 0, 0, 0, 1, 2, 3)), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(stream, fc.integer({ min: 1, max: 400 }), (events, pieceChars) => {
      const lines = events.map(([words, kind]) => `data: ${JSON.stringify(toEvent(words, kind))}\n\n`);
      const single = shape.readStream();
      for (const line of lines) single.feed(line.slice("data: ".length).trim());
      const reader = createAnswerReader(shape, "text/event-stream", { isUsageExpected: true });
      const all = lines.join("");
      for (let at = 0; at < all.length; at += pieceChars) reader.feed(all.slice(at, at + pieceChars));
      const { outputText, ...facts } = reader.facts() ?? { outputChars: -1 };
      expect(facts).toEqual(single.facts);
      if (outputText !== undefined && facts.outputChars > 0) expect(outputText.chars).toBeGreaterThan(0);
    }),
  );
});

it("a backlog gives back as text what was put in, wherever characters were cut", () => {
  const pieces = fc.array(fc.string({ unit: "grapheme", maxLength: 20 }), { maxLength: 6 });
  fc.assert(
    fc.property(pieces, fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 5 }), (texts, size, takeEvery) => {
      const bytes = Buffer.from(texts.join(""));
      const backlog = new ByteBacklog(new BytePages());
      let text = "";
      const take = () =>
        backlog.takeText((piece) => {
          text += piece;
        });
      for (let at = 0, count = 1; at < bytes.length; at += size, count += 1) {
        const chunk = Uint8Array.from(bytes.subarray(at, at + size));
        backlog.add(chunk);
        // The app may do with its chunk what it likes.
        chunk.fill(0);
        if (count % takeEvery === 0) take();
      }
      take();
      expect(text).toBe(bytes.toString());
    }),
  );
});

it.each([
  [131_071, false],
  [131_072, true],
  [131_073, true],
])("a backlog of %i bytes is full: %s", (size, isFull) => {
  const backlog = new ByteBacklog(new BytePages());
  backlog.add(new Uint8Array(size).fill(0x61));
  expect(backlog.isFull).toBe(isFull);
  const texts: string[] = [];
  backlog.takeText((text) => texts.push(text));
  expect(texts.join("")).toHaveLength(size);
  expect(backlog.isEmpty).toBe(true);
});

it.each([8_191, 8_192, 8_193])("two chunks of which the first has %i bytes come back as they were", (size) => {
  const backlog = new ByteBacklog(new BytePages());
  backlog.add(new Uint8Array(size).fill(1));
  backlog.add(new Uint8Array(3).fill(2));
  const taken: Buffer[] = [];
  backlog.takeBytes((bytes) => taken.push(Buffer.from(bytes)));
  const all = Buffer.concat(taken);
  expect(all).toHaveLength(size + 3);
  expect([all[0], all[size - 1], all[size], all[size + 2]]).toEqual([1, 1, 2, 2]);
});

it("pages are used again, and only when they have been read", () => {
  const pages = new BytePages();
  const one = new ByteBacklog(pages);
  const other = new ByteBacklog(pages);
  one.add(Buffer.from("of the first"));
  other.add(Buffer.from("of the second"));
  const texts: string[] = [];
  one.takeText((text) => {
    // Arrives while the first is being read.
    other.add(Buffer.alloc(8_192, "x"));
    texts.push(text);
  });
  one.add(Buffer.from("later"));
  one.takeText((text) => texts.push(text));
  other.takeText((text) => texts.push(text));
  expect(texts).toEqual(["of the first", "later", "of the second", "x".repeat(8_192)]);
});
