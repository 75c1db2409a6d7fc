import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { readText } from "../../cli/price/read-text.ts";
import { AnswerSplitter, type InputItem } from "../../cli/price/split-answers.ts";

function split(input: string, { size = input.length, maxChars = 1_000_000 } = {}): InputItem[] {
  const splitter = new AnswerSplitter({ maxChars });
  const items: InputItem[] = [];
  for (let at = 0; at < input.length; at += size) items.push(...splitter.push(input.slice(at, at + size)));
  return [...items, ...splitter.end()];
}

const pretty = JSON.stringify({ id: "a", usage: { prompt_tokens: 1 }, choices: [{ text: 'a "}" in text' }] }, null, 2);
const SSE = 'event: x\r\ndata: {"id":"a"}\r\n\r\n: comment\r\ndata: [DONE]\r\n\r\n';

describe("an input of answers", () => {
  it("is one answer where it is one line, or one object over several lines", () => {
    expect(split('{"id":"a"}')).toEqual([{ line: 1, isLine: true, value: { id: "a" } }]);
    expect(split(`\n${pretty}\n`)).toEqual([{ line: 2, isLine: false, value: JSON.parse(pretty) }]);
    expect(split(pretty.replaceAll(/^ +/gm, "").replaceAll("\n", "\r\n"))[0]?.value).toEqual(JSON.parse(pretty));
  });

  it("may be several objects over several lines each, as jq prints them", () => {
    expect(split(`${pretty}\n${pretty}\n{"id":"b"}\n`).map(({ line }) => line)).toEqual([
      1,
      1 + pretty.split("\n").length,
      1 + 2 * pretty.split("\n").length,
    ]);
  });

  it("is JSON Lines: blank lines are no answers and count", () => {
    const items = split('\n{"id":"a"}\r\n\n  \n{"id":"b"}\n"data: {}"\n');
    expect(items.map(({ line, value }) => [line, value])).toEqual([
      [2, { id: "a" }],
      [5, { id: "b" }],
      [6, "data: {}"],
    ]);
  });

  it.each(["[", "[1,2", ": comment", "event: x", "data: {bad", "data: [DONE]", "{", "oops"])(
    "is JSON Lines, of which the first is broken, where it begins with %s and objects follow",
    (first) => {
      const items = split(`${first}\n{"id":"a"}\n{"id":"b"}\n`);
      expect(items.map(({ line, value }) => [line, value])).toEqual([
        [1, undefined],
        [2, { id: "a" }],
        [3, { id: "b" }],
      ]);
      expect(items[0]?.problem).toMatch(/^it is no JSON/);
    },
  );

  it("may be the text of a stream and JSON Lines behind it", () => {
    expect(split('data: {"id":"a"}\n\n{"id":"b"}\n').map(({ line, value }) => [line, value])).toEqual([
      [1, 'data: {"id":"a"}\n'],
      [3, { id: "b" }],
    ]);
  });

  it("is the text of a stream, with or without event lines, and with a comment first", () => {
    expect(split(SSE)).toEqual([{ line: 1, isLine: false, value: SSE.trimEnd().concat("\r\n\r") }]);
    expect(split(': OPENROUTER\n\ndata: {"id":"a"}\n')[0]).toMatchObject({ isLine: false });
  });

  it("is a list, also one that was cut", () => {
    expect(split('[{"candidates":[]}\n,\n{"usageMetadata":{}}\n]\n')).toEqual([
      { line: 1, isLine: false, value: [{ candidates: [] }, { usageMetadata: {} }] },
    ]);
    const cutOff = '[{\n  "text": "ab';
    expect(split(cutOff)).toEqual([{ line: 1, isLine: false, value: cutOff }]);
  });

  it("joins the lines of an Ollama stream up to the one that is done", () => {
    expect(split('{"done":false}\n{"done":true,"eval_count":1}\n{"done":true}\n{"done":false}\n')).toEqual([
      { line: 2, isLine: true, value: [{ done: false }, { done: true, eval_count: 1 }] },
      { line: 3, isLine: true, value: { done: true } },
      { line: 4, isLine: true, value: [{ done: false }] },
    ]);
  });

  it("has a problem for each broken line, and goes on behind it", () => {
    const lines = ['{"id":"a","text":"cut he', '{"id":"b"}', "hello", '{"id":"c",', '{"id":"d"}', "}"];
    const items = split(lines.join("\n"));
    expect(items.map(({ line, value, problem }) => [line, value ?? problem])).toEqual([
      [1, 'it is no JSON: it begins with "{\\"id\\":\\"a\\",\\"text\\":\\"cut he"'],
      [2, { id: "b" }],
      [3, 'it is no JSON: it begins with "hello"'],
      [4, 'it is no JSON: it begins with "{\\"id\\":\\"c\\","'],
      [5, { id: "d" }],
      [6, 'it is no JSON: it begins with "}"'],
    ]);
  });

  it.each(['{"a":{"b":1', '{"a":[1,', '{"a":', '{"a":[', "{"])(
    "takes a first line that was cut (%s) for a broken one when whole ones follow",
    (first) => {
      const items = split(`${first}\n{"id":"b"}\n{"id":"c"}\n`);
      expect(items.map(({ line, value }) => [line, value])).toEqual([
        [1, undefined],
        [2, { id: "b" }],
        [3, { id: "c" }],
      ]);
    },
  );

  it("says that an answer over several lines does not end, and goes on behind one that is broken in the middle", () => {
    expect(split('{\n  "id": "a",\n')).toEqual([
      { line: 1, isLine: false, problem: "it is no JSON: it ends in the middle of an object" },
    ]);
    const items = split(`${pretty}\n{\n  "id": ]\n  "x": 1\n}\n${pretty}\n`);
    expect(items.map(({ value, problem }) => value !== undefined || problem)).toEqual([
      true,
      'it is no JSON: it begins with "{"',
      true,
    ]);
  });

  it("does not depend on how it arrives in pieces", () => {
    for (const input of [SSE, `${pretty}\n${pretty}`, '{"a":1}\nx\n\n{"b":2}', "[\n{}\n,{}]"]) {
      for (const size of [1, 2, 7]) expect(split(input, { size })).toEqual(split(input));
    }
  });

  it("holds no more than the longest answer may have: one character below, at, above", () => {
    const line = (chars: number) => JSON.stringify("x".repeat(chars - 2));
    for (const chars of [99, 100]) expect(split(`${line(chars)}\n`, { maxChars: 100 })[0]?.problem).toBeUndefined();
    const items = split(`${line(101)}\n{"id":"b"}\n`, { maxChars: 100, size: 10 });
    expect(items).toEqual([
      { line: 1, isLine: true, problem: "it has more than 100 characters, the most that one answer may have" },
      { line: 2, isLine: true, value: { id: "b" } },
    ]);
    const stream = split(`data: 1\n\n${"data: 2\n\n".repeat(100)}`, { maxChars: 100 });
    expect(stream).toHaveLength(1);
    expect(stream[0]?.problem).toContain("more than 100 characters");
  });

  it("is text in UTF-8 or, by its byte order mark, UTF-16, and the mark is no part of it", async () => {
    const read = async (bytes: Buffer, size: number) => {
      const pieces: Buffer[] = [];
      for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
      let text = "";
      for await (const piece of readText(Readable.from(pieces))) text += piece;
      return text;
    };
    const text = '{"text":"zwölf €"}';
    for (const size of [1, 2, 3, 100]) {
      expect(await read(Buffer.from(text), size)).toBe(text);
      expect(await read(Buffer.from(`\uFEFF${text}`), size)).toBe(text);
      expect(await read(Buffer.from(`\uFEFF${text}`, "utf16le"), size)).toBe(text);
      expect(await read(Buffer.from(`\uFEFF${text}`, "utf16le").swap16(), size)).toBe(text);
    }
    expect(await read(Buffer.from("1"), 1)).toBe("1");
    expect(await read(Buffer.from(""), 1)).toBe("");
  });
});
