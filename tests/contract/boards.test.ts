import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GeneratedPanel, generatedPanels } from "./generated-files.ts";
import { insertCalls } from "./insert-calls.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

interface Answer {
  columns: { name: string; type: string }[];
  rows: Record<string, unknown>[];
}

const panels = generatedPanels();
const of = (type: string) => panels.filter((panel) => panel.type === type);
const NUMBER = /^(Nullable\()?(Float64|U?Int\d+)\)?$/;
/** What Grafana reads as a time. */
const TIME = /^(Nullable\()?DateTime(64)?\b/;

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

/** Runs a panel's SQL as Grafana does: as its user, with the dashboard's variables filled in. */
async function run(panel: GeneratedPanel): Promise<Answer> {
  const toS = Math.floor(Date.now() / 1000) + 60;
  const query = panel.sql
    .replaceAll(/\$\{__from:date:seconds\}/g, String(toS - 30 * 86_400))
    .replaceAll(/\$\{__to:date:seconds\}/g, String(toS));
  expect(query, "a variable that this test does not know").not.toMatch(/\$/);
  const answer = await (await ledger.reader.query({ query, format: "JSON" })).json<Record<string, unknown>>();
  return { columns: answer.meta ?? [], rows: answer.data };
}

test("every kind of panel on the boards has a check here", () => {
  expect([...new Set(panels.map((panel) => panel.type))].sort()).toEqual(["stat", "table", "timeseries"]);
});

test("no panel calculates with money: it reads a column of a view and at most makes it a float", () => {
  for (const { title, sql } of panels) {
    const withoutCasts = sql.replace(/toFloat64\((\w+)\)/g, "$1");
    expect(withoutCasts, title).not.toMatch(/_usd\w*\s*[-+*/]|[-+*/]\s*\w*_usd|(sum|avg|round|min|max)\w*\(/i);
  }
});

describe.each(["before the first call", "with calls"])("the panels' SQL on the real engine, %s", (state) => {
  beforeAll(async () => {
    if (state === "before the first call") return;
    await ledger.admin.insert({
      table: "tollgate.budgets",
      values: [{ budget: "everything", scope: "total", period: "month", limit_usd: "10" }],
      format: "JSONEachRow",
    });
    await insertCalls(ledger.admin, [
      { costUsd: 2, agent: "triage" },
      { costUsd: 1.5, agent: "triage", model: "gpt-5.2-mini" },
      { costUsd: 0.25, agent: "review", estimated: true },
      { agent: "review", model: "made-up-1" },
    ]);
  });
  const hasCalls = state === "with calls";

  test.each(of("stat"))("$title: one row of one number or time", async (panel) => {
    const { columns, rows } = await run(panel);
    expect(columns).toHaveLength(1);
    expect(columns[0]?.type).toMatch(new RegExp(`${NUMBER.source}|${TIME.source}`));
    expect(rows).toHaveLength(1);
  });

  test.each(of("table"))("$title: has every column that the panel dresses", async (panel) => {
    const { columns, rows } = await run(panel);
    expect(columns.map((column) => column.name)).toEqual(expect.arrayContaining(panel.columns));
    for (const { name, type } of columns)
      expect(type, `Grafana cannot draw "${name}"`).not.toMatch(/Decimal|Enum|Fixed/);
    if (hasCalls) expect(rows.length).toBeGreaterThan(0);
  });

  test.each(of("timeseries"))("$title: a time in order, then numbers", async (panel) => {
    const { columns, rows } = await run(panel);
    expect(columns[0]).toMatchObject({ name: "time", type: expect.stringMatching(TIME) });
    for (const column of columns.slice(1)) expect(column.type).toMatch(NUMBER);
    const times = rows.map((row) => String(row.time));
    expect(times).toEqual([...times].sort());
    // 30 days reach into 31 dates, and a day without calls is a day of $0, not a hole.
    expect(rows.length).toBeGreaterThanOrEqual(30);
  });
});

test("the cards say what was seeded: $3.75 today, one call without a price, one estimated", async () => {
  const value = async (title: string) => {
    const panel = panels.find((candidate) => candidate.title === title);
    if (panel === undefined) throw new Error(`no panel "${title}"`);
    return Object.values((await run(panel)).rows[0] ?? {})[0];
  };
  // 2 + 1.50 + 0.25
  expect(await value("Spent today")).toBe(3.75);
  expect(await value("Spent this month")).toBe(3.75);
  expect(Number(await value("Projected this month"))).toBeGreaterThanOrEqual(3.75);
  expect(Number(await value("Calls without a price today"))).toBe(1);
  expect(Number(await value("Estimated calls today"))).toBe(1);
});

test("the bars say who spent it, and a name without any price shows no bar instead of $0", async () => {
  await insertCalls(ledger.admin, [{ agent: "newcomer", model: "made-up-1" }]);
  const panel = panels.find((candidate) => candidate.title === "Spend by agent");
  if (panel === undefined) throw new Error("no panel");
  const rows = (await run(panel)).rows.map((row) => [row.Agent, row.Spent, row["No price"]]);
  expect(rows).toEqual([
    ["triage", 3.5, ""],
    ["review", 0.25, "1"],
    ["newcomer", null, "1"],
  ]);
});

test("a budget's share is rounded down: $3.75 of $10 is 37 %, and $9.99 of it is not 100", async () => {
  const panel = panels.find((candidate) => candidate.title === "Budgets");
  if (panel === undefined) throw new Error("no panel");
  const used = async () => (await run(panel)).rows.map((row) => [row.Budget, row.Used, row.Spent]);
  expect(await used()).toEqual([["everything", 37, 3.75]]);
  await insertCalls(ledger.admin, [{ costUsd: 6.24, agent: "triage" }]);
  expect(await used()).toEqual([["everything", 99, 9.99]]);
});
