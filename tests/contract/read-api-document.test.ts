import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readReport } from "../../cli/report/read-report.ts";
import { renderReport } from "../../cli/report/render-report.ts";
import { reportFiles } from "../../cli/report/report-files.ts";
import { fillDocument } from "../../docs/fill-document.ts";
import { API_QUESTIONS, renderApiAnswer, renderApiParameters } from "../../docs/render-api.ts";
import { seedViewsLedger } from "./seed-views-ledger.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

// A report is some twenty queries, each of which a busy machine takes seconds to plan.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
  await seedViewsLedger(ledger.admin);
  const budget = { scope: "total", limit_usd: "50", thresholds: [50, 75, 100], valid_from: "2026-09-01 00:00:00" };
  const budgets = [
    { ...budget, budget: "company", period: "month" },
    { ...budget, budget: "pilot", period: "total", scope: "agent", scope_value: "writer", limit_usd: "80" },
  ];
  await ledger.admin.insert({ table: "tollgate.budgets", values: budgets, format: "JSONEachRow" });
});
afterAll(() => ledger.stop());

/** TOLLGATE_VIEWS=write writes it, as for docs/views.md. */
function compare(name: string, parts: Record<string, string>): void {
  const path = new URL(`../../docs/${name}`, import.meta.url);
  const before = readFileSync(path, "utf8");
  const after = fillDocument(before, parts);
  if (process.env.TOLLGATE_VIEWS === "write") writeFileSync(path, after);
  else expect(before).toBe(after);
}

test("docs/api.md has the answers that the paths give: TOLLGATE_VIEWS=write writes them", async () => {
  const sections: string[] = [];
  // A budget of a month would have another answer each month.
  await ledger.admin.command({ query: "CREATE TABLE tollgate.kept AS tollgate.budgets" });
  for (const sql of [
    "INSERT INTO tollgate.kept SELECT * FROM tollgate.budgets",
    "ALTER TABLE tollgate.budgets DELETE WHERE period = 'month' SETTINGS mutations_sync = 2",
  ])
    await ledger.admin.command({ query: sql });
  for (const question of API_QUESTIONS) {
    const answer = await fetch(`http://127.0.0.1:${ledger.port}${question.request}`, {
      headers: { "x-clickhouse-user": "reader", "x-clickhouse-key": ledger.passwords.reader },
    });
    const text = await answer.text();
    expect([question.request, answer.status, text.split("\n").length > 2]).toEqual([question.request, 200, true]);
    sections.push(renderApiAnswer(question, text));
  }
  await ledger.admin.command({
    query: "INSERT INTO tollgate.budgets SELECT * FROM tollgate.kept WHERE period = 'month'",
  });
  compare("api.md", { parameters: renderApiParameters(), endpoints: sections.join("\n") });
});

test("docs/reports.md has the report that the ledger gives", async () => {
  const data = await readReport(ledger.reader, { month: "2026-10", timezone: "UTC" });
  const text = renderReport(data, {
    ...{ top: 20, version: "0.1.0", madeAt: new Date("2026-11-02T08:00:00Z") },
    ...{
      command: "tollgate report --month 2026-10 --timezone UTC",
      files: [...reportFiles(data, "report-2026-10").keys()],
    },
  });
  compare("reports.md", { report: `\`\`\`\`markdown\n${text.trimEnd()}\n\`\`\`\`\n` });
});
