import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GenAi, Tollgate } from "../../instrumentation/conventions.ts";
import { forgetCalls } from "./forget-calls.ts";
import { queryRows } from "./query-rows.ts";
import { rollUp } from "./roll-up.ts";
import { ourSpan, type SpanRow } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

const deliver = (spans: readonly SpanRow[]) =>
  ledger.admin.insert({ table: "tollgate.otel_traces", values: spans, format: "JSONEachRow" });
const read = (query: string) => queryRows(ledger.reader, query);
const DOLLAR = 1_000_000_000_000;
const of = (agent: string, more: Record<string, string> = {}) => ({ [GenAi.agentName]: agent, ...more });
/** One call a day at noon UTC. The first is on `first`, and each costs what `usd` says; 0 is a day without a call. */
const daily = (first: string, usd: readonly number[], agent = "writer") =>
  usd.flatMap((cost, day) =>
    cost === 0 ? [] : [ourSpan(Date.parse(`${first}T12:00:00Z`) + day * 86_400_000, cost * DOLLAR, of(agent))],
  );

describe("spend_by", () => {
  beforeAll(async () => {
    await deliver([
      ourSpan("2026-09-01T08:00:00Z", 3 * DOLLAR, of("writer", { [Tollgate.customer]: "acme" })),
      ourSpan("2026-09-01T09:00:00Z", 1 * DOLLAR, of("reviewer", { [Tollgate.customer]: "acme" })),
      ourSpan("2026-09-01T10:00:00Z", 4 * DOLLAR, of("writer")),
      ourSpan("2026-09-01T10:30:00Z", undefined, of("writer")),
      ourSpan("2026-09-02T00:00:00Z", 9 * DOLLAR, of("writer")),
    ]);
  });
  const by = (dimension: string) =>
    read(`SELECT value, calls, unpriced_calls, cost_usd, cost_per_call_usd, share
      FROM tollgate.spend_by(dimension = '${dimension}', from = '2026-09-01 00:00:00', to = '2026-09-02 00:00:00')`);
  const acme = { value: "acme", calls: "2", unpriced_calls: "0", cost_usd: "4", cost_per_call_usd: "2", share: "0.5" };
  const nobody = { value: "", calls: "2", unpriced_calls: "1", cost_usd: "4", cost_per_call_usd: "4", share: "0.5" };
  // 3 + 4 of 8 dollars, and one call without a price; the dollars of midnight belong to the next day.
  const writer = { calls: "3", unpriced_calls: "1", cost_usd: "7", cost_per_call_usd: "3.5", share: "0.875" };
  const reviewer = { calls: "1", unpriced_calls: "0", cost_usd: "1", cost_per_call_usd: "1", share: "0.125" };

  test("adds up any dimension, before and after the hours are rolled up", async () => {
    for (const rolled of [false, true]) {
      if (rolled) await rollUp(ledger.admin);
      expect(await by("customer")).toEqual([nobody, acme]);
      expect(await by("agent")).toEqual([
        { value: "writer", ...writer },
        { value: "reviewer", ...reviewer },
      ]);
      expect(await by("provider")).toMatchObject([{ value: "openai", cost_usd: "8", share: "1" }]);
    }
  });

  test("refuses a dimension that it does not have, because no rows would look like no spend", async () => {
    await expect(by("agnt")).rejects.toThrow("dimension must be total, tenant, project, customer");
  });
});

