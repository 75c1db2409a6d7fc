import { afterAll, beforeAll, expect, test } from "vitest";
import { queryRows } from "./query-rows.ts";
import { rollUp } from "./roll-up.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

const read = (query: string) => queryRows(ledger.reader, query);

/** The column of `calls` that a scope goes by. */
const COLUMNS: Record<string, string> = {
  total: "''",
  tenant: "tenant",
  project: "project",
  customer: "customer",
  agent: "agent",
  user: "user_id",
  model: "if(request_model = '', model, request_model)",
  provider: "provider",
  environment: "environment",
};

const BUDGETS = [
  { budget: "all", scope: "total", period: "total" },
  { budget: "month", scope: "total", period: "month", timezone: "America/New_York" },
  { budget: "india", scope: "total", period: "day", timezone: "Asia/Kolkata" },
  { budget: "nepal", scope: "agent", scope_value: "*", period: "day", timezone: "Asia/Kathmandu" },
  { budget: "one", scope: "agent", scope_value: "a1", period: "month" },
  { budget: "none", scope: "agent", scope_value: "", period: "total" },
  { budget: "tenants", scope: "tenant", scope_value: "*", period: "month" },
  { budget: "t1", tenant: "t1", scope: "project", scope_value: "*", period: "total" },
  { budget: "customers", scope: "customer", scope_value: "*", period: "total" },
  { budget: "users", tenant: "t0", scope: "user", scope_value: "*", period: "month" },
  { budget: "models", scope: "model", scope_value: "*", period: "total" },
  { budget: "providers", scope: "provider", scope_value: "openai", period: "day" },
  { budget: "places", scope: "environment", scope_value: "*", period: "month" },
];

// One time for all, so that a replay has its call's time.
const NOW = new Date().toISOString().replace("T", " ").replace("Z", "");

/** `count` calls spread over the last `days`, their dimensions by number; a higher rank replaces the row of the same number. */
const seed = (from: number, count: number, rank: number, days = 40) =>
  ledger.admin.command({
    query: `INSERT INTO tollgate.llm_calls (hour, ts, tenant, call_id, rank, kind, provider, request_model, model, agent, user_id, project, customer, environment, cost, cost_status)
      SELECT toStartOfHour(ts), toDateTime64('${NOW}', 3, 'UTC') - toIntervalMillisecond(cityHash64(n) % ${days * 86_400_000}) AS ts,
        concat('t', toString(n % 3)), n, ${rank}, 'call', ['openai', 'anthropic'][n % 2 + 1], ['', 'm1', 'm2'][n % 3 + 1], 'm1-2026', ['', 'a1', 'a2', '*'][(n + ${rank}) % 4 + 1],
        concat('u', toString(n % 50)), concat('p', toString(n % 5)), concat('c', toString(n % 7)), ['prod', 'staging'][n % 2 + 1],
        toDecimal64(cityHash64(n, ${rank}) % 1000000000000, 0) / 1000000000000, 'priced'
      FROM (SELECT number + ${from} AS n FROM numbers(${count}))`,
  });

/** budget_used by plain sums: for each budget the calls of its period, one by one. */
async function plainSums(): Promise<string[][]> {
  const sums: string[][] = [];
  for (const { budget, scope, scope_value = "", tenant = "" } of BUDGETS) {
    const column = COLUMNS[scope];
    const rows = await queryRows(
      ledger.admin,
      `WITH (SELECT (period_start, period_end) FROM tollgate.budgets_now WHERE budget = '${budget}') AS period
      SELECT ${column} AS value, sum(cost_usd) AS usd FROM tollgate.calls
      WHERE ts >= period.1 AND ts < period.2 ${tenant && `AND tenant = '${tenant}'`}
        AND ${scope_value === "*" ? `${column} NOT IN ('', '*')` : `${column} = '${scope_value}'`}
      GROUP BY value`,
    );
    if (rows.length === 0 && scope_value !== "*") sums.push([budget, scope_value, "0"]);
    for (const { value, usd } of rows) sums.push([budget, value ?? "", usd ?? ""]);
  }
  return sums.sort();
}

/** budget_crossings by adding up the calls of budget "all" one after another. */
async function plainCrossings(limitUsd: bigint): Promise<unknown[]> {
  const calls = await read(
    "SELECT ts, toString(toInt64(cost_usd * 1000000000000)) AS pico FROM tollgate.calls ORDER BY ts, call_id",
  );
  let sum = 0n;
  let percents = [50n, 75n, 90n, 100n];
  const crossings: unknown[] = [];
  for (const { ts, pico } of calls) {
    sum += BigInt(pico ?? 0);
    for (const percent of percents.filter((share) => sum >= limitUsd * share * 10_000_000_000n))
      crossings.push({ threshold: String(percent), crossed_at: ts, spent_pico: String(sum) });
    percents = percents.filter((share) => sum < limitUsd * share * 10_000_000_000n);
  }
  return crossings;
}

async function expectPlainSums(): Promise<void> {
  const used = await read("SELECT budget, scope_value, spent_usd FROM tollgate.budget_used");
  expect(used.map((row) => Object.values(row).map(String)).sort()).toEqual(await plainSums());
  expect(
    await read(
      "SELECT threshold, crossed_at, toString(toInt128(spent_usd * 1000000000000)) AS spent_pico FROM tollgate.budget_crossings WHERE budget = 'all' ORDER BY crossed_at, toFloat64(threshold)",
    ),
  ).toEqual(await plainCrossings(1000n));
}

test("budgets are the plain sums of their calls: from the ledger, from the rollup, and after late rows and replays", async () => {
  await ledger.admin.insert({
    table: "tollgate.budgets",
    values: BUDGETS.map((budget) => ({ limit_usd: 1000, ...budget })),
    format: "JSONEachRow",
  });
  await seed(0, 3000, 20);
  await seed(3000, 500, 20, 1);
  await expectPlainSums();
  await rollUp(ledger.admin);
  await expectPlainSums();
  // Half of the calls again, better known: another agent and another cost. And 200 that arrive late.
  await seed(0, 1500, 30);
  await seed(10_000, 200, 20);
  await expectPlainSums();
  await rollUp(ledger.admin);
  await expectPlainSums();
  // The same once more changes nothing.
  await seed(0, 1500, 30);
  await expectPlainSums();
  // Every hour is answered by the rollup alone: what the ledger no longer has, budgets still know.
  await rollUp(ledger.admin);
  const before = await read("SELECT budget, scope_value, spent_usd FROM tollgate.budget_used ORDER BY ALL");
  await ledger.admin.command({ query: "TRUNCATE TABLE tollgate.llm_calls" });
  expect(await read("SELECT budget, scope_value, spent_usd FROM tollgate.budget_used ORDER BY ALL")).toEqual(before);
});
