import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, inject, it } from "vitest";
import { GenAi, Tollgate } from "../../instrumentation/conventions.ts";
import { otlpSpans, type SpanAttribute, type TestSpan } from "./otlp-spans.ts";
import { settledCalls } from "./settled-calls.ts";
import { select, selectUntil, sendTraces } from "./stack-client.ts";

// Spans as our exporter sends them, by OTLP into the real collector: delivered twice, late, and by clocks and counters that are broken.

const stack = inject("stack");
const hex = (bytes: number) => randomBytes(bytes).toString("hex");
const HOUR = 3_600_000;

function call(picoUsd: SpanAttribute, more: Record<string, SpanAttribute> = {}, startMs = Date.now()): TestSpan {
  return {
    spanId: hex(8),
    traceId: hex(16),
    name: "chat gpt-4o",
    startMs,
    attributes: {
      [GenAi.operation]: "chat",
      [GenAi.provider]: "openai",
      [GenAi.requestModel]: "gpt-4o",
      [GenAi.responseId]: `chatcmpl-${hex(14)}`,
      [GenAi.inputTokens]: 1000,
      [GenAi.outputTokens]: 200,
      [Tollgate.costStatus]: "priced",
      [Tollgate.usageSource]: "provider",
      [Tollgate.source]: "wire",
      [Tollgate.costPicoUsd]: picoUsd,
      ...more,
    },
  };
}

async function send(test: string, spans: readonly TestSpan[], body?: (json: string) => string): Promise<void> {
  const resource = { "service.name": test, [Tollgate.tenant]: test };
  const json = otlpSpans(spans, { resource });
  expect(await sendTraces(stack, body?.(json) ?? json)).toBe(200);
}

describe.concurrent("a delivery that is repeated adds nothing", () => {
  it("the same batch twice, and its calls again in batches with other neighbours", async () => {
    const test = `replay-${randomUUID()}`;
    const [a, b, c] = [call(4_500_000_000), call(1), call(250_000_000)];
    for (const batch of [
      [a, b],
      [a, b],
      [b, c],
      [c, a],
    ])
      await send(test, batch);
    // $0.0045 + $0.000000000001 + $0.00025, though eight spans have landed.
    expect(await settledCalls(stack, test, 8)).toMatchObject({
      calls: 3,
      usd: "0.004750000001",
      rolledUsd: "0.004750000001",
    });
  });

  it("a call without a response id: by its span", async () => {
    const test = `replay-span-${randomUUID()}`;
    const spans = [call(7, { [GenAi.responseId]: "" }), call(7, { [GenAi.responseId]: "" })];
    for (let time = 0; time < 2; time += 1) await send(test, spans);
    expect(await settledCalls(stack, test, 4)).toMatchObject({ calls: 2, usd: "0.000000000014" });
  });
});

describe.concurrent("a clock that is wrong loses no call and doubles none", () => {
  const now = Date.now();
  it.each<[name: string, startMs: number, hoursAgo: number[] | "today"]>([
    ["a day behind", now - 24 * HOUR, [24, 25]],
    // Towards zero: from 22:59 to 23:59 ahead, 22 in the first minute of an hour.
    ["a day ahead, but for a minute", now + 24 * HOUR - 60_000, [-23, -22]],
    ["more than a day ahead: counts today", now + 24 * HOUR + 600_000, "today"],
    ["at the beginning of Unix time: counts today", 0, "today"],
    ["in 2100: counts today", Date.parse("2100-01-01T00:00:00Z"), "today"],
    ["in the year 2262, the last that 63 bits of nanoseconds have: counts today", 9_223_372_036_854, "today"],
  ])("%s", async (_, startMs, expected) => {
    const test = `clock-${randomUUID()}`;
    const span = call(4_000_000_000, {}, startMs);
    await send(test, [span]);
    await send(test, [span, call(1_000_000_000)]);
    const found = await settledCalls(stack, test, 3);
    expect(found).toMatchObject({ calls: 2, usd: "0.005", rolledUsd: "0.005" });
    if (expected !== "today")
      expect(found.hoursAgo).toEqual(expect.arrayContaining([expect.toSatisfy((hours) => expected.includes(hours))]));
    else for (const hours of found.hoursAgo) expect(hours).toBeLessThanOrEqual(24);
  });

  it.each([
    ["ends before it has begun", (json: string) => json.replace(/"endTimeUnixNano":"\d+"/, '"endTimeUnixNano":"1"')],
    [
      "says 64 bits of nanoseconds",
      (json: string) => json.replaceAll(/"(start|end)TimeUnixNano":"\d+"/g, '"$1TimeUnixNano":"18446744073709551615"'),
    ],
    [
      "begins in the last nanosecond of an hour",
      (json: string) =>
        json.replace(/"startTimeUnixNano":"\d+"/, `"startTimeUnixNano":"${Math.floor(now / HOUR) * HOUR - 1}999999"`),
    ],
  ])("a span that %s", async (_, change) => {
    const test = `nano-${randomUUID()}`;
    const span = call(4_000_000_000);
    for (let time = 0; time < 2; time += 1) await send(test, [span], change);
    expect(await settledCalls(stack, test, 2)).toMatchObject({ calls: 1, usd: "0.004", rolledUsd: "0.004" });
  });

  it("a span that arrives a day late is in the rollup and in the budget of its day after one refresh", async () => {
    const test = `late-${randomUUID()}`;
    const startMs = Date.now() - 24 * HOUR;
    await send(test, [call(3_000_000_000, {}, startMs)]);
    const rolled = (table: string, sum: string, where: string) =>
      `SELECT toString(sum(${sum})) AS posted, dateDiff('day', toDate(min(hour)), toDate(now())) AS days FROM tollgate.${table}
       WHERE is_marker = 0 AND tenant = '${test}' ${where} HAVING sum(${sum}) > 0`;
    for (const query of [rolled("spend_hourly", "cost_usd", ""), rolled("spend_scopes", "usd", "AND scope = 'tenant'")])
      expect(await selectUntil(stack, query, (rows) => rows.length > 0)).toEqual([
        { posted: "0.003", days: expect.toSatisfy((days) => Number(days) === 1) },
      ]);
    // And a second one for the same hour, after that refresh.
    await send(test, [call(500_000_000, {}, startMs)]);
    expect(await settledCalls(stack, test, 2)).toMatchObject({ calls: 2, usd: "0.0035", rolledUsd: "0.0035" });
  });
});

