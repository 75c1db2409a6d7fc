import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { GenAi, General, Tollgate } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { rollUp } from "./roll-up.ts";
import { ourSpan, type SpanRow, utc } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

// Each roll-up stops, moves and starts three refreshes.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

const deliver = (...spans: SpanRow[]) =>
  ledger.admin.insert({ table: "tollgate.otel_traces", values: spans, format: "JSONEachRow" });
const read = (query: string, params?: Record<string, unknown>) => queryRows(ledger.reader, query, params);

/** A day's spend by agent, as the views say it and as the rollup has it once it has caught up: "agent calls dollars". */
const viewed = (day: string, dimension = "agent") =>
  sums(
    "SELECT value, calls, cost_usd, billed_usd FROM tollgate.spend_by_value(dimension = {dimension:String}, from = toDateTime({day:Date}, 'UTC'), to = toDateTime({day:Date} + 1, 'UTC')) ORDER BY value",
    { day, dimension },
  );
const posted = (day: string, grain: string, dimension = "agent") =>
  sums(
    "SELECT value, sum(v.calls) AS calls, sum(v.cost_usd) AS usd, sum(v.billed_usd) AS billed FROM tollgate.spend_values AS v WHERE dimension = {dimension:String} AND grain = {grain:String} AND toDate(start) = {day:Date} GROUP BY value HAVING calls != 0 OR usd != 0 OR billed != 0 ORDER BY value",
    { day, grain, dimension },
  );
async function sums(query: string, params: Record<string, unknown>): Promise<string[]> {
  const rows = await queryRows(ledger.admin, query, params);
  return rows.map((row) => Object.values(row).join(" "));
}
/** The views before the refresh; then the views and both grains after it. */
async function expectBoth(day: string, expected: readonly string[], dimension = "agent"): Promise<void> {
  expect(await viewed(day, dimension)).toEqual(expected);
  await rollUp(ledger.admin);
  expect(await viewed(day, dimension)).toEqual(expected);
  expect(await posted(day, "day", dimension)).toEqual(expected);
  if (dimension !== "user") expect(await posted(day, "hour", dimension)).toEqual(expected);
}

test("a replay changes nothing, a late day is right at once, and an agent that is no more leaves nothing", async () => {
  const id = { [GenAi.responseId]: "chatcmpl-replayed-and-renamed-0000" };
  const first = ourSpan("2026-07-01T10:00:00Z", 3e12, {
    ...id,
    [GenAi.agentName]: "old",
    [Tollgate.usageSource]: "interrupted",
  });
  const other = ourSpan("2026-07-01T22:00:00Z", 1e12, { [GenAi.agentName]: "other" });
  await deliver(first, other);
  await expectBoth("2026-07-01", ["old 1 3 3", "other 1 1 1"]);
  await deliver(first, other);
  await expectBoth("2026-07-01", ["old 1 3 3", "other 1 1 1"]);
  // The same call, better known.
  await deliver(ourSpan("2026-07-01T10:00:00Z", 5e12, { ...id, [GenAi.agentName]: "new" }));
  await expectBoth("2026-07-01", ["new 1 5 5", "other 1 1 1"]);
  // A whole day that arrives after the day behind it.
  await deliver(
    ourSpan("2026-06-30T00:00:00Z", 7e12, { [GenAi.agentName]: "late", [General.userId]: "u" }),
    ourSpan("2026-06-30T23:59:59.999Z", 8e12, { [GenAi.agentName]: "late" }),
  );
  await expectBoth("2026-06-30", ["late 2 15 15"]);
  await expectBoth("2026-06-30", [" 1 8 8", "u 1 7 7"], "user");
  expect(await viewed("2026-07-01")).toEqual(["new 1 5 5", "other 1 1 1"]);
});

test("a refresh that stood still for days misses nothing, however old its touches are", async () => {
  const stop = (what: string) => ledger.admin.command({ query: `SYSTEM ${what} VIEW tollgate.spend_values_refresh` });
  await stop("STOP");
  await deliver(ourSpan("2026-07-10T10:00:00Z", 2e12, { [GenAi.agentName]: "a" }));
  await deliver(ourSpan("2026-07-11T10:00:00Z", 4e12, { [GenAi.agentName]: "a" }));
  const hours = await read(
    "SELECT hour FROM tollgate.calls WHERE hour BETWEEN '2026-07-10 00:00:00' AND '2026-07-12 00:00:00'",
  );
  // Touched ten days ago, as if nothing had run since.
  await ledger.admin.command({ query: "TRUNCATE TABLE tollgate.touched_hours" });
  await ledger.admin.insert({
    table: "tollgate.touched_hours",
    values: hours.map(({ hour }) => ({ hour, touched_at: utc(Date.now() - 10 * 86_400_000) })),
    format: "JSONEachRow",
  });
  expect(await viewed("2026-07-10")).toEqual(["a 1 2 2"]);
  expect(await posted("2026-07-10", "day")).toEqual([]);
  await stop("START");
  await expectBoth("2026-07-10", ["a 1 2 2"]);
  await expectBoth("2026-07-11", ["a 1 4 4"]);
});

