import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GenAi, Tollgate } from "../../instrumentation/conventions.ts";
import type { TestSpan } from "./otlp-spans.ts";
import { RepricedStack } from "./repriced-stack.ts";
import { select } from "./stack-client.ts";

// What comes after a run: calls that are late, calls seen again, better counts, our own span of a call that another had reported, another price, another run.

const hex = (bytes: number) => randomBytes(bytes).toString("hex");
const acme = new RepricedStack();
const { name, stack } = acme;
const tenant = { late: `${name}-late`, again: `${name}-again`, stacked: `${name}-stacked` };

// Of 1,000 tokens in and 100 out at $2 and $10 a million $0.003, at $3 and $10 $0.004, at $5 and $10 $0.006.
const prices = (up: string) => `
models:
  - { provider: PROVIDER, model: fresh, usd_per_million_tokens: { input: 2.00, output: 10.00 } }
  - { provider: PROVIDER, model: up, usd_per_million_tokens: { input: ${up}, output: 10.00 } }
discounts:
  - { name: agreement-of-${name}, provider: openai, model: gpt-4.1, percent: 50 }
`;
const line = (calls: number, unpriced: number, billed: string, corrected: string) => ({
  ...{ calls, unpriced, billed, corrected },
});

/** A call that is known by its response, as openai's are; 1,000 × $1 + 100 × $4 a million are $0.0014 by the agreement, $0.0028 by the list. */
const openai = (id: string, more: TestSpan["attributes"] = {}) => ({
  ...{ [GenAi.provider]: "openai", [GenAi.responseId]: id, ...more },
});
const ids = { replayed: `chatcmpl-${hex(14)}`, better: `chatcmpl-${hex(14)}`, seen: `chatcmpl-${hex(14)}` };
/** In the middle of an hour: what two report of one call then stands in one. */
const at = (Math.floor(Date.now() / 3_600_000) - 30) * 3_600_000 + 1_800_000;
const replayed = acme.call("gpt-4.1", 0.0028, openai(ids.replayed), at);
const interrupted = { [Tollgate.costStatus]: "estimated", [Tollgate.usageSource]: "interrupted" };
const foreign: TestSpan = {
  ...{ spanId: hex(8), traceId: hex(16), name: "chat gpt-4.1", startMs: at },
  attributes: {
    ...{ "gen_ai.operation.name": "chat", "gen_ai.system": "openai", "gen_ai.request.model": "gpt-4.1" },
    ...{ "gen_ai.response.id": ids.seen, "gen_ai.usage.input_tokens": 1000, "gen_ai.usage.output_tokens": 100 },
  },
};

beforeAll(async () => {
  await acme.send(tenant.again, [foreign], "opentelemetry.instrumentation.openai_v2");
  await acme.send(tenant.again, [
    replayed,
    acme.call("gpt-4.1", 0.0028, openai(ids.better, { ...interrupted, [GenAi.agentName]: "early" }), at),
  ]);
  await acme.send(tenant.late, [acme.call("fresh", undefined)]);
  await acme.send(tenant.stacked, [acme.call("up", 0.003), acme.call("fresh", undefined)]);
  await acme.landed(tenant.again, 3);
  await acme.landed(tenant.stacked, 2);
  await acme.load(prices("3.00"));
});
afterAll(() => acme.stop());

test("a call that arrives after a run is left to the next one, not to the same again", async () => {
  const run = ["--apply", "--run", `${name}-late`];
  expect(await acme.reprice(tenant.late, ...run)).toMatchObject({ run: { correctedCalls: 1 } });
  await acme.send(tenant.late, [acme.call("fresh", undefined, {}, Date.now() - 86_400_000)]);
  await acme.landed(tenant.late, 2);
  expect(await acme.reprice(tenant.late, ...run)).toMatchObject({ state: "known" });
  expect(await acme.spend(tenant.late)).toEqual(line(2, 1, "0", "0.003"));
  expect(await acme.reprice(tenant.late, "--apply")).toMatchObject({ run: { correctedCalls: 1, newlyPricedCalls: 1 } });
  expect(await acme.spend(tenant.late)).toEqual(line(2, 0, "0", "0.006"));
});

