import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { GenAi, Tollgate } from "../../instrumentation/conventions.ts";
import { acmeCall, RepricedLedger } from "./repriced-ledger.ts";

// A test is some ten statements that take the engine half a second of planning each.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

// Of 1,000 tokens in and 100 out: 1,000 × 2 + 100 × 10 = 3,000 picodollars, 1,000 × 3 + 100 × 10 = 4,000, 1,000 × 1 + 100 × 5 = 1,500.
const BOOK = {
  same: { input: 2, output: 10 },
  up: { input: 3, output: 10 },
  down: { input: 1, output: 5 },
  fresh: { input: 2, output: 10 },
  nothing: { input: 0, output: 0 },
};
const PICO = { same: 3_000n, up: 4_000n, down: 1_500n, fresh: 3_000n };

let acme: RepricedLedger;
beforeAll(async () => {
  acme = await RepricedLedger.start();
  await acme.load(BOOK);
});
afterAll(() => acme.ledger.stop());
beforeEach(() => acme.empty());

describe("a run", () => {
  test("prices what had no price, corrects what is wrong upwards and downwards, and leaves the rest alone", async () => {
    await acme.send(
      acmeCall("fresh", undefined),
      acmeCall("same", 3_000),
      acmeCall("up", 3_000),
      acmeCall("down", 3_000),
      acmeCall("unknown", undefined),
    );
    expect(await acme.sums()).toEqual({ calls: 5, billed: 9_000n, corrected: 9_000n, unpriced: 2 });
    // +3,000 +1,000 −1,500
    expect(await acme.reprice({}, { runId: "r1", reason: "new prices" })).toMatchObject({
      state: "posted",
      run: { state: "done", reason: "new prices", calls: 5, correctedCalls: 3, newlyPricedCalls: 1 },
    });
    const total = PICO.fresh + PICO.same + PICO.up + PICO.down;
    expect(await acme.sums()).toEqual({ calls: 5, billed: 9_000n, corrected: total, unpriced: 1 });
    expect(await acme.runs()).toEqual({ r1: "done 3 0.0000000025" });
    const fixed = { run_ids: "['r1']", is_stale: "0" };
    expect(await acme.corrected()).toEqual([
      {
        ...fixed,
        ...{ model: "down", billed_usd: "0.000000003", corrected_usd: "0.0000000015", price_id_now: "acme/down/0" },
        ...{ status_then: "priced", status_now: "priced" },
      },
      {
        ...fixed,
        ...{ model: "fresh", billed_usd: "0", corrected_usd: "0.000000003", price_id_now: "acme/fresh/0" },
        ...{ status_then: "unpriced", status_now: "priced" },
      },
      {
        ...fixed,
        ...{ model: "up", billed_usd: "0.000000003", corrected_usd: "0.000000004", price_id_now: "acme/up/0" },
        ...{ status_then: "priced", status_now: "priced" },
      },
    ]);
  });

  test("writes nothing when it is dry, and says what the same run posts", async () => {
    await acme.send(acmeCall("fresh", undefined), acmeCall("up", 3_000), acmeCall("same", 3_000));
    const [before, rows] = [await acme.sums(), await acme.rows()];
    const dry = await acme.reprice({}, { apply: false });
    expect([await acme.sums(), await acme.rows(), await acme.runs()]).toEqual([before, rows, {}]);
    const wet = await acme.reprice();
    if (dry.state !== "planned" || wet.state !== "posted") throw new Error(`${dry.state}, ${wet.state}`);
    expect(wet.plan).toEqual(dry.plan);
    expect(dry.plan.total).toMatchObject({
      calls: 3,
      billed: 6_000n,
      before: 6_000n,
      delta: 4_000n,
      correctedCalls: 2,
    });
    expect(wet.run.deltaUsd).toBe("0.000000004");
  });

  test("that is repeated under its id changes nothing, and another finds nothing to do", async () => {
    await acme.send(acmeCall("fresh", undefined), acmeCall("up", 3_000));
    await acme.reprice({}, { runId: "r1" });
    const [sums, rows] = [await acme.sums(), await acme.rows()];
    expect(await acme.reprice({}, { runId: "r1" })).toMatchObject({ state: "known", run: { correctedCalls: 2 } });
    expect(await acme.reprice({}, { runId: "r2" })).toMatchObject({ state: "nothing" });
    expect([await acme.sums(), await acme.rows()]).toEqual([sums, rows]);
    expect(Object.keys(await acme.runs())).toEqual(["r1"]);
  });

  test("under the id of a run over other days or calls is refused", async () => {
    await acme.send(acmeCall("up", 3_000));
    await acme.reprice({ models: ["up"] }, { runId: "r1" });
    await expect(acme.reprice({}, { runId: "r1" })).rejects.toThrow(
      'Cannot reprice: run "r1" is from 2026-10-01 to 2026-11-01, of model "up". Repeat it as it was, or leave out --run',
    );
    await expect(acme.undo("r1", { runId: "r1" })).rejects.toThrow('Cannot undo run "r1": run "r1" is another one');
  });

  test("leaves calls alone that arrive after it; the next one takes them", async () => {
    await acme.send(acmeCall("fresh", undefined));
    await acme.reprice({}, { runId: "r1" });
    await acme.send(acmeCall("fresh", undefined), acmeCall("same", 3_000));
    expect(await acme.sums()).toEqual({ calls: 3, billed: 3_000n, corrected: 6_000n, unpriced: 1 });
    await acme.reprice({}, { runId: "r1" });
    expect(await acme.sums()).toMatchObject({ corrected: 6_000n, unpriced: 1 });
    expect(await acme.reprice({}, { runId: "r2" })).toMatchObject({ run: { correctedCalls: 1 } });
    expect(await acme.sums()).toMatchObject({ corrected: 9_000n, unpriced: 0 });
  });

  test("takes the first millisecond of its first day and not that of its last", async () => {
    await acme.send(
      acmeCall("up", 3_000, { at: "2026-09-30T23:59:59.999Z" }),
      acmeCall("up", 3_000, { at: "2026-10-01T00:00:00.000Z" }),
      acmeCall("up", 3_000, { at: "2026-10-31T23:59:59.999Z" }),
      acmeCall("up", 3_000, { at: "2026-11-01T00:00:00.000Z" }),
    );
    expect(await acme.reprice()).toMatchObject({ run: { calls: 2, correctedCalls: 2 } });
    expect(await acme.sums()).toMatchObject({ billed: 12_000n, corrected: 14_000n });
    // Over the month's end, beside what is corrected already.
    expect(await acme.reprice({ from: "2026-09-30", to: "2026-11-02" })).toMatchObject({
      run: { calls: 4, correctedCalls: 2 },
    });
    expect(await acme.sums()).toMatchObject({ billed: 12_000n, corrected: 16_000n });
  });

  test("takes only the calls that are asked for: of models, a provider in any spelling, a tenant", async () => {
    await acme.send(
      acmeCall("up", 3_000),
      acmeCall("down", 3_000),
      acmeCall("fresh", undefined, { attributes: { [Tollgate.tenant]: "o'neil" } }),
      acmeCall("alias", 3_000, { attributes: { [GenAi.responseModel]: "up" } }),
    );
    const corrected = async (scope: Parameters<typeof acme.reprice>[0]) => {
      const outcome = await acme.reprice(scope, { apply: false });
      return outcome.state === "planned" ? outcome.plan.total.correctedCalls : outcome.state;
    };
    expect(await corrected({ models: ["up"] })).toBe(2);
    expect(await corrected({ models: ["alias"] })).toBe(1);
    expect(await corrected({ models: ["up", "down"] })).toBe(3);
    expect(await corrected({ models: ["up') OR 1 = 1 --"] })).toBe(0);
    expect(await corrected({ provider: "ACME" })).toBe(4);
    expect(await corrected({ provider: "openai" })).toBe(0);
    expect(await corrected({ tenant: "o'neil" })).toBe(1);
    expect(await corrected({ tenant: "o\\'neil" })).toBe(0);
    expect(await acme.reprice({ tenant: "o'neil" })).toMatchObject({ run: { tenant: "o'neil", newlyPricedCalls: 1 } });
  });

  test("that was killed half way is finished under its id, by the book of then or of now", async () => {
    await acme.send(
      acmeCall("up", 3_000, { at: "2026-10-02T12:00:00Z" }),
      acmeCall("fresh", undefined, { at: "2026-10-03T12:00:00Z" }),
    );
    await acme.postHalf("r1", "2026-10-03 00:00:00");
    expect(await acme.runs()).toEqual({ r1: "running 0 0" });
    expect(await acme.sums()).toMatchObject({ billed: 3_000n, corrected: 4_000n, unpriced: 1 });
    expect(await acme.reprice({}, { runId: "r1" })).toMatchObject({ state: "posted", run: { correctedCalls: 2 } });
    expect(await acme.sums()).toMatchObject({ billed: 3_000n, corrected: 7_000n, unpriced: 0 });

    await acme.empty();
    await acme.send(acmeCall("up", 3_000, { at: "2026-10-02T12:00:00Z" }));
    await acme.postHalf("r2", "2026-10-03 00:00:00");
    expect(await acme.sums()).toMatchObject({ corrected: 4_000n });
    // By now the price is what was billed: the entry that the first half posted is of no use any more.
    await acme.load({ ...BOOK, up: { input: 2, output: 10 } });
    expect(await acme.reprice({}, { runId: "r2" })).toMatchObject({ run: { correctedCalls: 0, deltaUsd: "0" } });
    expect(await acme.sums()).toMatchObject({ billed: 3_000n, corrected: 3_000n });
    await acme.load(BOOK);
  });

  test("waits for another one at the same time, so that both post the difference once", async () => {
    await acme.send(acmeCall("up", 3_000), acmeCall("fresh", undefined));
    const outcomes = await Promise.all([acme.reprice(), acme.reprice()]);
    expect(outcomes.map(({ state }) => state).sort()).toEqual(["nothing", "posted"]);
    expect(await acme.sums()).toMatchObject({ billed: 3_000n, corrected: 7_000n, unpriced: 0 });
  });
});

