import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectClickHouse } from "../../clickhouse/connect-clickhouse.ts";
import { RepricedStack } from "./repriced-stack.ts";
import { select } from "./stack-client.ts";

// The ledger keeps counts of audio, images and searches since 201_call_quantities.sql: of a call that came before an installation had that file, nobody
// knows whether it had any. Here the moment of that upgrade lies between two calls which are alike.

const FILE = "201_call_quantities.sql";
const acme = new RepricedStack();
const { name, stack } = acme;
const client = connectClickHouse(acme.url);
const MIGRATION = `SELECT file, checksum, toString(applied_at) AS applied_at FROM tollgate.schema_migrations WHERE file = '${FILE}'`;
let migration: { file: string; checksum: string; applied_at: string } | undefined;

// Audio costs more than text, so what a call had of it changes what it costs. 1,000 in and 100 out of text are $0.003.
const PRICES = `
models:
  - { provider: PROVIDER, model: audio, usd_per_million_tokens: { input: 2.00, output: 10.00, input_audio: 50.00 } }
  - { provider: PROVIDER, model: text, usd_per_million_tokens: { input: 2.00, output: 10.00 } }
`;

async function upgradedAt(appliedAt: string): Promise<void> {
  await client.command({ query: `DELETE FROM tollgate.schema_migrations WHERE file = '${FILE}'` });
  await client.insert({
    ...{ table: "tollgate.schema_migrations", format: "JSONEachRow" },
    values: [{ ...migration, applied_at: appliedAt }],
  });
}

beforeAll(async () => {
  [migration] = await select<NonNullable<typeof migration>>(stack, MIGRATION);
  if (migration === undefined) throw new Error(`The stack was migrated without ${FILE}`);
  await acme.send(name, [acme.call("audio", undefined), acme.call("text", undefined)]);
  await acme.landed(name, 2);
  // Both times are compared by the second.
  await sleep(1_000);
  const [now] = await select<{ time: string }>(stack, "SELECT toString(toStartOfSecond(now64(3, 'UTC'))) AS time");
  await upgradedAt(now?.time ?? "");
  await acme.send(name, [acme.call("audio", undefined)]);
  await acme.landed(name, 3);
  await acme.load(PRICES);
});
afterAll(async () => {
  if (migration !== undefined) await upgradedAt(migration.applied_at);
  await client.close();
  await acme.stop();
});

test("a call from before counts were kept is left alone by a price that has some for them, counted, and the next run finds it again", async () => {
  expect(await acme.reprice(name, "--dry-run")).toMatchObject({
    total: { calls: 3, correctedCalls: 2, newlyPricedCalls: 2, unknownCalls: 1, unpricedCalls: 1 },
  });
  await acme.reprice(name, "--apply");
  expect(await acme.spend(name)).toEqual({ calls: 3, unpriced: 1, billed: "0", corrected: "0.006" });
  const models = `SELECT model, toUInt32(count()) AS calls FROM tollgate.corrected_calls(from = now('UTC') - INTERVAL 1 DAY, to = now('UTC') + INTERVAL 1 DAY) WHERE tenant = '${name}' GROUP BY model ORDER BY model`;
  expect(await select(stack, models)).toEqual([
    { model: "audio", calls: 1 },
    { model: "text", calls: 1 },
  ]);
  expect(await acme.reprice(name, "--dry-run")).toMatchObject({
    total: { correctedCalls: 0, unknownCalls: 1 },
  });
});
