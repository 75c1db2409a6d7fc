import { describe, expect, it } from "vitest";
import { demoBudgets } from "../../cli/demo/demo-budgets.ts";
import { priceHistory } from "../../cli/demo/send-history.ts";
import { CAST } from "../../examples/demo/cast.ts";
import { history } from "../../examples/demo/history.ts";
import { otlpTraceRequest } from "../../examples/demo/otlp-trace-request.ts";

const NOON = Date.UTC(2026, 10, 22, 12);
const DAY_MS = 86_400_000;

describe("the demo's history", () => {
  it("is the same bytes for the same seed, and other calls for another", () => {
    const request = (seed: string) =>
      JSON.stringify(otlpTraceRequest(priceHistory(history({ days: 3, seed, untilMs: NOON })), "demo"));
    expect(request("one")).toBe(request("one"));
    expect(request("one")).not.toBe(request("two"));
  });

  it("keeps every call when it is made again a day later", () => {
    const ids = (untilMs: number) => history({ days: 2, seed: "demo", untilMs }).map((call) => call.spanId);
    const later = new Set(ids(NOON + DAY_MS));
    const shared = history({ days: 1, seed: "demo", untilMs: NOON }).map((call) => call.spanId);
    expect(shared.length).toBeGreaterThan(50);
    expect(shared.filter((id) => !later.has(id))).toEqual([]);
  });

  it("gives each call ids of its own, in the order of time, and none after its end", () => {
    const calls = history({ days: 30, seed: "demo", untilMs: NOON });
    expect(new Set(calls.map((call) => call.spanId)).size).toBe(calls.length);
    expect(new Set(calls.map((call) => call.traceId)).size).toBe(calls.length);
    const starts = calls.map((call) => call.record.startMs);
    expect(starts).toEqual(starts.toSorted((one, other) => one - other));
    expect(calls.every((call) => call.record.endMs <= NOON)).toBe(true);
  });

  it("is busier on working days, and every agent works tens of calls on each", () => {
    const calls = history({ days: 7, seed: "demo", untilMs: NOON });
    const on = (day: number, agent?: string) =>
      calls.filter(({ record }) => {
        const sameDay = Math.floor(record.startMs / DAY_MS) === Math.floor(Date.UTC(2026, 10, day) / DAY_MS);
        return sameDay && (!agent || record.attribution.agent === agent);
      }).length;
    // The 18th of November 2026 is a Wednesday, the 21st a Saturday.
    expect(on(18)).toBeGreaterThan(2 * on(21));
    for (const { agent } of CAST) expect(on(18, agent)).toBeGreaterThanOrEqual(10);
  });

  it("prices every answered call", () => {
    const calls = priceHistory(history({ days: 2, seed: "demo", untilMs: NOON }));
    const statuses = new Set(calls.map((call) => `${call.record.httpStatus} ${call.costStatus}`));
    expect(statuses).toEqual(new Set(["200 priced", "429 free"]));
  });
});

describe("the demo's budgets", () => {
  it("leave the expensive agent three dollars, and today's warning at nine tenths, whatever was spent before", () => {
    // $65.325000000001 + $3, in whole cents upwards; ($1.36 + $2.90) x 10 / 9 = $4.7333...
    const spent = { agentMonthPicoUsd: 65_325_000_000_001n, todayPicoUsd: 1_360_000_000_000n };
    const [monthly, daily] = demoBudgets(spent);
    expect(monthly).toMatchObject({
      tenant: "acme",
      scope: "agent",
      scope_value: "*",
      action: "block",
      limit_usd: "68.33",
    });
    expect(daily).toMatchObject({ tenant: "", scope: "total", action: "warn", limit_usd: "4.74" });
    expect(demoBudgets({ agentMonthPicoUsd: 0n, todayPicoUsd: 0n })[0].limit_usd).toBe("3.00");
  });
});
