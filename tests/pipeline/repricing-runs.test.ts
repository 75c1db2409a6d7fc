import { hostname } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectClickHouse } from "../../clickhouse/connect-clickhouse.ts";
import { GenAi, General, Tollgate } from "../../instrumentation/conventions.ts";
import { RepricedStack } from "./repriced-stack.ts";
import { select } from "./stack-client.ts";

// What a run takes, that it is posted once, who reads it where, and what says so afterwards: calls through the real collector, runs by the real command.

const acme = new RepricedStack();
const { name, stack } = acme;
/** A tenant for each test, so that none waits for another. */
const tenant = {
  ...{ back: `${name}-back`, days: `${name}-days`, filters: `${name}-o'neil` },
  ...{ twice: `${name}-twice`, dear: `${name}-dear` },
};

const DAY = 86_400_000;
/** The first instant of the day so many days ago. */
const midnight = (daysAgo: number) => (Math.floor(Date.now() / DAY) - daysAgo) * DAY;

// Of 1,000 tokens in and 100 out at $2 and $10 a million $0.003, at $3 and $10 $0.004, at $1 and $5 $0.0015.
beforeAll(async () => {
  await acme.load(`
models:
  - { provider: PROVIDER, model: fresh, usd_per_million_tokens: { input: 2.00, output: 10.00 } }
  - { provider: PROVIDER, model: up, usd_per_million_tokens: { input: 3.00, output: 10.00 } }
  - { provider: PROVIDER, model: down, usd_per_million_tokens: { input: 1.00, output: 5.00 } }
  - { provider: PROVIDER, model: dear, usd_per_million_tokens: { input: 10000, output: 0.000001 } }
`);
  const by = (agent: string) => ({
    [GenAi.agentName]: agent,
    [Tollgate.customer]: name,
    [General.userId]: `${agent}-1`,
  });
  // Hours without other calls, so that rollups take them up 30 seconds after the runs.
  const [tuesday, wednesday] = [midnight(9), midnight(8)];
  await acme.send(tenant.back, [
    acme.call("up", 0.003, by("writer"), tuesday),
    acme.call("fresh", undefined, by("writer"), tuesday),
    acme.call("down", 0.003, by("reader"), wednesday),
    acme.call("unknown", undefined, by("reader"), wednesday),
  ]);
  const times = [midnight(31) - 1, midnight(31), midnight(30) - 1, midnight(30)];
  await acme.send(
    tenant.days,
    times.map((startMs) => acme.call("up", 0.003, {}, startMs)),
  );
  await acme.send(tenant.filters, [
    acme.call("up", 0.003),
    acme.call("down", 0.003),
    acme.call("fresh", undefined),
    acme.call("alias", 0.003, { [GenAi.responseModel]: "up" }),
  ]);
  await acme.send(tenant.twice, [acme.call("up", 0.003), acme.call("fresh", undefined)]);
  // 100,000 × $0.01 = $1,000, and a picodollar for the token out.
  await acme.send(tenant.dear, [
    acme.call("dear", undefined, { [GenAi.inputTokens]: 100_000, [GenAi.outputTokens]: 1 }, midnight(40)),
  ]);
  for (const [of, calls] of [
    ["back", 4],
    ["days", 4],
    ["filters", 4],
    ["twice", 2],
    ["dear", 1],
  ] as const)
    await acme.landed(tenant[of].replace("'", "\\'"), calls);
});
afterAll(() => acme.stop());

/** What each place that a board or a budget asks says of the tenant. */
async function sums() {
  const where = `tenant = '${tenant.back}'`;
  const period = `from = '${acme.day(-10)} 00:00:00', to = '${acme.day(1)} 00:00:00'`;
  const byAgent = `tollgate.spend_by_value(dimension = 'agent', ${period}) WHERE ${where}`;
  const [budget] = await select<{ usd: string }>(
    stack,
    `SELECT toString(spent_usd) AS usd FROM tollgate.budget_used WHERE budget = '${tenant.back}'`,
  );
  return {
    hours: await acme.spend(tenant.back),
    agents: await acme.sums(byAgent),
    writer: await acme.sums(`${byAgent} AND value = 'writer'`),
    users: await acme.sums(`tollgate.spend_by_value(dimension = 'user', ${period}) WHERE ${where}`),
    entries: await acme.sums(`tollgate.ledger_entries WHERE ${where}`),
    budget: budget?.usd,
  };
}