describe("patterns of the day and the week", () => {
  const period = "from = '2026-09-01 00:00:00', to = '2026-09-02 12:00:00'";

  test("an hour of the day has its mean over how often it occurs, in the asked timezone", async () => {
    const rows = await read(`SELECT * FROM tollgate.spend_by_hour_of_day(${period}, timezone = 'Europe/Berlin')`);
    expect(rows).toHaveLength(24);
    // 08:00 UTC is 10:00 in Berlin. A day and a half: 02:00 to 13:00 in Berlin occur twice, the others once.
    expect(rows[10]).toEqual({ hour_of_day: "10", calls: "1", cost_usd: "3", hours: "2", mean_usd: "1.5" });
    expect(rows[14]).toEqual({ hour_of_day: "14", calls: "0", cost_usd: "0", hours: "1", mean_usd: "0" });
  });

  test("a weekday that is half in the period has half the weight, and one that is not in it has no mean", async () => {
    const rows = await read(`SELECT * FROM tollgate.spend_by_weekday(${period}, timezone = 'UTC')`);
    // 1 September 2026 is a Tuesday: $8. Of Wednesday half a day: $9.
    expect(rows.slice(0, 3)).toEqual([
      { weekday: "1", calls: "0", cost_usd: "0", days: "0", mean_usd: null },
      { weekday: "2", calls: "4", cost_usd: "8", days: "1", mean_usd: "8" },
      { weekday: "3", calls: "1", cost_usd: "9", days: "0.5", mean_usd: "18" },
    ]);
  });

  test("the hourly trend has the hours without a call", async () => {
    const trend = "tollgate.spend_trend_hourly(from = '2026-09-01 09:00:00', to = '2026-09-01 12:00:00')";
    expect(await read(`SELECT * FROM ${trend}`)).toEqual([
      { hour: "2026-09-01 09:00:00", cost_usd: "1", calls: "1" },
      { hour: "2026-09-01 10:00:00", cost_usd: "4", calls: "2" },
      { hour: "2026-09-01 11:00:00", cost_usd: "0", calls: "0" },
    ]);
  });
});

describe("looking ahead", () => {
  const project = async (at: string) => (await read(`SELECT * FROM tollgate.month_projection(at = '${at}')`))[0];

  test("a month goes on at the mean of the whole days so far, within a range that comes from how they differ", async () => {
    await forgetCalls(ledger.admin);
    await deliver(daily("2026-09-01", [2, 4, 2, 4, 2, 4, 0, 6, 1]));
    const row = await project("2026-09-09 18:00:00");
    // Eight whole days: 24 dollars, 3 a day; squares 1+1+1+1+1+1+9+9 = 24, / 7, root = 1.851640. Spent with today's dollar: 25.
    // 21.25 days are left: 25 + 63.75 = 88.75, ± 1.281552 × 1.851640 × sqrt(21.25 + 21.25² / 8) = 1.281552 × 1.851640 × 8.814496.
    expect(row).toMatchObject({ month: "2026-09-01", spent_usd: "25", days_left: "21.25", history_days: "8" });
    expect(row).toMatchObject({ mean_day_usd: "3", projected_usd: "88.75", unpriced_calls: "0" });
    expect(Number(row?.stddev_day_usd)).toBeCloseTo(1.85164, 5);
    expect(Number(row?.low_usd)).toBeCloseTo(88.75 - 20.91655, 3);
    expect(Number(row?.high_usd)).toBeCloseTo(88.75 + 20.91655, 3);
  });

  test("six whole days give no range and none no projection", async () => {
    expect(await project("2026-09-07 00:00:00")).toMatchObject({
      history_days: "6",
      projected_usd: "90",
      low_usd: null,
    });
    expect(await project("2026-09-08 00:00:00")).toMatchObject({ history_days: "7", low_usd: expect.any(String) });
    expect(await project("2026-09-01 18:00:00")).toMatchObject({
      history_days: "0",
      spent_usd: "2",
      projected_usd: null,
    });
  });

  test("a forecast has the shape of the week, and follows growth from four weeks on", async () => {
    const ahead = (at: string) =>
      read(
        `SELECT day, round(forecast_usd, 6) AS usd, history_days FROM tollgate.spend_forecast(at = '${at}', days = 7)`,
      );
    await forgetCalls(ledger.admin);
    // Monday 3 August on: weekdays $10, Saturday and Sunday $5, four weeks without growth.
    const week = [10, 10, 10, 10, 10, 5, 5];
    await deliver(daily("2026-08-03", [...week, ...week, ...week, ...week]));
    expect(await ahead("2026-08-16 00:00:00")).toEqual([]);
    for (const [at, days] of [
      ["2026-08-17 00:00:00", "14"],
      ["2026-08-31 09:00:00", "28"],
    ] as const) {
      const rows = await ahead(at);
      expect(rows.map(({ usd }) => Number(usd))).toEqual(week);
      expect(rows[0]).toMatchObject({ day: at.slice(0, 10), history_days: days });
    }
    await forgetCalls(ledger.admin);
    // A dollar more each week and the same on each day of it: the line through 28 days of 1, 2, 3 and 4 dollars ends above 4.
    await deliver(
      daily(
        "2026-08-03",
        [1, 2, 3, 4].flatMap((usd) => new Array<number>(7).fill(usd)),
      ),
    );
    const [next] = await ahead("2026-08-31 00:00:00");
    // Slope 0.134100 (12 × sum of (i - 14.5)(v - 2.5) / (28³ - 28)), so day 29 is at 2.5 + 14.5 × slope.
    expect(Number(next?.usd)).toBeCloseTo(2.5 + 14.5 * ((12 * 245) / (28 ** 3 - 28)), 5);
  });
});

