import { afterAll, beforeAll, expect, test } from "vitest";
import { GenAi, Tollgate } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { acmeCall, RepricedLedger } from "./repriced-ledger.ts";
import { rollUp } from "./roll-up.ts";

// Of 1,000 tokens in and 100 out: 2 and 10 make 3,000 picodollars.
const PRICE = { input: 2, output: 10 };

let acme: RepricedLedger;
beforeAll(async () => {
  acme = await RepricedLedger.start();
  await acme.load({ known: PRICE, fresh: PRICE });
  const budget = { budget: "all", scope: "customer", scope_value: "globex", period: "total", limit_usd: "1" };
  await acme.ledger.admin.insert({ table: "tollgate.budgets", values: [budget], format: "JSONEachRow" });
  const by = (agent: string) => ({ attributes: { [GenAi.agentName]: agent, [Tollgate.customer]: "globex" } });
  await acme.send(
    acmeCall("known", 5_000, by("writer")),
    acmeCall("fresh", undefined, by("writer")),
    acmeCall("fresh", undefined, { at: "2026-10-11T23:59:59.999Z", ...by("reader") }),
    acmeCall("known", 3_000, { at: "2026-10-12T00:00:00Z", ...by("reader") }),
  );
});
afterAll(() => acme.ledger.stop());

const PERIOD = "from = toDateTime('2026-10-01 00:00:00', 'UTC'), to = toDateTime('2026-11-01 00:00:00', 'UTC')";

/** Calls, as corrected, as billed, still without a price: by what a view of spend, a rollup or the ledger says. */
async function sums(): Promise<Record<string, unknown>> {
  const { reader } = acme.ledger;
  const measures =
    "toString(sum(calls)) AS calls, toString(sum(cost_usd)) AS corrected, toString(sum(billed_usd)) AS billed, toString(sum(unpriced_calls)) AS unpriced";
  const totals = async (from: string) => (await queryRows(reader, `SELECT ${measures} FROM ${from}`))[0];
  const byHour = await totals("tollgate.spend_by_hour WHERE hour >= '2026-10-01'");
  const agents = await queryRows(
    reader,
    `SELECT value, ${measures} FROM tollgate.spend_by_value(dimension = 'agent', ${PERIOD}) GROUP BY value ORDER BY value`,
  );
  const entries = await totals("tollgate.ledger_entries WHERE hour >= '2026-10-01'");
  const [budget] = await queryRows(reader, "SELECT toString(spent_usd) AS usd FROM tollgate.budget_used");
  expect([byHour, budget?.usd]).toEqual([entries, entries?.corrected]);
  return { total: entries, agents };
}

const line = (calls: string, corrected: string, billed: string, unpriced: string) => ({
  ...{ calls, corrected, billed, unpriced },
});

test("rollups, views of spend and budgets sum as corrected and as billed: at once, rolled up, and after it is taken back", async () => {
  const before = {
    total: line("4", "0.000000008", "0.000000008", "2"),
    agents: [
      { value: "reader", ...line("2", "0.000000003", "0.000000003", "1") },
      { value: "writer", ...line("2", "0.000000005", "0.000000005", "1") },
    ],
  };
  await rollUp(acme.ledger.admin);
  expect(await sums()).toEqual(before);
  await acme.reprice({}, { runId: "r1" });
  // writer: 3,000 − 5,000 and 3,000 for the call without a price; reader: 3,000.
  const after = {
    total: line("4", "0.000000012", "0.000000008", "0"),
    agents: [
      { value: "reader", ...line("2", "0.000000006", "0.000000003", "0") },
      { value: "writer", ...line("2", "0.000000006", "0.000000005", "0") },
    ],
  };
  expect(await sums()).toEqual(after);
  await rollUp(acme.ledger.admin);
  expect(await sums()).toEqual(after);
  await acme.undo("r1");
  expect(await sums()).toEqual(before);
  await rollUp(acme.ledger.admin);
  expect(await sums()).toEqual(before);
}, 300_000);
