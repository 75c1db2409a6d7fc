import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { expect, it } from "vitest";
import { type Loss, SpanQueue } from "../../instrumentation/export/span-queue.ts";

/** A queue before a collector that refuses each batch that has a span "bad" in it. */
function refusingQueue() {
  const posted: string[] = [];
  const losses: Loss[] = [];
  const queue = new SpanQueue({
    bufferSpans: 10_000,
    serialize: (spans) => Buffer.from(spans.map(({ name }) => name).join(" ")),
    post: async (body) => {
      posted.push(Buffer.from(body).toString());
      return { status: posted.at(-1)?.includes("bad") ? 400 : 200, detail: "" };
    },
    onLoss: (loss) => losses.push(loss),
    onAnswer: () => {},
  });
  const push = (calls: 0 | 1, name: string) =>
    queue.push({ toSpan: () => ({ name }) as ReadableSpan, calls, costPicoUsd: calls * 5 });
  return { queue, push, posted, losses };
}

it("calls and other spans are sent apart, each in their order, so that one that the collector refuses takes no call with it", async () => {
  const { queue, push, posted, losses } = refusingQueue();
  push(1, "a");
  push(0, "tree");
  push(1, "b");
  push(0, "bad");
  push(1, "c");
  expect(await queue.flush()).toBe(true);
  expect(posted).toEqual(["a b c", "tree bad"]);
  expect(losses).toEqual([{ calls: 0, costPicoUsd: 0, kind: "refused", reason: expect.stringContaining("HTTP 400") }]);
});

it.each([
  [511, [511, 1]],
  [512, [512, 1]],
  [513, [512, 1, 1]],
])("%i calls and another span are batches of %j", async (calls, sizes) => {
  const { queue, push, posted } = refusingQueue();
  for (let call = 0; call < calls; call += 1) push(1, "call");
  push(0, "other");
  await queue.flush();
  expect(posted.map((body) => body.split(" ").length).toSorted()).toEqual(sizes.toSorted());
});
