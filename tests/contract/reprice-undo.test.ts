import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { GenAi, General, Tollgate } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { acmeCall, RepricedLedger } from "./repriced-ledger.ts";
import { foreignSpan } from "./span-row.ts";

// A test is some ten statements that take the engine half a second of planning each.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

// Of 1,000 tokens in and 100 out: 2 and 10 make 3,000 picodollars, 3 and 10 make 4,000, 5 and 10 make 6,000.
const at = (input: number) => ({ "m-1": { input, output: 10 }, "m-2": { input, output: 10 } });

let acme: RepricedLedger;
beforeAll(async () => {
  acme = await RepricedLedger.start();
  await acme.load(at(3));
});
afterAll(() => acme.ledger.stop());
beforeEach(() => acme.empty());

describe("taking a run back", () => {
  test("brings the sums to what was billed, to the picodollar, and is in the audit", async () => {
    await acme.send(acmeCall("m-1", 3_000), acmeCall("m-2", undefined), acmeCall("m-2", 4_000));
    const before = await acme.sums();
    await acme.reprice({}, { runId: "r1" });
    expect(await acme.sums()).toMatchObject({ billed: 7_000n, corrected: 12_000n, unpriced: 0 });
    expect(await acme.undo("r1", { apply: false })).toMatchObject({
      state: "planned",
      plan: {
        total: { calls: 2, billed: 3_000n, before: 8_000n, delta: -5_000n, correctedCalls: 2, newlyPricedCalls: -1 },
      },
    });
    expect(await acme.sums()).toMatchObject({ corrected: 12_000n });
    expect(await acme.undo("r1", { runId: "u1", reason: "wrong file" })).toMatchObject({
      state: "posted",
      run: {
        ...{ mode: "undo", undoes: "r1", newlyPricedCalls: -1, reason: "wrong file" },
        ...{ beforeUsd: "0.000000008", deltaUsd: "-0.000000005", afterUsd: "0.000000003" },
      },
    });
    expect(await acme.sums()).toEqual(before);
    expect(await acme.runs()).toEqual({ r1: "undone 2 0.000000005", u1: "done 2 -0.000000005" });
    expect(
      (await acme.corrected()).map(({ corrected_usd, status_now, run_ids }) => [corrected_usd, status_now, run_ids]),
    ).toEqual([
      ["0.000000003", "priced", "['r1','u1']"],
      ["0", "unpriced", "['r1','u1']"],
    ]);
  });

  test("puts its calls back among those without a price", async () => {
    const day = (later: number) => new Date(Date.now() + later * 86_400_000).toISOString();
    const unpriced = () => queryRows(acme.ledger.reader, "SELECT model, calls FROM tollgate.unpriced_models");
    await acme.send(acmeCall("m-2", undefined, { at: day(-1) }), acmeCall("other", undefined, { at: day(-1) }));
    await acme.reprice({ from: day(-2).slice(0, 10), to: day(1).slice(0, 10) }, { runId: "r1" });
    expect(await unpriced()).toEqual([{ model: "other", calls: "1" }]);
    await acme.undo("r1");
    expect(await unpriced()).toEqual([
      { model: "m-2", calls: "1" },
      { model: "other", calls: "1" },
    ]);
  });

  test("is done once: of the same run again, or of an undo, it says why not", async () => {
    await acme.send(acmeCall("m-1", 3_000));
    await acme.reprice({}, { runId: "r1" });
    await acme.undo("r1", { runId: "u1" });
    const [sums, rows] = [await acme.sums(), await acme.rows()];
    expect(await acme.undo("r1", { runId: "u1" })).toMatchObject({ state: "known" });
    await expect(acme.undo("r1")).rejects.toThrow('Cannot undo run "r1": run "u1" has done so');
    await expect(acme.undo("u1")).rejects.toThrow('Cannot undo run "u1": it undoes "r1" itself. Reprice anew instead');
    await expect(acme.undo("r9")).rejects.toThrow('Cannot undo run "r9": there is none of that id');
    expect([await acme.sums(), await acme.rows()]).toEqual([sums, rows]);
    // A new run prices the calls as the first did.
    expect(await acme.reprice({}, { runId: "r2" })).toMatchObject({ run: { deltaUsd: "0.000000001" } });
    expect(await acme.sums()).toMatchObject({ billed: 3_000n, corrected: 4_000n });
  });

  test("that was killed is finished by the next one", async () => {
    await acme.send(
      acmeCall("m-1", 3_000, { at: "2026-10-02T12:00:00Z" }),
      acmeCall("m-1", 3_000, { at: "2026-10-03T12:00:00Z" }),
    );
    await acme.reprice({}, { runId: "r1" });
    await acme.undoHalf("r1", "u1", "2026-10-03 00:00:00");
    expect(await acme.sums()).toMatchObject({ billed: 6_000n, corrected: 7_000n });
    expect(await acme.undo("r1")).toMatchObject({ state: "posted", run: { runId: "u1", correctedCalls: 2 } });
    expect(await acme.sums()).toMatchObject({ billed: 6_000n, corrected: 6_000n });
  });

  test("of a run on which another has built is refused until that one is taken back", async () => {
    await acme.send(acmeCall("m-1", 3_000), acmeCall("m-2", undefined));
    await acme.reprice({}, { runId: "r1" });
    await acme.load(at(5));
    await acme.reprice({ models: ["m-1"] }, { runId: "r2" });
    // 6,000 and 4,000: the second run started from the first one's 4,000.
    expect(await acme.sums()).toMatchObject({ billed: 3_000n, corrected: 10_000n });
    expect(await acme.runs()).toMatchObject({ r2: "done 1 0.000000002" });
    for (const apply of [false, true]) {
      await expect(acme.undo("r1", { apply })).rejects.toThrow(
        'Cannot undo run "r1": "r2" corrected 1 of its calls after it. Undo that one first, or reprice anew',
      );
    }
    await acme.undo("r2");
    expect(await acme.sums()).toMatchObject({ billed: 3_000n, corrected: 8_000n, unpriced: 0 });
    await acme.undo("r1");
    expect(await acme.sums()).toMatchObject({ billed: 3_000n, corrected: 3_000n, unpriced: 1 });
    await acme.load(at(3));
  });

  test("of the first of two that corrected other calls leaves the second one's", async () => {
    await acme.send(acmeCall("m-1", 3_000), acmeCall("m-2", 3_000));
    await acme.reprice({ models: ["m-1"] }, { runId: "r1" });
    await acme.reprice({}, { runId: "r2" });
    expect(await acme.sums()).toMatchObject({ billed: 6_000n, corrected: 8_000n });
    await acme.undo("r1");
    expect(await acme.sums()).toMatchObject({ billed: 6_000n, corrected: 7_000n });
    expect((await acme.corrected()).map(({ model, corrected_usd }) => `${model} ${corrected_usd}`)).toEqual([
      "m-1 0.000000003",
      "m-2 0.000000004",
    ]);
  });
});

