import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { queryRows } from "./query-rows.ts";
import { rollUp } from "./roll-up.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";
import { userCall } from "./user-call.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

/** One call at each place where a month begins or ends; each has a power of two, so a sum tells which calls are in it. */
const CALLS: readonly [at: string, usd: number][] = [
  ["2026-08-31T23:59:59Z", 1],
  ["2026-09-01T00:00:00Z", 2],
  ["2026-09-15T12:00:00Z", 4],
  ["2026-09-30T23:59:59Z", 8],
  ["2026-10-01T00:00:00Z", 16],
  ["2026-10-31T10:30:00Z", 32],
  ["2026-11-01T00:00:00Z", 64],
];
const PERIODS: readonly [from: string, to: string][] = [
  ["2026-08-01 00:00:00", "2026-12-01 00:00:00"],
  ["2026-08-31 23:59:59", "2026-10-31 10:30:01"],
  ["2026-09-01 00:00:00", "2026-10-01 00:00:00"],
  ["2026-09-01 00:00:01", "2026-10-31 10:30:00"],
  ["2026-08-31 00:00:00", "2026-09-30 23:59:59"],
  ["2026-09-16 00:00:00", "2026-11-01 00:00:01"],
  ["2026-10-01 00:00:00", "2026-10-01 00:00:00"],
  ["2026-11-01 00:00:00", "2026-09-01 00:00:00"],
];
const WHOLE = "from = '2026-08-01 00:00:00', to = '2026-12-01 00:00:00'";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

const insert = (calls: readonly [at: string, usd: number][], user = "ada") =>
  ledger.admin.insert({
    table: "tollgate.otel_traces",
    values: calls.map(([at, usd]) => userCall({ at: Date.parse(at), user, picoUsd: usd * 1e12 })),
    format: "JSONEachRow",
  });

/** What ada's calls cost in each period, and the UTC day of her newest one. */
async function ada(): Promise<(readonly [usd: number, day: string])[]> {
  const answers: (readonly [number, string])[] = [];
  for (const [from, to] of PERIODS) {
    const query = `SELECT cost_usd, last_day FROM tollgate.top_users(from = '${from}', to = '${to}', n = 10) WHERE user_id = 'ada'`;
    const [row] = await queryRows(ledger.admin, query);
    answers.push([Number(row?.cost_usd ?? 0), row?.last_day ?? ""]);
  }
  return answers;
}

const expected = (calls: readonly [at: string, usd: number][]) =>
  PERIODS.map(([from, to]) => {
    const inside = calls.filter(([at]) => {
      const time = at.slice(0, 19).replace("T", " ");
      return time >= from && time < to;
    });
    const days = inside.map(([at]) => at.slice(0, 10)).toSorted();
    return [inside.reduce((sum, [, usd]) => sum + usd, 0), days.at(-1) ?? ""] as const;
  });

test("users are summed from months, days and the ledger, each call once, also one that comes late", async () => {
  await insert(CALLS);
  expect(await ada()).toEqual(expected(CALLS));
  await rollUp(ledger.admin);
  expect(await ada()).toEqual(expected(CALLS));

  const late: [at: string, usd: number] = ["2026-09-20T08:00:00Z", 128];
  await insert([late]);
  expect(await ada()).toEqual(expected([...CALLS, late]));
  await rollUp(ledger.admin);
  await ledger.admin.command({ query: "OPTIMIZE TABLE tollgate.spend_values FINAL" });
  expect(await ada()).toEqual(expected([...CALLS, late]));
});

test.each([
  [`wasted_spend(${WHOLE})`, "of_waste"],
  [`cache_savings(${WHOLE})`, "of_caches"],
  [`what_if(provider = 'openai', model = 'gpt-5-mini', ${WHOLE})`, "of_models"],
  [`top_users(${WHOLE}, n = 10)`, "by_month"],
])("%s is read from its sums: %s", async (view, projection) => {
  const lines = await queryRows(ledger.admin, `EXPLAIN SELECT * FROM tollgate.${view}`);
  expect(lines.map((line) => String(line.explain)).join("\n")).toContain(`(${projection})`);
});
