import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { GenAi, General, Tollgate } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { rollUp } from "./roll-up.ts";
import { seededRandom } from "./seeded-random.ts";
import { ourSpan, type SpanRow } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

const read = (query: string, params?: Record<string, unknown>) => queryRows(ledger.reader, query, params);
const deliver = (...spans: SpanRow[]) =>
  ledger.admin.insert({ table: "tollgate.otel_traces", values: spans, format: "JSONEachRow" });

/** A call of so many milliseconds and tokens, the first of them after `firstMs` where it is a stream. */
const call = (at: string | number, model: string, ms: number, tokens = 0, firstMs?: number) =>
  ourSpan(
    at,
    1e9,
    {
      [GenAi.requestModel]: model,
      [GenAi.outputTokens]: String(tokens),
      ...(firstMs !== undefined && { [GenAi.timeToFirstChunk]: String(firstMs / 1000) }),
    },
    { Duration: String(BigInt(ms) * 1_000_000n) },
  );

/** The call at that share of all, lowest first. */
const exact = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? Number.NaN;

const PERCENTILES = { latency_p50_ms: 0.5, latency_p95_ms: 0.95, latency_p99_ms: 0.99 };

describe("percentiles of latency", () => {
  const random = seededRandom(320);
  /** Milliseconds from 20 to 20,000, few of them long. */
  const usual = Array.from({ length: 700 }, () => Math.round(20 * 1000 ** ((random.below(1e6) / 1e6) ** 2)));
  const shapes: Readonly<Record<string, readonly number[]>> = {
    one: [1234],
    two: [100, 9000],
    equal: Array.from({ length: 40 }, () => 777),
    none: [0, 0, 0],
    short: Array.from({ length: 61 }, (_, ms) => ms),
    // The longest that a call's row can say, 49 days, and one over it.
    longest: [4_294_967_294, 4_294_967_295, 4_294_967_296],
    usual,
  };
  const START = Date.parse("2026-08-03T22:10:00Z");
  const STEP = 5 * 60_000;
  /** Calls five minutes apart: `usual` is two and a half days of them. */
  const of = (values: readonly number[], from: number, to: number) =>
    values.filter((_, n) => START + n * STEP >= from && START + n * STEP < to);
  const periods = [
    ["2026-08-03 00:00:00", "2026-08-07 00:00:00"],
    ["2026-08-04 00:00:00", "2026-08-05 00:00:00"],
    ["2026-08-03 22:15:00", "2026-08-06 07:20:01"],
    ["2026-08-04 10:00:00", "2026-08-04 13:00:00"],
  ] as const;
  const latency = (from: string, to: string) =>
    read("SELECT * FROM tollgate.latency(from = {from:DateTime}, to = {to:DateTime}) ORDER BY model", { from, to });

  beforeAll(async () => {
    for (const [model, values] of Object.entries(shapes))
      await deliver(...values.map((ms, n) => call(START + n * STEP, model, ms)));
    await deliver(
      // 100 tokens in the 2 seconds after the first piece; one whose only piece came at its end; one without tokens.
      call(START, "streams", 2500, 100, 500),
      call(START, "streams", 800, 10, 800),
      call(START, "streams", 700, 0, 0),
    );
  });

  const check = async () => {
    const answers = [];
    for (const [from, to] of periods) {
      const rows = await latency(from, to);
      answers.push(rows);
      for (const [model, values] of Object.entries(shapes)) {
        const expected = of(values, Date.parse(`${from}Z`), Date.parse(`${to}Z`)).map((ms) =>
          Math.min(ms, 4_294_967_295),
        );
        const row = rows.find((found) => found.model === model);
        expect([from, model, Number(row?.calls ?? 0)]).toEqual([from, model, expected.length]);
        if (row === undefined) continue;
        for (const [name, share] of Object.entries(PERCENTILES)) {
          const right = exact(expected, share);
          // Below 58 ms to the millisecond.
          expect([
            from,
            model,
            name,
            Math.abs(Number(row[name]) - right) <= (right < 58 ? 0 : right / 100),
            right,
            row[name],
          ]).toEqual([from, model, name, true, right, row[name]]);
        }
      }
    }
    return answers;
  };

  test("are within 1 % of a real call's, and the same from the ledger as from hours and days", async () => {
    const fromLedger = await check();
    expect(fromLedger[0]?.find(({ model }) => model === "streams")).toMatchObject({
      calls: "3",
      streamed_calls: "3",
      ttft_p50_ms: "500",
      ttft_p95_ms: "798",
      tokens_per_second_p5: "49.844",
    });
    await rollUp(ledger.admin);
    expect(await check()).toEqual(fromLedger);
    const [{ kept } = { kept: "0" }] = await queryRows(
      ledger.admin,
      "SELECT count() AS kept FROM tollgate.call_stats WHERE part = 'latency' AND grain = 'day' AND is_total",
    );
    expect(Number(kept)).toBeGreaterThan(5);
  });

  test("lose a call that turns out to have failed, and its model with it", async () => {
    const PERIOD = ["2026-08-10 00:00:00", "2026-08-11 00:00:00"] as const;
    const id = { [GenAi.responseId]: "chatcmpl-Dabcdefghijklmnopqrstuvwx" };
    const guess = call("2026-08-10T10:00:00Z", "failing", 300, 10);
    await deliver(
      { ...guess, SpanAttributes: { ...guess.SpanAttributes, ...id, [Tollgate.usageSource]: "estimated" } },
      call("2026-08-10T10:00:00Z", "fine", 400, 10),
    );
    await rollUp(ledger.admin);
    expect((await latency(...PERIOD)).map(({ model, calls }) => [model, calls])).toEqual([
      ["failing", "1"],
      ["fine", "1"],
    ]);
    const failed = { ...guess.SpanAttributes, ...id, [General.errorType]: "timeout" };
    await deliver({ ...guess, SpanAttributes: failed }, call("2026-08-10T11:00:00Z", "fine", 500, 10));
    for (const when of ["at once", "rolled up"]) {
      const rows = await latency(...PERIOD);
      expect([when, rows.map(({ model, calls, latency_p50_ms }) => [model, calls, latency_p50_ms])]).toEqual([
        when,
        [["fine", "2", "402.4"]],
      ]);
      if (when === "at once") await rollUp(ledger.admin);
    }
  });
});

