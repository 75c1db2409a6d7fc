import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { WaysCell } from "../../docs/metering/ways-cell.ts";
import { NO_USAGE } from "../../instrumentation/no-usage.ts";
import { SHAPE_ANSWERS, type ShapeAnswer } from "./ways-answers.ts";
import { answerInShape } from "./ways-provider.ts";
import { type MeteredApp, startMeteredApp } from "./wire-metered-app.ts";

/** Makes one call to the provider at `url` (no slash at its end) and reads its answer whole. */
export type MakeCall = (url: string) => Promise<unknown>;

/** The calls that a way can make of one shape. A failed one is the plain one, or the streamed one, refused. */
export interface ShapeCalls {
  plain?: MakeCall;
  streamed?: MakeCall;
  /** Requests that one call makes, each of which is charged. @default 1 */
  requests?: number;
}

/** Tests for each shape and mode that one call is one charge with the provider's own counts, and that the app gets its answer or error. */
export function testWay(way: string, calls: Readonly<Record<string, ShapeCalls>>): void {
  describe(way, () => {
    for (const [shape, { plain, streamed, requests = 1 }] of Object.entries(calls)) {
      const answer = SHAPE_ANSWERS[shape];
      if (answer === undefined) throw new Error(`Cannot test ${way}: there is no answer of shape "${shape}"`);
      const test = (mode: WaysCell["mode"], check: (app: MeteredApp) => Promise<void>) =>
        it(`${shape}, ${mode}`, async ({ task, skip }) => {
          task.meta.waysCell = { way, shape, mode };
          if (answer.pending !== undefined) skip(answer.pending);
          const app = await startMeteredApp(answerInShape, { provider: answer.provider });
          try {
            await check(app);
          } finally {
            await app.stop();
          }
        });
      const expected = { shape, answer, requests };
      if (plain)
        test("plain", (app) => expectCharged(app, () => plain(app.provider.url), { ...expected, stream: false }));
      if (streamed)
        test("streamed", (app) => expectCharged(app, () => streamed(app.provider.url), { ...expected, stream: true }));
      const failing = plain ?? streamed;
      if (failing) test("failed", (app) => expectRefused(app, () => failing(`${app.provider.url}/failing`), answer));
    }
  });
}

interface Expected {
  shape: string;
  answer: ShapeAnswer;
  requests: number;
  stream: boolean;
}

async function expectCharged(app: MeteredApp, call: () => Promise<unknown>, expected: Expected): Promise<void> {
  const { requests, stream } = expected;
  const answer = { ...expected.answer, ...(stream && expected.answer.streamed) };
  const value = await call();
  if (answer.usage.outputTokens !== undefined && !/images|speech/.test(expected.shape))
    expect(value).toMatch(/Hello|Grüße/);
  else expect(value).toBeTruthy();
  await waitForCalls(app, requests);
  expect(app.provider.requests).toHaveLength(requests);
  expect(app.calls).toHaveLength(requests);
  for (const finished of app.calls) {
    expect(finished).toMatchObject({
      costStatus: expect.stringMatching(answer.costStatus ?? /^priced$/),
      record: {
        provider: answer.provider,
        // One SDK says `models/…`.
        requestModel: expect.stringMatching(new RegExp(`(^|/)${answer.model}$`)),
        usageSource: "provider",
        stream,
        ...(answer.responseId !== undefined && { responseId: answer.responseId }),
      },
    });
    expect(finished.record.usage).toEqual({ ...NO_USAGE, ...answer.usage });
  }
}

/** The caller sees the provider's refusal; it costs nothing and is counted under the provider's code. */
async function expectRefused(app: MeteredApp, call: () => Promise<unknown>, { failed }: ShapeAnswer): Promise<void> {
  await expect(call()).rejects.toThrow();
  await waitForCalls(app, 1);
  expect(app.provider.requests).toHaveLength(1);
  expect(app.calls).toMatchObject([
    { costStatus: "free", costPicoUsd: 0, record: { errorType: failed.errorType, httpStatus: failed.status } },
  ]);
  expect(app.calls[0]?.record).not.toHaveProperty("usage");
}

/** Gives up before the test's own time is over, so that its app is stopped before the next one begins. */
async function waitForCalls(app: MeteredApp, count: number): Promise<void> {
  for (let turns = 0; app.calls.length < count && turns < 200; turns += 1) await sleep(10);
  await app.handle.flush();
}