describe("a call whose row changes after it was corrected", () => {
  const id = { [GenAi.provider]: "openai", [GenAi.responseId]: "chatcmpl-row-that-changes" };
  beforeAll(() => acme.load(at(3), { provider: "openai" }));
  const byAgent = () =>
    queryRows(
      acme.ledger.admin,
      "SELECT agent, countIf(kind = 'call') AS calls, sum(cost) AS usd FROM tollgate.llm_calls FINAL WHERE kind != 'superseded' GROUP BY agent ORDER BY agent",
    );

  test("shows its entries as stale, and the next run takes them back where they were and corrects the new row", async () => {
    // An interrupted call, estimated at rank 20; then the provider's counts at rank 30, from another agent's span.
    const estimate = { ...id, [Tollgate.usageSource]: "interrupted", [Tollgate.costStatus]: "estimated" };
    await acme.send(acmeCall("m-1", 3_000, { attributes: { ...estimate, [GenAi.agentName]: "early" } }));
    await acme.reprice({}, { runId: "r1" });
    expect(await acme.stale()).toEqual([]);
    await acme.send(
      acmeCall("m-1", 2_000, { attributes: { ...id, [GenAi.agentName]: "late", [GenAi.inputTokens]: "500" } }),
    );
    expect(await acme.stale()).toEqual([
      {
        model: "m-1",
        run_ids: "['r1']",
        billed_usd_then: "0.000000003",
        billed_usd_now: "0.000000002",
        stale_usd: "0.000000001",
      },
    ]);
    expect(await acme.corrected()).toMatchObject([
      { billed_usd: "0.000000002", corrected_usd: "0.000000003", is_stale: "1" },
    ]);
    // 500 × 3 + 100 × 10 = 2,500: 500 more than billed, and the 1,000 from before have to go.
    expect(await acme.reprice({}, { runId: "r2" })).toMatchObject({
      run: { correctedCalls: 2, deltaUsd: "-0.0000000005" },
    });
    expect(await acme.stale()).toEqual([]);
    expect(await acme.corrected()).toMatchObject([{ corrected_usd: "0.0000000025", is_stale: "0" }]);
    expect(await byAgent()).toEqual([
      { agent: "early", calls: "0", usd: "0" },
      { agent: "late", calls: "1", usd: "0.0000000025" },
    ]);
    expect(await acme.reprice()).toMatchObject({ state: "nothing" });
  });

  test("and one that is gone leaves no money behind", async () => {
    // Another instrumentation's span in the hour before; then our own span of the same call, which supersedes it.
    await acme.load(at(3));
    const answer = { [GenAi.responseId]: "chatcmpl-first-seen-by-another" };
    await acme.send(
      foreignSpan("2026-10-10T12:59:59Z", {
        ...answer,
        ...{ [GenAi.operation]: "chat", [GenAi.provider]: "openai", [GenAi.requestModel]: "m-1" },
        ...{ [GenAi.inputTokens]: "1000", [GenAi.outputTokens]: "100" },
      }),
    );
    await acme.load(at(3), { provider: "openai" });
    await acme.reprice({}, { runId: "r1" });
    expect(await acme.sums()).toMatchObject({ billed: 0n, corrected: 4_000n });
    await acme.send(
      acmeCall("m-1", 4_000, { at: "2026-10-10T13:00:00Z", attributes: { ...answer, [GenAi.provider]: "openai" } }),
    );
    expect(await acme.stale()).toMatchObject([{ billed_usd_now: null, stale_usd: "0.000000004" }]);
    expect(await acme.sums()).toMatchObject({ calls: 1, billed: 4_000n, corrected: 8_000n });
    await acme.reprice({}, { runId: "r2" });
    expect(await acme.stale()).toEqual([]);
    expect(await acme.sums()).toMatchObject({ calls: 1, billed: 4_000n, corrected: 4_000n, unpriced: 0 });
  });

  test("the same row again is no change, nor is a user that was erased from call and entry alike", async () => {
    const call = acmeCall("m-1", 3_000, { attributes: { ...id, [General.userId]: "u-1" } });
    await acme.send(call);
    await acme.reprice({}, { runId: "r1" });
    await acme.send(call);
    expect(await acme.stale()).toEqual([]);
    await acme.ledger.admin.command({
      query: "ALTER TABLE tollgate.llm_calls UPDATE user_id = '' WHERE user_id = 'u-1' SETTINGS mutations_sync = 1",
    });
    expect(await acme.stale()).toEqual([]);
    expect(await acme.reprice()).toMatchObject({ state: "nothing" });
    await acme.undo("r1");
    expect(await acme.sums()).toMatchObject({ billed: 3_000n, corrected: 3_000n });
  });
});
