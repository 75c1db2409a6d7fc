import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CROSSING_LABELS } from "../../alerting/crossing-labels.ts";
import { alertRule } from "../../alerting/rule.ts";
import { BUDGET_THRESHOLDS_PERCENT, SILENT_AFTER_MINUTES } from "../../alerting/thresholds.ts";
import { SPEND_IDS } from "../../grafana/boards/spend/ids.ts";
import { forgetCalls } from "./forget-calls.ts";
import { generatedPanels, generatedRules } from "./generated-files.ts";
import { insertCalls } from "./insert-calls.ts";
import { readRule } from "./read-rule.ts";
import { renderAnnotation } from "./render-annotation.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

const rule = (title: string) => {
  const found = generatedRules().find((candidate) => candidate.title === title);
  if (found === undefined) throw new Error(`no rule "${title}"`);
  return found;
};

describe("BudgetThresholdCrossed", () => {
  const today = new Date().toISOString().slice(0, 10);

  beforeEach(async () => {
    await forgetCalls(ledger.admin);
    for (const table of ["otel_traces", "budgets"])
      await ledger.admin.command({ query: `TRUNCATE TABLE tollgate.${table}` });
  });

  const spend = (...costs: number[]) =>
    insertCalls(
      ledger.admin,
      costs.map((costUsd) => ({ costUsd, agent: "triage" })),
    );
  const setBudget = (budget: object) =>
    ledger.admin.insert({ table: "tollgate.budgets", values: [budget], format: "JSONEachRow" });
  const fired = async () =>
    (await readRule(ledger.reader, rule("BudgetThresholdCrossed"))).filter((alert) => alert.fires);
  const daily = { budget: "everything", scope: "total", period: "day", limit_usd: "10" };

  test("is quiet without budgets, and with a budget that nobody has touched", async () => {
    expect(await fired()).toEqual([]);
    await setBudget(daily);
    expect(await fired()).toEqual([]);
  });

  // $10 a day: 50 % is $5, 75 % $7.50, 90 % $9, 100 % $10; one picodollar less has not crossed.
  test.each(BUDGET_THRESHOLDS_PERCENT)("is quiet just below %i %%, fires at it and above", async (percent) => {
    const thresholds = async () => (await fired()).map((alert) => Number(alert.labels.threshold)).sort((a, b) => a - b);
    const crossedBefore = BUDGET_THRESHOLDS_PERCENT.filter((other) => other < percent);
    await setBudget(daily);
    await spend(percent / 10 - 1e-12);
    expect(await thresholds()).toEqual(crossedBefore);
    await spend(1e-12);
    expect(await thresholds()).toEqual([...crossedBefore, percent]);
    await spend(1e-12);
    expect(await thresholds()).toEqual([...crossedBefore, percent]);
  });

  test("keeps one crossing apart from every other by the labels of its notification group", async () => {
    await setBudget({ ...daily, budget: "each-agent", scope: "agent", scope_value: "*" });
    await insertCalls(ledger.admin, [
      { costUsd: 6, agent: "triage" },
      { costUsd: 6, agent: "review" },
    ]);
    const alerts = await fired();
    expect(alerts.map((alert) => alert.labels.scope_value).sort()).toEqual(["review", "triage"]);
    for (const alert of alerts) expect(Object.keys(alert.labels)).toEqual(CROSSING_LABELS);
  });

  test("tells which budget, which share, how much of how many dollars, and since when", async () => {
    await setBudget(daily);
    await spend(7.64);
    const alert = (await fired()).find((candidate) => candidate.labels.threshold === "75");
    if (alert === undefined) throw new Error("75 % did not fire");
    const { summary, description } = rule("BudgetThresholdCrossed").annotations;
    expect(renderAnnotation(summary, alert)).toBe("Budget everything passed 75 %");
    expect(renderAnnotation(description, alert)).toBe(`76.4 % of $10.00 is used. Period: day from ${today}.`);
  });

  test("names the agent and the tenant of a budget that has them", async () => {
    await setBudget({
      ...daily,
      budget: "acme agents",
      tenant: "acme",
      scope: "agent",
      scope_value: "*",
      period: "day",
    });
    await insertCalls(ledger.admin, [{ costUsd: 11, agent: "triage", tenant: "acme" }]);
    const alert = (await fired()).find((candidate) => candidate.labels.threshold === "100");
    if (alert === undefined) throw new Error("100 % did not fire");
    const { summary, description } = rule("BudgetThresholdCrossed").annotations;
    expect(renderAnnotation(summary, alert)).toBe("Budget acme agents (agent triage) passed 100 %");
    expect(renderAnnotation(description, alert)).toBe(
      `110.0 % of $10.00 is used. Period: day from ${today}. Tenant: acme.`,
    );
  });

  test("is critical from 100 % on, a warning before", () => {
    const severity = (threshold: string) =>
      renderAnnotation((rule("BudgetThresholdCrossed").labels.severity ?? "").replaceAll("$$", "$"), {
        labels: { threshold },
        values: {},
      });
    expect(["50", "90", "99.5", "100", "150"].map(severity)).toEqual([
      "warning",
      "warning",
      "warning",
      "critical",
      "critical",
    ]);
  });
});