describe("spend_anomalies", () => {
  const anomalies = (from: string, to: string, minUsd = 1) =>
    read(`SELECT day, scope, agent, kind, seen_usd, expected_usd, usual_to_usd, why
      FROM tollgate.spend_anomalies(from = '${from} 00:00:00', to = '${to} 00:00:00', min_usd = ${minUsd}) WHERE scope = 'agent'`);

  test("a day unlike the ones before is told with what was expected, seen and why", async () => {
    await forgetCalls(ledger.admin);
    // From a Tuesday on ten days of $2 and $4 in turn, eight of them work days: median 3, distance 1, usual up to 3 + 3.5 × 1.4826 = 8.1891.
    await deliver(daily("2026-09-01", [2, 4, 2, 4, 2, 4, 2, 4, 2, 4, 8, 7, 0]));
    expect(await anomalies("2026-09-11", "2026-09-12")).toEqual([]);
    // Saturday's $7 is held against the $2 and $4 of the weekend before: the same.
    expect(await anomalies("2026-09-12", "2026-09-13")).toEqual([]);
    await deliver([ourSpan("2026-09-11T13:00:00Z", 1 * DOLLAR, of("writer"))]);
    expect(await anomalies("2026-09-11", "2026-09-12")).toMatchObject([
      { day: "2026-09-11", scope: "agent", agent: "writer", kind: "high", seen_usd: "9", expected_usd: "3" },
    ]);
    expect((await anomalies("2026-09-11", "2026-09-12"))[0]?.why).toBe(
      "$9.00 where $0.00 to $8.19 is usual (8 work days): 2 calls instead of 1",
    );
  });

  test("a quiet weekend is held against weekends, and a busy one against them too", async () => {
    await forgetCalls(ledger.admin);
    // Two weeks from Monday 3 August: $10 on work days, $1 on weekends; then a Saturday of $10.
    const week = [10, 10, 10, 10, 10, 1, 1];
    await deliver(daily("2026-08-03", [...week, ...week, 10, 10, 10, 10, 10, 10]));
    expect(await anomalies("2026-08-15", "2026-08-23")).toMatchObject([
      { day: "2026-08-22", kind: "high", expected_usd: "1", usual_to_usd: "2" },
    ]);
  });

  test("an agent that falls silent is told when its day is over, a new one at once, a young ledger not at all", async () => {
    await forgetCalls(ledger.admin);
    await deliver([...daily("2026-09-01", [2, 2, 2, 2, 2, 2, 2]), ...daily("2026-09-08", [5], "fresh")]);
    const silent = {
      agent: "writer",
      kind: "low",
      why: "$0.00 where $1.00 to $3.00 is usual (5 work days): no calls instead of 1",
    };
    const fresh = { agent: "fresh", kind: "new", why: "no spend in the 28 days before, now $5.00 in 1 call" };
    expect(await anomalies("2026-09-08", "2026-09-09")).toMatchObject([fresh, silent]);
    const open = "tollgate.spend_anomalies(from = '2026-09-08 00:00:00', to = '2026-09-08 23:59:59', min_usd = 1)";
    expect(await read(`SELECT agent FROM ${open} WHERE scope = 'agent'`)).toEqual([{ agent: "fresh" }]);
    expect(await anomalies("2026-09-08", "2026-09-09", 5)).toEqual([]);
    expect(await anomalies("2026-09-01", "2026-09-02")).toEqual([]);
  });
});