test("a corrected call that is seen again counts once; one whose row is replaced is corrected anew", async () => {
  expect(await acme.spend(tenant.again)).toEqual(line(3, 0, "0.0084", "0.0084"));
  expect(await acme.reprice(tenant.again, "--apply")).toMatchObject({ run: { correctedCalls: 3 } });
  expect(await acme.spend(tenant.again)).toEqual(line(3, 0, "0.0084", "0.0042"));

  // The same span twice more, alone and with another beside it.
  const beside = acme.call("fresh", 0.003);
  await acme.send(tenant.again, [replayed]);
  await acme.send(tenant.again, [beside, replayed]);
  await acme.landed(tenant.again, 4);
  expect(await acme.spend(tenant.again)).toEqual(line(4, 0, "0.0114", "0.0072"));
  expect(await acme.reprice(tenant.again, "--apply")).toMatchObject({ state: "nothing" });

  // The provider's counts of the interrupted call, 500 in, which cost $0.0018 by the list and $0.0009 by the agreement; and our own span of what another has reported.
  const better = { [GenAi.inputTokens]: 500, [GenAi.agentName]: "late" };
  await acme.send(tenant.again, [
    acme.call("gpt-4.1", 0.0018, openai(ids.better, better), at),
    acme.call("gpt-4.1", 0.0028, openai(ids.seen, { [GenAi.agentName]: "ours" }), at),
  ]);
  // Nothing of the entries is lost, and they are shown as stale where they stand.
  const stale = `SELECT toUInt32(count()) AS calls FROM tollgate.stale_corrections(from = now('UTC') - INTERVAL 3 DAY, to = now('UTC')) WHERE tenant = '${tenant.again}'`;
  await expect.poll(() => select(stack, stale), { timeout: 60_000 }).toEqual([{ calls: 2 }]);
  await acme.reprice(tenant.again, "--apply");
  // 0.0014 + 0.0009 + 0.0014 and the 0.003 beside them, as billed 0.0028 + 0.0018 + 0.0028 + 0.003.
  expect(await acme.spend(tenant.again)).toEqual(line(4, 0, "0.0104", "0.0067"));
  expect(await select(stack, stale)).toEqual([{ calls: 0 }]);
  const agents = `SELECT agent, toString(sum(cost_usd)) AS usd FROM tollgate.ledger_entries WHERE tenant = '${tenant.again}' AND agent != '' GROUP BY agent ORDER BY agent`;
  expect(await select(stack, agents)).toEqual([
    { agent: "early", usd: "0" },
    { agent: "late", usd: "0.0009" },
    { agent: "ours", usd: "0.0014" },
  ]);
});

test("runs by two prices end at the second one, and are taken back from the newest", async () => {
  const [first, second] = [`${name}-first`, `${name}-second`];
  await acme.reprice(tenant.stacked, "--apply", "--run", first);
  await acme.load(prices("5.00"));
  expect(await acme.reprice(tenant.stacked, "--apply", "--run", second)).toMatchObject({ run: { deltaUsd: "0.002" } });
  expect(await acme.spend(tenant.stacked)).toEqual(line(2, 0, "0.003", "0.009"));
  await expect(acme.undo(first, "--apply")).rejects.toThrow(
    `Cannot undo run "${first}": "${second}" corrected 1 of its calls after it. Undo that one first, or reprice anew`,
  );
  await acme.undo(second, "--apply");
  expect(await acme.spend(tenant.stacked)).toEqual(line(2, 0, "0.003", "0.007"));
  await acme.undo(first, "--apply");
  expect(await acme.spend(tenant.stacked)).toEqual(line(2, 1, "0.003", "0.003"));
  await expect(acme.undo(first, "--apply")).rejects.toThrow(`Cannot undo run "${first}": run "`);
});