describe("TelemetrySilent", () => {
  const evaluate = async () => {
    const [alert, ...others] = await readRule(ledger.reader, rule("TelemetrySilent"));
    expect(others).toEqual([]);
    if (alert === undefined) throw new Error("the view has no row");
    return alert;
  };
  const forgetAll = async () => {
    await forgetCalls(ledger.admin);
    await ledger.admin.command({ query: "TRUNCATE TABLE tollgate.otel_traces" });
  };
  /** Moves the newest telemetry into the past. */
  const lastSpan = async (minutesAgo: number) => {
    await forgetAll();
    await ledger.admin.command({
      query: `INSERT INTO tollgate.otel_traces (Timestamp, TraceId, SpanId, received_at) SETTINGS insert_allow_materialized_columns = 1
        SELECT now() - INTERVAL ${minutesAgo * 60} SECOND AS at, lower(hex(generateUUIDv4())), '0011223344556677', at`,
    });
  };

  test("is quiet before anything has ever arrived: a new installation is not an incident", async () => {
    await forgetAll();
    expect((await evaluate()).fires).toBe(false);
  });

  test.each([
    [SILENT_AFTER_MINUTES - 1, false],
    [SILENT_AFTER_MINUTES + 1, true],
    [SILENT_AFTER_MINUTES * 10, true],
  ])("%i minutes after the last span, firing is %s", async (minutes, fires) => {
    await lastSpan(minutes);
    expect((await evaluate()).fires).toBe(fires);
  });

  test("says for how long", async () => {
    await lastSpan(42);
    const { summary, description } = rule("TelemetrySilent").annotations;
    const alert = await evaluate();
    expect(renderAnnotation(summary, alert)).toBe("No telemetry arrives: spend and budgets are out of date");
    expect(renderAnnotation(description, alert)).toBe(
      "Nothing for 42 minutes: no app is running, or the way to the ledger is broken and calls go on uncounted.",
    );
  });
});

describe("LedgerUnreadable", () => {
  test("is quiet while the ledger answers, also when it is empty", async () => {
    const alerts = await readRule(ledger.reader, rule("LedgerUnreadable"));
    expect(alerts).toEqual([expect.objectContaining({ fires: false, labels: { source: "ledger" } })]);
  });

  test("is the one rule that an error fires; the others keep what they knew", async () => {
    expect(Object.fromEntries(generatedRules().map(({ title, execErrState }) => [title, execErrState]))).toEqual({
      BudgetThresholdCrossed: "KeepLast",
      TelemetrySilent: "KeepLast",
      LedgerUnreadable: "Alerting",
    });
    await ledger.admin.command({ query: "RENAME TABLE tollgate.pipeline_health TO tollgate.gone" });
    await expect(readRule(ledger.reader, rule("LedgerUnreadable"))).rejects.toThrow(/pipeline_health/);
    await ledger.admin.command({ query: "RENAME TABLE tollgate.gone TO tollgate.pipeline_health" });
  });

  // BudgetThresholdCrossed keeps what it knew when its query fails, so another rule has to tell.
  test.each(["alert_budget_threshold", "alert_budget_context"])("fires also when only %s fails", async (view) => {
    const failing = "SELECT throwIf(1, 'overflow') AS value, value AS limit_usd";
    await ledger.admin.command({ query: `RENAME TABLE tollgate.${view} TO tollgate.kept` });
    await ledger.admin.command({ query: `CREATE VIEW tollgate.${view} AS ${failing}` });
    await expect(readRule(ledger.reader, rule("LedgerUnreadable"))).rejects.toThrow(/overflow/);
    await ledger.admin.command({ query: `DROP VIEW tollgate.${view}` });
    await ledger.admin.command({ query: `RENAME TABLE tollgate.kept TO tollgate.${view}` });
    expect(await readRule(ledger.reader, rule("LedgerUnreadable"))).toEqual([
      expect.objectContaining({ fires: false }),
    ]);
  });

  test("says what it means for the other alerts", () => {
    expect(rule("LedgerUnreadable").annotations.summary).toBe(
      "Grafana cannot read the ledger or its budgets: other alerts may not fire",
    );
  });
});

test("a rule that an older Grafana shows for a failed query claims nothing about budgets or telemetry", () => {
  const nothing = { labels: {}, values: {} };
  const words = generatedRules().map((found) => renderAnnotation(found.annotations.summary, nothing));
  expect(words).toEqual([
    "Budgets cannot be read",
    "Telemetry cannot be checked",
    "Grafana cannot read the ledger or its budgets: other alerts may not fire",
  ]);
  for (const title of ["BudgetThresholdCrossed", "TelemetrySilent"])
    expect(renderAnnotation(rule(title).annotations.description, nothing)).toBe(
      "The query on the ledger failed: see LedgerUnreadable.",
    );
});

describe("every rule", () => {
  const runbook = readFileSync(new URL("../../alerting/runbook.md", import.meta.url), "utf8");
  const headings = [...runbook.matchAll(/^## (.*)$/gm)].map((match) => match[1]);

  test.each(generatedRules())("$title links to its heading of the runbook and to a panel that exists", (found) => {
    const position = Number(/viewPanel=(\d+)$/.exec(found.annotations.runbook_url)?.[1]);
    expect(headings[position - 1]).toBe(found.title);
    expect(generatedPanels().map((panel) => panel.id)).toContain(found.panelId);
  });

  test("has a heading, and every heading a rule", () => {
    expect(headings).toEqual(generatedRules().map((found) => found.title));
  });

  test("without a heading is refused with a sentence", () => {
    const texts = { uid: "x", sql: "SELECT 1", severity: "info", summary: "s", description: "d" };
    const spec = { ...texts, fires: { when: "gt", limit: 1 }, panel: { uid: SPEND_IDS.uid, id: 1 } } as const;
    expect(() => alertRule("Unheard", spec)).toThrow('alerting/runbook.md has no heading "## Unheard"');
    expect(() => alertRule("Unheard", { ...spec, summary: " " })).toThrow(
      'Cannot build alert rule "Unheard": "summary" is empty',
    );
  });
});
