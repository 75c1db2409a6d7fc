import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { findLateUsers } from "../../cli/erase/find-late-users.ts";
import { planErasure } from "../../cli/erase/plan-erasure.ts";
import { userHash } from "../../cli/erase/prepare-erasure.ts";
import { ADA } from "./ada.ts";
import { LedgerWithAda } from "./ledger-with-ada.ts";
import { rollUp } from "./roll-up.ts";
import { userCall } from "./user-call.ts";

// An erasure is some fifty statements, and each look at the totals twenty more.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

let acme: LedgerWithAda;
beforeAll(async () => {
  acme = await LedgerWithAda.start();
});
afterAll(() => acme.ledger.stop());
beforeEach(() => acme.fill());

test("a dry run says what would change, and changes nothing", async () => {
  const before = await acme.totals();
  const plan = await planErasure(acme.admin, acme.request);
  expect(plan.tenants).toMatchObject([{ tenant: "acme", calls: 3, costUsd: "0.875" }]);
  expect(plan.rows).toMatchObject({ call_labels: 2, call_events: 2, otel_metrics_sum: 1, budgets: 1 });
  expect(plan.budgets).toEqual(["hers"]);
  expect(await acme.totals()).toEqual(before);
  expect(await acme.read("SELECT count() AS rows FROM tollgate.erasing")).toEqual([{ rows: "0" }]);
  expect(await acme.read("SELECT count() AS rows FROM tollgate.erasures")).toEqual([{ rows: "0" }]);
});

describe("erasing", () => {
  test("leaves nothing of the user in any table, and every total as it was", async () => {
    const before = await acme.totals();
    expect(await acme.users()).toMatchObject([
      { tenant: "acme", value: "", calls: "1", cost_usd: "1" },
      // 0.25 + 0.50 + 0.125
      { tenant: "acme", value: ADA.user, calls: "3", cost_usd: "0.875" },
      { tenant: "acme", value: "bob", calls: "1", cost_usd: "2" },
      { tenant: "of-beta", value: ADA.user, calls: "1", cost_usd: "4" },
    ]);
    expect(await acme.tablesWithHer()).toEqual(
      expect.arrayContaining([
        ...["budgets", "call_events", "call_labels", "llm_calls", "otel_metrics_sum", "otel_traces"],
        ...["spend_scopes", "spend_values", "spend_values by_month"],
      ]),
    );

    const { remaining, changed } = await acme.erase();

    expect(remaining).toBe(0);
    expect(changed).toMatchObject({ call_labels: 2, call_events: 2 });
    expect(await acme.tablesWithHer()).toEqual([]);
    expect(await acme.totals()).toEqual(before);
    const erased = [
      { tenant: "acme", value: "", calls: "1", cost_usd: "1" },
      { tenant: "acme", value: "(erased)", calls: "3", cost_usd: "0.875" },
      { tenant: "acme", value: "bob", calls: "1", cost_usd: "2" },
      { tenant: "of-beta", value: ADA.user, calls: "1", cost_usd: "4" },
    ];
    expect(await acme.users()).toMatchObject(erased);
    await rollUp(acme.admin);
    expect(await acme.users()).toMatchObject(erased);
    expect(await acme.totals()).toEqual(before);
    expect(await acme.tablesWithHer()).toEqual([]);
  });

  test("again changes nothing, and is audited without the id", async () => {
    await acme.erase();
    const before = await acme.totals();
    const again = await acme.erase({ patienceMs: 1_000 });
    expect(again).toMatchObject({ remaining: 0, changed: {} });
    expect(await acme.totals()).toEqual(before);
    const audit = await acme.read("SELECT * FROM tollgate.erasures FINAL ORDER BY started_at");
    expect(audit).toMatchObject([
      { status: "done", tenants: "['acme']", calls: "3", cost_usd: "0.875", requested_by: "test" },
      { status: "done", tenants: "['acme']", calls: "0", cost_usd: "0" },
    ]);
    expect(audit[0]?.user_hash).toBe(userHash(audit[0]?.salt ?? "", ADA.user));
    expect(await acme.read("SELECT count() AS rows FROM tollgate.erasing")).toEqual([{ rows: "0" }]);
    expect(
      await acme.read("SELECT count() AS n FROM system.mutations WHERE position(command, 'ada-7f31') > 0"),
    ).toEqual([{ n: "0" }]);
    expect(
      await acme.read(
        "SELECT tenant, scope_value, deleted FROM tollgate.budgets WHERE budget = 'hers' ORDER BY recorded_at",
      ),
    ).toEqual([
      { tenant: "acme", scope_value: "(erased)", deleted: "false" },
      { tenant: "acme", scope_value: "(erased)", deleted: "true" },
    ]);
  });

  test("takes the user out of rollups whose ledger has expired, with their sums kept", async () => {
    const old = "2021-03-01 05:00:00";
    const quarter = { scope: "user", hour: old, quarter: old, tenant: "acme" };
    await acme.insert("spend_scopes", [
      { ...quarter, value: ADA.user, calls: 5, usd: "1.000000000001" },
      { ...quarter, value: "bob", calls: 7, usd: "2" },
    ]);
    const day = { dimension: "user", grain: "day", start: "2021-03-01 00:00:00", tenant: "acme" };
    await acme.insert("spend_values", [
      { ...day, value: ADA.user, calls: 5, cost_usd: "1.000000000001", billed_usd: "0.5" },
    ]);
    await acme.erase();
    expect(await acme.tablesWithHer()).toEqual([]);
    expect(
      await acme.read(
        `SELECT value, sum(calls) AS calls, sum(usd) AS usd FROM tollgate.spend_scopes WHERE hour = '${old}' GROUP BY value ORDER BY value`,
      ),
    ).toEqual([
      { value: "(erased)", calls: "5", usd: "1.000000000001" },
      { value: "bob", calls: "7", usd: "2" },
    ]);
    expect(
      await acme.read(
        "SELECT value, sum(calls) AS calls, sum(cost_usd) AS usd, sum(billed_usd) AS billed FROM tollgate.spend_values WHERE start = '2021-03-01 00:00:00' GROUP BY value",
      ),
    ).toEqual([{ value: "(erased)", calls: "5", usd: "1.000000000001", billed: "0.5" }]);
  });
});

test("a span that is delivered again after its user was erased is found by the hash, and goes too; what the user does later stays", async () => {
  await acme.erase();
  expect(await findLateUsers(acme.admin)).toEqual([]);

  await acme.insert("otel_traces", acme.spans);
  await acme.insert("otel_traces", [userCall({ at: Date.now() + 60_000, user: ADA.user, picoUsd: 3_000_000_000_000 })]);
  await rollUp(acme.admin);
  const late = await findLateUsers(acme.admin);
  expect(late).toMatchObject([{ user: ADA.user, tenant: "acme" }]);
  await acme.erase({}, { before: late[0]?.before });

  expect(await findLateUsers(acme.admin)).toEqual([]);
  const [, ...rest] = await acme.users();
  expect(rest).toMatchObject([
    { tenant: "acme", value: "(erased)", calls: "3", cost_usd: "0.875" },
    { tenant: "acme", value: ADA.user, calls: "1", cost_usd: "3" },
    { tenant: "acme", value: "bob", calls: "1", cost_usd: "2" },
    { tenant: "of-beta", value: ADA.user, calls: "1", cost_usd: "4" },
  ]);
});
