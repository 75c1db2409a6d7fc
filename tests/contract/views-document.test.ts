import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { fillDocument } from "../../docs/fill-document.ts";
import { renderAnswer } from "../../docs/render-answer.ts";
import { VIEW_GROUPS } from "../../docs/view-questions.ts";
import { queryRows } from "./query-rows.ts";
import { grantsOf } from "./role-engine.ts";
import { rollUp } from "./roll-up.ts";
import { seedViewsLedger } from "./seed-views-ledger.ts";
import { seedViewsToday } from "./seed-views-today.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

// Some seventy queries, each of which a busy machine takes up to a second to plan.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const DAY_MS = 86_400_000;
const path = new URL("../../docs/views.md", import.meta.url);

let ledger: Ledger;
beforeAll(async () => {
  // What is seeded as today's must be it still when the views that read the clock are asked.
  const toMidnight = DAY_MS - (Date.now() % DAY_MS);
  if (toMidnight < 180_000) await sleep(toMidnight);
  ledger = await startLedger();
  await seedViewsLedger(ledger.admin);
  await seedViewsToday(ledger.admin);
  const month = { period: "month", thresholds: [50, 75, 100], valid_from: "2026-09-01 00:00:00" };
  const budgets = [
    { ...month, budget: "company", scope: "total", limit_usd: "50" },
    { ...month, budget: "each agent", scope: "agent", scope_value: "*", limit_usd: "25", action: "warn" },
    { ...month, budget: "pilot", scope: "agent", scope_value: "writer", limit_usd: "80", period: "total" },
  ];
  await ledger.admin.insert({ table: "tollgate.budgets", values: budgets, format: "JSONEachRow" });
  await rollUp(ledger.admin);
  for (const what of ["REFRESH", "WAIT"])
    await ledger.admin.command({ query: `SYSTEM ${what} VIEW tollgate.rollup_drift_refresh` });
});
afterAll(() => ledger.stop());

test("docs/views.md has the answers that the views give: TOLLGATE_VIEWS=write writes them", async () => {
  const sections: string[] = [];
  for (const { title, about, questions } of VIEW_GROUPS) {
    sections.push(`## ${title}\n\n${about}\n`);
    for (const question of questions) {
      const rows = await queryRows(ledger.reader, question.query);
      expect([question.view, rows.length > 0]).toEqual([question.view, true]);
      expect(question.query).toMatch(new RegExp(`\\btollgate\\.${question.view}\\b`));
      sections.push(renderAnswer(question, rows));
    }
  }
  const before = readFileSync(path, "utf8");
  const after = fillDocument(before, { answers: sections.join("\n") });
  if (process.env.TOLLGATE_VIEWS === "write") writeFileSync(path, after);
  else expect(before).toBe(after);
});

test("every view that a reader may ask has its question", () => {
  const granted = grantsOf("reader").flatMap((grant) => /^GRANT SELECT ON tollgate\.(\w+)$/.exec(grant)?.[1] ?? []);
  const asked = VIEW_GROUPS.flatMap(({ questions }) => questions.map(({ view }) => view));
  expect(granted.length).toBeGreaterThan(60);
  expect(asked.toSorted()).toEqual(granted.toSorted());
});
