import { afterAll, beforeAll, expect, test } from "vitest";
import { queryRows } from "./query-rows.ts";
import { rollUp } from "./roll-up.ts";
import { ourSpan, utc } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

test("a correction whose call was taken back counts for crossings as it does for what is used", async () => {
  const { admin, reader } = ledger;
  const [early, late] = ["2026-11-09T10:05:00.000Z", "2026-11-10T12:01:00.000Z"];
  await admin.insert({
    table: "tollgate.budgets",
    values: [{ budget: "b", scope: "total", period: "total", limit_usd: 1, thresholds: [40, 50, 80] }],
    format: "JSONEachRow",
  });
  await admin.insert({
    table: "tollgate.otel_traces",
    values: [ourSpan(late, 300_000_000_000n)],
    format: "JSONEachRow",
  });
  // $0.40 the day before, in a quarter of an hour that has no call.
  await admin.command({
    query: `INSERT INTO tollgate.llm_calls SELECT * REPLACE('correction' AS kind, cityHash64(call_id, 'run') AS call_id, 0.4 AS cost, 0 AS input_tokens, 0 AS output_tokens,
      'run' AS run_id, 1 AS corrects, toDateTime64('${utc(early)}', 3, 'UTC') AS ts, toStartOfHour(toDateTime(ts, 'UTC')) AS hour)
      FROM tollgate.llm_calls`,
  });
  for (const isRolled of [false, true]) {
    if (isRolled) await rollUp(admin);
    expect(await queryRows(reader, "SELECT spent_usd FROM tollgate.budget_used")).toEqual([{ spent_usd: "0.7" }]);
    expect([
      isRolled,
      await queryRows(reader, "SELECT threshold, crossed_at, spent_usd FROM tollgate.budget_crossings"),
    ]).toEqual([
      isRolled,
      [
        { threshold: "40", crossed_at: utc(early), spent_usd: "0.4" },
        { threshold: "50", crossed_at: utc(late), spent_usd: "0.7" },
      ],
    ]);
  }
});