const line = (calls: number, unpriced: number, billed: string, corrected: string) => ({
  calls,
  unpriced,
  billed,
  corrected,
});
const total = line(4, 2, "0.006", "0.006");
const billed = {
  ...{ hours: total, agents: total, users: total, entries: total, budget: "0.006" },
  writer: line(2, 1, "0.003", "0.003"),
};
// The writer's 0.004 and 0.003, the reader's 0.0015 and what nobody knows.
const after = line(4, 1, "0.006", "0.0085");
const corrected = {
  ...{ hours: after, agents: after, users: after, entries: after, budget: "0.0085" },
  writer: line(2, 0, "0.003", "0.007"),
};
const run = `${name}-run`;
const undo = `${name}-undo`;

test("views and budgets sum as billed and as corrected, at once after a run, and as billed once it is taken back", async () => {
  const budget = ["--scope", "customer", "--value", name, "--period", "total", "--limit-usd", "1"];
  await acme.tollgate("budget", "set", tenant.back, ...budget, "--tenant", tenant.back, "--url", acme.url);
  expect(await sums()).toEqual(billed);
  await acme.reprice(tenant.back, "--apply", "--run", run, "--reason", "contract of November");
  expect(await sums()).toEqual(corrected);
  await acme.undo(run, "--apply", "--run", undo, "--reason", "wrong file");
  expect(await sums()).toEqual(billed);
  await acme.tollgate("budget", "remove", tenant.back, "--url", acme.url);
});

/** Newest first. */
async function runs(): Promise<Record<string, string>[]> {
  return JSON.parse(await acme.tollgate("prices", "runs", "--json"));
}

test("the audit says who ran what, when, over which calls and by how much, and each of its entries can be found", async () => {
  const both = Object.fromEntries((await runs()).map((each) => [each.runId, each]));
  const who = {
    postedBy: expect.stringMatching(new RegExp(`@${hostname()}$`)),
    startedAt: expect.stringContaining(acme.day(0)),
  };
  expect(both[run]).toMatchObject({
    ...{ ...who, state: "undone", undoneBy: undo, reason: "contract of November", tenant: tenant.back },
    ...{ calls: 4, correctedCalls: 3, newlyPricedCalls: 1, beforeUsd: "0.006", afterUsd: "0.0085", deltaUsd: "0.0025" },
  });
  expect(both[undo]).toMatchObject({
    ...{ ...who, state: "done", mode: "undo", undoes: run, reason: "wrong file" },
    ...{ correctedCalls: 3, newlyPricedCalls: -1, deltaUsd: "-0.0025" },
  });
  expect(await acme.tollgate("prices", "runs")).toMatch(new RegExp(`${run} .*undone by ${undo}`));
  const entries = await select(
    stack,
    `SELECT model, groupArray(concat(if(run_id = '${run}', 'run ', 'undo '), toString(cost_usd))) AS posted
     FROM (SELECT * FROM tollgate.ledger_entries WHERE tenant = '${tenant.back}' AND kind = 'correction' ORDER BY model, run_id = '${undo}')
     GROUP BY model ORDER BY model`,
  );
  expect(entries).toEqual([
    { model: "down", posted: ["run -0.0015", "undo 0.0015"] },
    { model: "fresh", posted: ["run 0.003", "undo -0.003"] },
    { model: "up", posted: ["run 0.001", "undo -0.001"] },
  ]);
});

