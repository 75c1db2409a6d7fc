import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { queryRows } from "./query-rows.ts";
import { rollUp } from "./roll-up.ts";
import { ourSpan, utc } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

// 324_hours_rolled.sql: which rollups have caught up with an hour. What it says of an hour decides where the views read that hour.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

const ROLLUPS = ["spend_values", "spend_hourly", "spend_scopes", "spend_usage", "call_stats", "session_sums"];
const command = (query: string) => ledger.admin.command({ query });
const deliver = (at: string) =>
  ledger.admin.insert({ table: "tollgate.otel_traces", values: [ourSpan(at, 1e12)], format: "JSONEachRow" });

/** The rollups that are said to have an hour. */
async function caughtUp(hour: string): Promise<string[]> {
  const [row] = await queryRows(
    ledger.admin,
    `SELECT ${ROLLUPS.map((rollup) => `in_${rollup}`).join(", ")} FROM tollgate.touched_hours FINAL WHERE hour = '${hour}'`,
  );
  return ROLLUPS.filter((rollup) => Number(row?.[`in_${rollup}`]) === 1);
}
const notRolled = async () =>
  (await queryRows(ledger.admin, "SELECT hour FROM tollgate.hours_not_rolled ORDER BY hour")).map(({ hour }) => hour);

test("an hour is said to be rolled from when all rollups have it until it is touched again, merged or not", async () => {
  const hour = "2026-10-01 10:00:00";
  await deliver("2026-10-01T10:15:00Z");
  expect(await caughtUp(hour)).toEqual([]);
  await rollUp(ledger.admin);
  expect(await caughtUp(hour)).toEqual(ROLLUPS);
  await command("OPTIMIZE TABLE tollgate.touched_hours FINAL");
  expect(await caughtUp(hour)).toEqual(ROLLUPS);
  await deliver("2026-10-01T10:45:00Z");
  expect([await caughtUp(hour), await notRolled()]).toEqual([[], [hour]]);
  await rollUp(ledger.admin);
  expect([await caughtUp(hour), await notRolled()]).toEqual([ROLLUPS, []]);
  // Touched within the very millisecond that the row with the flags is about.
  await command(
    "INSERT INTO tollgate.touched_hours (hour, touched_at) SELECT hour, max(touched_at) FROM tollgate.touched_hours GROUP BY hour",
  );
  expect(await caughtUp(hour)).toEqual([]);
  await command("OPTIMIZE TABLE tollgate.touched_hours FINAL");
  expect([await caughtUp(hour), await notRolled()]).toEqual([[], [hour]]);
});

test("a rollup that lags behind the others is told apart from them, and no row is written while nothing changes", async () => {
  await rollUp(ledger.admin);
  const hour = "2026-10-02 10:00:00";
  for (const rollup of [...ROLLUPS, "touched_hours"]) await command(`SYSTEM STOP VIEW tollgate.${rollup}_refresh`);
  await deliver("2026-10-02T10:15:00Z");
  await command(`ALTER TABLE tollgate.touched_hours DELETE WHERE hour = '${hour}' SETTINGS mutations_sync = 2`);
  await ledger.admin.insert({
    table: "tollgate.touched_hours",
    values: [{ hour, touched_at: utc(Date.now() - 60_000) }],
    format: "JSONEachRow",
  });
  const refresh = async (rollup: string) => {
    for (const what of ["START", "REFRESH", "WAIT", "STOP"])
      await command(`SYSTEM ${what} VIEW tollgate.${rollup}_refresh`);
  };
  const rows = async () => (await queryRows(ledger.admin, "SELECT count() AS n FROM tollgate.touched_hours"))[0]?.n;

  await refresh("spend_values");
  // The rollup has it, and nobody has said so yet: the views read the ledger.
  expect(await caughtUp(hour)).toEqual([]);
  await refresh("touched_hours");
  expect([await caughtUp(hour), await notRolled()]).toEqual([["spend_values"], [hour]]);
  await command("OPTIMIZE TABLE tollgate.touched_hours FINAL");
  const before = await rows();
  await refresh("touched_hours");
  expect(await rows()).toBe(before);
  for (const rollup of ROLLUPS) await refresh(rollup);
  await refresh("touched_hours");
  expect([await caughtUp(hour), await notRolled()]).toEqual([ROLLUPS, []]);
  for (const rollup of [...ROLLUPS, "touched_hours"]) await command(`SYSTEM START VIEW tollgate.${rollup}_refresh`);
});