test("corrections count as money at their call's hour and not as calls, in every rollup", async () => {
  const day = "2026-07-20";
  await deliver(
    ourSpan(`${day}T10:00:00Z`, 3e12, { [GenAi.agentName]: "a", [General.userId]: "u" }),
    ourSpan(`${day}T10:10:00Z`, undefined, { [GenAi.agentName]: "b" }),
  );
  await expectBoth(day, ["a 1 3 3", "b 1 0 0"]);
  // $3 was $1 too much; the unpriced call cost $4. As 220_corrections.sql says it.
  const post = (callId: number, agent: string, user: string, cost: number, unpriced: number) =>
    ledger.admin.insert({
      table: "tollgate.llm_calls",
      values: [
        {
          ...{
            hour: `${day} 10:00:00`,
            ts: `${day} 10:00:00`,
            tenant: "default",
            call_id: callId,
            rank: 30,
            kind: "correction",
            run_id: "r",
          },
          ...{
            corrects: callId + 1,
            agent,
            user_id: user,
            status: "ok",
            provider: "openai",
            model: "gpt-5.2",
            cost,
            unpriced_delta: unpriced,
          },
        },
      ],
      format: "JSONEachRow",
    });
  await post(1, "a", "u", -1, 0);
  await post(2, "b", "", 4, -1);
  await expectBoth(day, ["a 1 2 3", "b 1 4 0"]);
  expect(await viewed(day, "user")).toEqual([" 1 4 0", "u 1 2 3"]);
  expect(await posted(day, "day", "user")).toEqual([" 1 4 0", "u 1 2 3"]);
  const period = "from = '2026-07-20 00:00:00', to = '2026-07-21 00:00:00'";
  // Hour by hour, cut hours, combinations, budgets: all the same.
  for (const source of [
    `tollgate.spend_value_hours(dimension = 'total', ${period})`,
    "tollgate.spend_by_value(dimension = 'total', from = '2026-07-20 09:59:59', to = '2026-07-20 10:10:01')",
    `tollgate.spend_between(${period})`,
    `tollgate.spend_rows(${period})`,
    "tollgate.spend_by_hour",
    "tollgate.ledger_entries",
  ]) {
    const where = source.includes("(") ? "" : "WHERE toDate(hour) = '2026-07-20'";
    expect([
      source,
      await read(
        `SELECT sum(s.calls) AS calls, sum(s.unpriced_calls) AS unpriced, sum(s.cost_usd) AS usd, sum(s.billed_usd) AS billed FROM ${source} AS s ${where}`,
      ),
    ]).toEqual([source, [{ calls: "2", unpriced: "0", usd: "6", billed: "3" }]]);
  }
  expect(
    await read(
      "SELECT sum(s.calls) AS calls, sum(s.usd) AS usd FROM tollgate.spend_by_scope AS s WHERE scope = 'agent' AND toDate(hour) = '2026-07-20'",
    ),
  ).toEqual([{ calls: "2", usd: "6" }]);
  expect(
    await read("SELECT count() AS calls, sum(cost_usd) AS usd FROM tollgate.calls WHERE toDate(hour) = '2026-07-20'"),
  ).toEqual([{ calls: "2", usd: "3" }]);
});

test("reads during refreshes are never wrong", async () => {
  // 40 calls of a dollar, of which ten more are known better each round and then belong to another agent. Whatever the moment, there are 40 dollars.
  const day = "2026-07-25";
  const span = (n: number, source: string) =>
    ourSpan(`${day}T0${n % 10}:00:00Z`, 1e12, {
      [GenAi.responseId]: `chatcmpl-moving-call-${String(n).padStart(12, "0")}`,
      [GenAi.agentName]: source === "provider" ? "sure" : "unsure",
      [Tollgate.usageSource]: source,
      [General.userId]: `u${n % 3}`,
    });
  const tens = (from: number, source: string) =>
    deliver(...Array.from({ length: 10 }, (_, n) => span(from + n, source)));
  for (const from of [0, 10, 20, 30]) await tens(from, "interrupted");
  await rollUp(ledger.admin);
  // Hours are touched by hand from here on, half a minute ago: by their own touches they would be refreshed in half a minute only.
  await ledger.admin.command({ query: "DROP VIEW tollgate.touched_hours_from_calls" });
  const system = (what: string) => ledger.admin.command({ query: `SYSTEM ${what} VIEW tollgate.spend_values_refresh` });
  let done = false;
  const writer = (async () => {
    for (const from of [0, 10, 20, 30]) {
      // Longer than the second by which the touch must be newer than the last refresh.
      await sleep(1_500);
      await system("STOP");
      await ledger.admin.command({
        query: `INSERT INTO tollgate.touched_hours (hour, touched_at) SELECT toDateTime('${day} 00:00:00', 'UTC') + toIntervalHour(number), now64(3, 'UTC') - INTERVAL 31 SECOND FROM numbers(24)`,
      });
      await tens(from, "provider");
      await system("START");
      await system("REFRESH");
      await system("WAIT");
    }
    done = true;
  })();
  const wrong: unknown[] = [];
  for (let reads = 0; !done; reads++) {
    const dimension = ["agent", "user", "total"][reads % 3] ?? "";
    const rows = await viewed(day, dimension);
    const sum = (column: number) => rows.reduce((total, row) => total + Number(row.split(" ").at(column)), 0);
    if (sum(-3) !== 40 || sum(-2) !== 40) wrong.push([reads, dimension, rows]);
  }
  await writer;
  expect(wrong).toEqual([]);
  expect(await viewed(day)).toEqual(["sure 40 40 40"]);
  expect(await posted(day, "day")).toEqual(["sure 40 40 40"]);
});
