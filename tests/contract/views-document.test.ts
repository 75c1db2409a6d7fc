import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fillDocument } from "../../docs/fill-document.ts";
import { renderAnswer } from "../../docs/render-answer.ts";
import { VIEW_QUESTIONS } from "../../docs/view-questions.ts";
import { queryRows } from "./query-rows.ts";
import { seedViewsLedger } from "./seed-views-ledger.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

const path = new URL("../../docs/views.md", import.meta.url);

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
  const [ids] = await queryRows(
    ledger.admin,
    `WITH toDateTime64('2026-10-01 00:00:00', 3, 'UTC') AS at
     SELECT tollgate_price('openai', 'gpt-4o', '', at).price_id AS gpt, tollgate_price('anthropic', 'claude-sonnet-4-5', '', at).price_id AS sonnet`,
  );
  await seedViewsLedger(ledger.admin, { gpt: ids?.gpt ?? "", sonnet: ids?.sonnet ?? "" });
});
afterAll(() => ledger.stop());

test("docs/views.md has the answers that the views give: TOLLGATE_VIEWS=write writes them", async () => {
  const sections: string[] = [];
  for (const question of VIEW_QUESTIONS) {
    const rows = await queryRows(ledger.reader, question.query);
    expect([question.view, rows.length > 0]).toEqual([question.view, true]);
    expect(question.query).toContain(`tollgate.${question.view}(`);
    sections.push(renderAnswer(question, rows));
  }
  const before = readFileSync(path, "utf8");
  const after = fillDocument(before, { answers: sections.join("\n") });
  if (process.env.TOLLGATE_VIEWS === "write") writeFileSync(path, after);
  else expect(before).toBe(after);
});