describe.concurrent("counts and money", () => {
  /** Last month or before: millions of dollars today would be in what other files of this stack print. */
  const longAgoMs = Date.now() - 40 * 24 * HOUR;
  it("that cannot be are cut or left out, never negative, and fail nothing", async () => {
    const test = `counts-${randomUUID()}`;
    const counts = (input: SpanAttribute, output: SpanAttribute) =>
      call(0, { [GenAi.inputTokens]: input, [GenAi.outputTokens]: output });
    await send(test, [
      counts("1e30", -5),
      counts("NaN", "Infinity"),
      counts("12.0", "1e3"),
      counts("many", true),
      counts(Number.MAX_SAFE_INTEGER, "9223372036854775808"),
      counts(0.5, 1_000_000_001.5),
    ]);
    await settledCalls(stack, test, 6);
    const rows = await select<{ i: number; o: number }>(
      stack,
      `SELECT input_tokens AS i, output_tokens AS o FROM tollgate.calls WHERE tenant = '${test}' ORDER BY i, o`,
    );
    const BILLION = 1_000_000_000;
    expect(rows.map(({ i, o }) => [i, o])).toEqual([
      [0, 0],
      [0, 0],
      [0, BILLION],
      [12, 1000],
      [BILLION, 0],
      [BILLION, BILLION],
    ]);
  });

  it("that no call can cost stops at a million dollars; what is no whole number of picodollars is unpriced, never $0", async () => {
    const test = `money-${randomUUID()}`;
    await send(test, [
      call("999999999999999999", {}, longAgoMs),
      call("1000000000000000000", {}, longAgoMs),
      call("18446744073709551615", {}, longAgoMs),
      call("18446744073709551616", {}, longAgoMs),
      call("-1", {}, longAgoMs),
      call("0.5", {}, longAgoMs),
      call("1e3", {}, longAgoMs),
      call("NaN", {}, longAgoMs),
    ]);
    // Three times $999,999.999999999999.
    expect(await settledCalls(stack, test, 8)).toMatchObject({
      calls: 8,
      usd: "2999999.999999999997",
      rolledUsd: "2999999.999999999997",
    });
    const unpriced = `SELECT toUInt32(sum(unpriced_calls)) AS calls FROM tollgate.spend_by_hour WHERE tenant = '${test}'`;
    expect(await select(stack, unpriced)).toEqual([{ calls: 5 }]);
  });

  it("are exact to the picodollar over ten thousand calls, where floats are not", async () => {
    const test = `exact-${randomUUID()}`;
    // $1,111.111111111111 + i picodollars and so on: 20 digits in sum, four more than a double has.
    const costs = Array.from({ length: 10_000 }, (_, i) => 1_111_111_111_111_111n + BigInt((i * 7_919) % 1_000_003));
    for (let at = 0; at < costs.length; at += 1000)
      await send(
        test,
        costs.slice(at, at + 1000).map((cost) => call(String(cost), {}, longAgoMs)),
      );
    const sum = costs.reduce((total, cost) => total + cost, 0n);
    const usd = `${sum / 10n ** 12n}.${String(sum % 10n ** 12n)
      .padStart(12, "0")
      .replace(/0+$/, "")}`;
    expect(await settledCalls(stack, test, costs.length)).toMatchObject({ calls: 10_000, usd, rolledUsd: usd });
    expect(costs.reduce((total, cost) => total + Number(cost) / 1e12, 0).toFixed(12)).not.toBe(usd);
  });
});
