import { afterAll, beforeAll, expect, test } from "vitest";
import { POST_SQL } from "../../cli/prices/reprice/corrections-sql.ts";
import { beginRun } from "../../cli/prices/reprice/record-run.ts";
import { UNDO_SQL } from "../../cli/prices/reprice/undo-sql.ts";
import { connectClickHouse } from "../../clickhouse/connect-clickhouse.ts";
import { RepricedStack } from "./repriced-stack.ts";

// A run and its undo that were killed between two of their statements: begun, some entries posted, nothing after it.

const acme = new RepricedStack();
const { name } = acme;
const client = connectClickHouse(acme.url);
const [run, undo] = [`${name}-run`, `${name}-undo`];
const scope = { from: acme.day(-60), to: acme.day(2), tenant: name };
/** Two days ago and now: the undo is killed between these. */
const early = Date.now() - 2 * 86_400_000;

// Of 1,000 tokens in and 100 out at $2 and $10 a million $0.003, at $3 and $10 $0.004.
const PRICES = `
models:
  - { provider: PROVIDER, model: fresh, usd_per_million_tokens: { input: 2.00, output: 10.00 } }
  - { provider: PROVIDER, model: up, usd_per_million_tokens: { input: 3.00, output: 10.00 } }
`;

beforeAll(async () => {
  await acme.send(name, [acme.call("up", 0.003, {}, early), acme.call("up", 0.003), acme.call("fresh", undefined)]);
  await acme.landed(name, 3);
  await acme.load(PRICES);
});
afterAll(async () => {
  await client.close();
  await acme.stop();
});

/** Begins a run, posts what `query` does of days before `to`, and goes no further. */
async function killHalfWay(
  begun: { runId: string; mode: "apply" | "undo"; undoes?: string },
  query: string,
  params: { to: string; [name: string]: unknown },
): Promise<void> {
  const total = {
    ...{ calls: 0, billed: 0n, before: 0n, delta: 0n },
    ...{ correctedCalls: 0, newlyPricedCalls: 0, unpricedCalls: 0, unknownCalls: 0 },
  };
  await beginRun(client, { ...begun, scope, book: "book", total });
  const { to, ...rest } = params;
  const chunk = { chunk_from: `${scope.from} 00:00:00`, chunk_to: `${to} 00:00:00` };
  await client.command({ query, query_params: { run: begun.runId, ...rest, ...chunk } });
}

test("a run that was killed half way is finished under its id", async () => {
  await killHalfWay({ runId: run, mode: "apply" }, POST_SQL, {
    ...{ to: scope.to, provider: "", models: ["up"], tenant: name },
  });
  expect(await acme.spend(name)).toEqual({ calls: 3, unpriced: 1, billed: "0.006", corrected: "0.008" });
  expect(await acme.tollgate("prices", "runs")).toMatch(new RegExp(`${run} .*not finished`));
  expect(await acme.reprice(name, "--apply", "--run", run)).toMatchObject({
    ...{ state: "posted", run: { state: "done", correctedCalls: 3 } },
  });
  expect(await acme.spend(name)).toEqual({ calls: 3, unpriced: 0, billed: "0.006", corrected: "0.011" });
});

test("an undo that was killed half way is finished by the next one, under the id of the first", async () => {
  await killHalfWay({ runId: undo, mode: "undo", undoes: run }, UNDO_SQL, { to: acme.day(-1), undone: run });
  // One of the three is taken back.
  expect(await acme.spend(name)).toEqual({ calls: 3, unpriced: 0, billed: "0.006", corrected: "0.01" });
  expect(await acme.tollgate("prices", "runs")).toMatch(new RegExp(`${undo} .*not finished`));
  expect(await acme.undo(run, "--apply")).toMatchObject({
    ...{ state: "posted", run: { runId: undo, state: "done", correctedCalls: 3 } },
  });
  expect(await acme.spend(name)).toEqual({ calls: 3, unpriced: 1, billed: "0.006", corrected: "0.006" });
  await expect(acme.undo(run, "--apply")).rejects.toThrow(`Cannot undo run "${run}": run "${undo}" has done so`);
});