test("a wrong day is repaired when all its hours are touched, and a wrong hour when it is", async () => {
  await deliver(call("2026-08-15T10:00:00Z", "repaired", 100), call("2026-08-15T11:00:00Z", "repaired", 200));
  await rollUp(ledger.admin);
  for (const [grain, start] of [
    ["day", "2026-08-15 00:00:00"],
    ["hour", "2026-08-15 10:00:00"],
  ])
    await ledger.admin.command({
      query: `INSERT INTO tollgate.call_stats (part, is_total, grain, start, provider, model, operation, calls, latencies) VALUES ('latency', 1, '${grain}', '${start}', 'openai', 'repaired', 'chat', 5, ([9, 700], [4, 1]))`,
    });
  const repaired = async (from: string, to: string) => {
    const rows = await read(
      "SELECT calls, latency_p50_ms AS p50, latency_p99_ms AS p99 FROM tollgate.latency(from = {from:DateTime}, to = {to:DateTime}) WHERE model = 'repaired'",
      { from, to },
    );
    return rows.map((row) => Object.values(row).join(" "));
  };
  const all = async () => [
    await repaired("2026-08-15 00:00:00", "2026-08-16 00:00:00"),
    await repaired("2026-08-15 10:00:00", "2026-08-15 11:00:00"),
  ];
  // Whole hours of a cut day are read from the ledger only where the bound cuts them: 10:00 to 11:00 is one such.
  expect((await all())[0]).toEqual(["7 0 116617.9"]);
  await ledger.admin.command({
    query:
      "INSERT INTO tollgate.touched_hours (hour, touched_at) SELECT toDateTime('2026-08-15 00:00:00', 'UTC') + toIntervalHour(number), now64(3, 'UTC') FROM numbers(24)",
  });
  await rollUp(ledger.admin);
  expect(await all()).toEqual([["2 100.2 199.3"], ["1 100.2 100.2"]]);
});

test("unpriced_models is the same from the ledger and from hours, and forgets what a run has priced", async () => {
  const HOUR = 3_600_000;
  const start = Math.floor(Date.now() / HOUR) * HOUR - 240 * HOUR;
  const unpriced = (minutes: number, tier: string, tokens: number, tenant: string) =>
    ourSpan(start + minutes * 60_000, undefined, {
      [GenAi.requestModel]: "own-model",
      [GenAi.inputTokens]: String(tokens),
      [Tollgate.serviceTier]: tier,
      [Tollgate.tenant]: tenant,
    });
  await deliver(
    unpriced(5, "", 10, "a"),
    unpriced(65, "", 20, "b"),
    unpriced(6000, "", 30, "a"),
    unpriced(7, "flex", 40, "a"),
  );
  const list = () =>
    read(
      "SELECT tier, calls, input_tokens, dateDiff('minute', {start:DateTime64(3, 'UTC')}, first_seen) AS first, dateDiff('minute', {start:DateTime64(3, 'UTC')}, last_seen) AS last, price_id_now FROM tollgate.unpriced_models WHERE model = 'own-model'",
      { start: start / 1000 },
    );
  const expected = [
    { tier: "", calls: "3", input_tokens: "60", first: "5", last: "6000", price_id_now: "" },
    { tier: "flex", calls: "1", input_tokens: "40", first: "7", last: "7", price_id_now: "" },
  ];
  expect(await list()).toEqual(expected);
  await rollUp(ledger.admin);
  expect(await list()).toEqual(expected);

  // A run prices the first of them and the one of flex.
  await ledger.admin.command({
    query: `INSERT INTO tollgate.llm_calls SELECT * REPLACE('correction' AS kind, cityHash64(call_id, 'run') AS call_id, 0.5 AS cost, 0 AS input_tokens, 0 AS output_tokens, 'run' AS run_id,
      call_id AS corrects, 'unpriced' AS corrects_status, -1 AS unpriced_delta) FROM (SELECT * FROM tollgate.llm_calls FINAL WHERE kind = 'call' AND model = 'own-model' AND dateDiff('minute', toDateTime64(${start / 1000}, 3, 'UTC'), ts) IN (5, 7))`,
  });
  const left = [{ tier: "", calls: "2", input_tokens: "50", first: "65", last: "6000", price_id_now: "" }];
  expect(await list()).toEqual(left);
  await rollUp(ledger.admin);
  expect(await list()).toEqual(left);
});