describe("what a run leaves as it is", () => {
  test("calls that cannot be priced, that have no counts, that were free, failed, blocked or charged by their host", async () => {
    const free = { [Tollgate.costStatus]: "free" };
    await acme.send(
      acmeCall("unknown", undefined),
      // No provider's counts: $0 would be a price.
      acmeCall("fresh", undefined, { attributes: { [GenAi.inputTokens]: "", [GenAi.outputTokens]: "" } }),
      // Counts that contradict each other: more cached than there is.
      acmeCall("fresh", undefined, { attributes: { [GenAi.cacheReadTokens]: "2000" } }),
      acmeCall("up", 0, { attributes: free }),
      acmeCall("up", 0, {
        attributes: { ...free, "error.type": "429", [GenAi.inputTokens]: "", [GenAi.outputTokens]: "" },
      }),
      acmeCall("up", 0, { attributes: { ...free, [Tollgate.budgetOutcome]: "blocked" } }),
      acmeCall("up", 777, { attributes: { [Tollgate.priceId]: "acme/answer" } }),
      acmeCall("up", 777, { attributes: { [Tollgate.priceId]: "acme/answer+upstream" } }),
    );
    const outcome = await acme.reprice();
    expect(outcome).toMatchObject({
      state: "nothing",
      plan: { total: { calls: 8, correctedCalls: 0, unpricedCalls: 3 } },
    });
    expect(await acme.sums()).toMatchObject({ billed: 1_554n, corrected: 1_554n, unpriced: 3 });
  });

  test("but a call that was free by a price of $0 follows its price, and one whose price is $0 now costs nothing", async () => {
    const free = { [Tollgate.costStatus]: "free", [Tollgate.priceId]: "acme/up/free" };
    await acme.send(acmeCall("up", 0, { attributes: free }), acmeCall("nothing", 3_000));
    expect(await acme.reprice()).toMatchObject({ run: { correctedCalls: 2, newlyPricedCalls: 0 } });
    expect(await acme.sums()).toMatchObject({ billed: 3_000n, corrected: 4_000n });
    expect((await acme.corrected()).map(({ model, status_now }) => `${model} ${status_now}`)).toEqual([
      "nothing priced",
      "up priced",
    ]);
  });

  test("and an estimated call stays estimated", async () => {
    const estimated = { [Tollgate.costStatus]: "estimated", [Tollgate.usageSource]: "estimated" };
    await acme.send(
      acmeCall("up", 3_000, { attributes: estimated }),
      acmeCall("fresh", undefined, { attributes: { [Tollgate.usageSource]: "interrupted" } }),
    );
    await acme.reprice();
    expect((await acme.corrected()).map(({ model, status_now }) => `${model} ${status_now}`)).toEqual([
      "fresh estimated",
      "up estimated",
    ]);
  });

  test("a call that a model without a price had priced before keeps that price", async () => {
    await acme.send(acmeCall("fresh", undefined));
    await acme.reprice({}, { runId: "r1" });
    const { fresh: _, ...without } = BOOK;
    await acme.load(without);
    expect(await acme.reprice()).toMatchObject({
      state: "nothing",
      plan: { total: { before: 3_000n, unpricedCalls: 0 } },
    });
    await acme.load(BOOK);
  });
});
