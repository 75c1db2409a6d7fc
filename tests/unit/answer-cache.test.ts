import { expect, test } from "vitest";
import { AnswerCache } from "../../clickhouse/embedded/answer-cache.ts";

const answer = (bytes: number) => ({ body: new Uint8Array(bytes) });
const MIB = 1024 * 1024;

test("an answer is kept until its time is over, and not a millisecond longer", () => {
  const cache = new AnswerCache(30);
  const kept = answer(1);
  cache.set("a", kept, 1_000);
  expect(cache.get("a", 30_999)).toBe(kept);
  expect(cache.get("a", 31_000)).toBeUndefined();
  expect(cache.get("b", 1_000)).toBeUndefined();
});

test("sixteen megabytes are kept, the newest, and no answer that is a tenth of them", () => {
  const cache = new AnswerCache(30);
  for (let n = 0; n < 17; n++) cache.set(`${n}`, answer(MIB), n);
  expect(cache.get("0", 20)).toBeUndefined();
  expect(cache.get("1", 20)).toBeDefined();
  expect(cache.get("16", 20)).toBeDefined();
  cache.set("large", answer(2 * MIB), 20);
  expect(cache.get("large", 20)).toBeUndefined();
});

test("an answer that replaces another counts once", () => {
  const cache = new AnswerCache(30);
  for (let n = 0; n < 100; n++) cache.set("same", answer(MIB), n);
  cache.set("other", answer(MIB), 100);
  expect(cache.get("same", 100)).toBeDefined();
  expect(cache.get("other", 100)).toBeDefined();
});