test("a run takes the first millisecond of its first day and not that of its last", async () => {
  const first = await acme.reprice(tenant.days, "--from", acme.day(-31), "--to", acme.day(-30), "--apply");
  expect(first).toMatchObject({ run: { calls: 2, correctedCalls: 2, deltaUsd: "0.002" } });
  expect(await acme.spend(tenant.days)).toEqual(line(4, 0, "0.012", "0.014"));
  const second = await acme.reprice(tenant.days, "--from", acme.day(-32), "--to", acme.day(-29), "--apply");
  expect(second).toMatchObject({ run: { calls: 4, correctedCalls: 2, deltaUsd: "0.002" } });
  expect(await acme.spend(tenant.days)).toEqual(line(4, 0, "0.012", "0.016"));
});

test("a run takes the calls of a model by either name, of a provider in any spelling", async () => {
  const plans = [
    ["--model", "up"],
    ["--provider", name.toUpperCase()],
    ["--provider", "openai"],
  ].map(async (words) => (await acme.reprice(tenant.filters, ...words, "--dry-run")).total.correctedCalls);
  expect(await Promise.all(plans)).toEqual([2, 4, 0]);
});

test("two at once post the difference once, and one that is repeated under its id changes nothing", async () => {
  const runs = [`${name}-a`, `${name}-b`];
  const outcomes = await Promise.all(runs.map((id) => acme.reprice(tenant.twice, "--apply", "--run", id)));
  expect(outcomes.map(({ state }) => state).sort()).toEqual(["nothing", "posted"]);
  const after = line(2, 0, "0.003", "0.007");
  expect(await acme.spend(tenant.twice)).toEqual(after);
  const done = outcomes.find(({ state }) => state === "posted").run.runId;
  expect(await acme.reprice(tenant.twice, "--apply", "--run", done)).toMatchObject({
    ...{ state: "known", run: { runId: done, correctedCalls: 2 } },
  });
  expect(await acme.spend(tenant.twice)).toEqual(after);
  await expect(acme.reprice(tenant.twice, "--model", "up", "--apply", "--run", done)).rejects.toThrow(
    `Cannot reprice: run "${done}" is from ${acme.day(-60)} to ${acme.day(2)}, of tenant "${tenant.twice}". Repeat it as it was, or leave out --run`,
  );
});

test("a change of more than $1,000 asks for --yes", async () => {
  await expect(acme.reprice(tenant.dear, "--apply")).rejects.toThrow(
    "Cannot apply: the run changes spend by $1,000.00, more than $1,000.00. Look at it with --dry-run, and add --yes if it is meant",
  );
  expect(await acme.spend(tenant.dear)).toEqual(line(1, 1, "0", "0"));
  expect(await acme.reprice(tenant.dear, "--apply", "--yes")).toMatchObject({ run: { deltaUsd: "1000.000000000001" } });
});

test("rollups have what was corrected, and what was taken back as it was billed", async () => {
  // They take an hour up once it has been quiet for 30 seconds. Instead of waiting, its last touch is told to be as old.
  const hours = [
    midnight(9),
    midnight(8),
    midnight(31) - 3_600_000,
    midnight(31),
    midnight(30) - 3_600_000,
    midnight(30),
  ].map((ms) => new Date(ms).toISOString().slice(0, 19).replace("T", " "));
  const values = hours.map((hour) => ({ hour, touched_at: new Date(Date.now() - 60_000).toISOString().slice(0, -1) }));
  const client = connectClickHouse(acme.url);
  const list = hours.map((hour) => `'${hour}'`).join(", ");
  await client.command({ query: `DELETE FROM tollgate.touched_hours WHERE hour IN (${list})` });
  await client.insert({ table: "tollgate.touched_hours", values, format: "JSONEachRow" });
  for (const what of ["REFRESH", "WAIT"])
    for (const rollup of ["spend_hourly", "spend_values"])
      await client.command({ query: `SYSTEM ${what} VIEW tollgate.${rollup}_refresh` });
  await client.close();
  for (const rows of [
    "spend_hourly WHERE is_marker = 0",
    "spend_values WHERE dimension = 'agent' AND grain = 'hour'",
  ]) {
    expect(await acme.sums(`tollgate.${rows} AND tenant = '${tenant.days}'`)).toEqual(line(4, 0, "0.012", "0.016"));
    expect(await acme.sums(`tollgate.${rows} AND tenant = '${tenant.back}'`)).toEqual(total);
  }
});
