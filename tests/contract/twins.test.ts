import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GenAi, General, Tollgate } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { foreignSpan, ourSpan, randomHex, type SpanRow } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";
import { sweepTwins } from "./sweep-twins.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

const deliver = (...spans: SpanRow[]) =>
  ledger.admin.insert({ table: "tollgate.otel_traces", values: spans, format: "JSONEachRow" });

/** What the ledger charges for one user: a line for each call. */
async function charged(user: string): Promise<string[]> {
  const query = `SELECT tenant, toString(ts) AS at, cost_usd FROM tollgate.calls WHERE user_id = {user:String} ORDER BY ts, tenant`;
  return (await queryRows(ledger.reader, query, { user })).map((row) => `${row.tenant} ${row.at} $${row.cost_usd}`);
}

/** Half past two, so that no tombstone of the filling view reaches another hour. */
const AT = Date.parse("2026-11-10T14:30:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const newId = () => `chatcmpl-${randomHex(14)}`;
const ours = (at: number, user: string, pico: number | undefined, id: string, more: Record<string, string> = {}) =>
  ourSpan(at, pico, { [General.userId]: user, [GenAi.responseId]: id, ...more });
const foreign = (at: number, user: string, id: string) =>
  foreignSpan(at, {
    [GenAi.operation]: "chat",
    "gen_ai.system": "openai",
    [GenAi.responseId]: id,
    [General.userId]: user,
  });

describe("a call that stands at two places is left at one", () => {
  test.each([
    ["two hours ahead", 2 * HOUR],
    ["a day behind", -24 * HOUR],
    ["a year behind", -365 * 24 * HOUR],
  ])("when a gateway's clock is %s, whichever arrives first", async (name, skewMs) => {
    for (const oursFirst of [true, false]) {
      const [user, id] = [`${name} ${oursFirst}`, newId()];
      const spans = [ours(AT, user, 4_000_000_000, id), foreign(AT + skewMs, user, id)];
      for (const span of oursFirst ? spans : spans.toReversed()) await deliver(span);
      await sweepTwins(ledger.admin);
      expect(await charged(user)).toEqual(["default 2026-11-10 14:30:00.000 $0.004"]);
    }
  });

  test("when app and gateway are both ours and name two tenants: the named one pays, else the earlier", async () => {
    const [named, both] = [newId(), newId()];
    await deliver(
      ours(AT, "named", 7, named),
      ours(AT + 400, "named", 7, named, { [Tollgate.tenant]: "acme" }),
      ours(AT + 500, "both", 7, both, { [Tollgate.tenant]: "acme" }),
      ours(AT, "both", 7, both, { [Tollgate.tenant]: "zeta" }),
    );
    await sweepTwins(ledger.admin);
    expect(await charged("named")).toEqual(["acme 2026-11-10 14:30:00.400 $0.000000000007"]);
    expect(await charged("both")).toEqual(["zeta 2026-11-10 14:30:00.000 $0.000000000007"]);
  });

  test("when one of them has no price: the other one is left", async () => {
    const id = newId();
    await deliver(ours(AT, "unpriced", undefined, id), ours(AT + 3 * HOUR, "unpriced", 9, id));
    await sweepTwins(ledger.admin);
    expect(await charged("unpriced")).toEqual(["default 2026-11-10 17:30:00.000 $0.000000000009"]);
  });

  test("also when its row is delivered again after the sweep and merges have run", async () => {
    const id = newId();
    const spans = [ours(AT, "replay", 5, id), ours(AT - 2 * HOUR, "replay", 5, id)];
    await deliver(...spans);
    await sweepTwins(ledger.admin);
    await ledger.admin.command({ query: "OPTIMIZE TABLE tollgate.llm_calls FINAL" });
    await deliver(...spans);
    expect(await charged("replay")).toEqual(["default 2026-11-10 12:30:00.000 $0.000000000005"]);
    await sweepTwins(ledger.admin);
    expect(await charged("replay")).toEqual(["default 2026-11-10 12:30:00.000 $0.000000000005"]);
  });

  test("and comes back where a better row of it arrives", async () => {
    const id = newId();
    const estimated = { [Tollgate.usageSource]: "interrupted" };
    await deliver(ours(AT, "better", 40, id, estimated), ours(AT + 2 * HOUR, "better", 50, id, estimated));
    await sweepTwins(ledger.admin);
    expect(await charged("better")).toEqual(["default 2026-11-10 14:30:00.000 $0.00000000004"]);
    await deliver(ours(AT + 2 * HOUR, "better", 90, id));
    await sweepTwins(ledger.admin);
    expect(await charged("better")).toEqual(["default 2026-11-10 16:30:00.000 $0.00000000009"]);
  });

  test("when a span of a broken clock was delivered on two days", async () => {
    // The filling view puts such a call on the day of arrival; this is what it writes on the first and on the second day.
    const [row] = [ours(Date.parse("1970-01-01T00:00:00Z"), "broken clock", 6, newId())];
    await deliver(row);
    await ledger.admin.command({
      query: `INSERT INTO tollgate.llm_calls SELECT * REPLACE (hour - INTERVAL 1 DAY AS hour, ts - INTERVAL 1 DAY AS ts) FROM tollgate.llm_calls WHERE user_id = 'broken clock'`,
    });
    expect(await charged("broken clock")).toHaveLength(2);
    await sweepTwins(ledger.admin);
    expect(await charged("broken clock")).toHaveLength(1);
  });
});

describe("of two rows of ours at one place", () => {
  type Attributes = Record<string, string>;
  test.each<[name: string, better: Attributes, pico: number, worse: Attributes, worsePico: number | undefined]>([
    ["the one with an agent stays", { [GenAi.agentName]: "support" }, 5, {}, 5],
    ["the priced one stays", {}, 5, { [GenAi.agentName]: "gateway" }, undefined],
    [
      "the provider's counts beat an estimate with an agent",
      {},
      5,
      { [GenAi.agentName]: "a", [Tollgate.usageSource]: "estimated" },
      9,
    ],
  ])("%s, whichever arrives first", async (name, better, pico, worse, worsePico) => {
    for (const betterFirst of [true, false]) {
      const [service, id] = [`${name} ${betterFirst}`, newId()];
      const row = { ServiceName: service };
      const spans = [
        ourSpan(AT, pico, { [GenAi.responseId]: id, ...better }, row),
        ourSpan(AT + 900, worsePico, { [GenAi.responseId]: id, ...worse }, row),
      ];
      for (const span of betterFirst ? spans : spans.toReversed()) await deliver(span);
      const query = "SELECT agent, cost_usd FROM tollgate.calls WHERE service = {service:String}";
      expect(await queryRows(ledger.reader, query, { service })).toEqual([
        { agent: better[GenAi.agentName] ?? "", cost_usd: "0.000000000005" },
      ]);
    }
  });
});

test.each([
  ["15 characters", "chatcmpl-abcdef", 2],
  ["16 characters", "chatcmpl-abcdefg", 1],
  ["a time in milliseconds", "chatcmpl-1795000000123", 2],
  ["fourteen digits", "chatcmpl-17950000001234", 1],
  ["koboldcpp's", "chatcmpl-A1", 2],
])("two answers of a host that is named as OpenAI, with one id of %s", async (name, id, calls) => {
  await deliver(ours(AT, name, 3, id), ours(AT + 1000, name, 3, id));
  expect(await charged(name)).toHaveLength(calls);
});

describe("results of a batch that say no time", () => {
  const batch = { [Tollgate.serviceTier]: "batch", [GenAi.provider]: "anthropic" };
  /** As if the rows that are there had arrived so many days ago. */
  const age = (user: string, days: number) =>
    ledger.admin.command({
      query: `ALTER TABLE tollgate.llm_calls UPDATE ingested_at = ingested_at - INTERVAL ${days} DAY WHERE user_id = '${user}' SETTINGS mutations_sync = 1`,
    });

  test.each([
    [28, 1],
    [37, 2],
  ])("read again by another process %i days later are %i charge", async (days, calls) => {
    const [user, id] = [`batch ${days}`, `msg_01${randomHex(11)}`];
    const now = Date.now();
    await deliver(ours(now - days * 24 * HOUR, user, 3_000_000, id, batch));
    await age(user, days);
    await deliver(ours(now, user, 3_000_000, id, batch));
    await sweepTwins(ledger.admin);
    expect(await charged(user)).toHaveLength(calls);
  });
});

test("calls of other ids, and of one id at two providers, are left alone", async () => {
  const id = newId();
  await deliver(
    ours(AT, "others", 1, id),
    ours(AT + HOUR, "others", 1, newId()),
    ours(AT, "others", 1, id, { [GenAi.provider]: "mistral_ai" }),
    ours(AT, "others", 1, "chatcmpl-123", { [GenAi.provider]: "localhost" }),
    ours(AT + HOUR, "others", 1, "chatcmpl-123", { [GenAi.provider]: "localhost" }),
  );
  await sweepTwins(ledger.admin);
  expect(await charged("others")).toHaveLength(5);
});

test("sums from rollups follow within a refresh, and the table says which place was left", async () => {
  const id = newId();
  await deliver(ours(AT, "rolled", 2_000_000_000, id), ours(AT + 5 * HOUR, "rolled", 2_000_000_000, id));
  await sweepTwins(ledger.admin);
  const twins = await queryRows(
    ledger.admin,
    "SELECT hour, kept_hour, rank FROM tollgate.twins FINAL WHERE call_id IN (SELECT call_id FROM tollgate.llm_calls WHERE user_id = 'rolled')",
  );
  expect(twins).toEqual([{ hour: "2026-11-10 19:00:00", kept_hour: "2026-11-10 14:00:00", rank: "31" }]);
  const query = `SELECT sum(cost_usd) AS usd FROM tollgate.spend_by_hour WHERE hour = '2026-11-10 19:00:00' AND tenant = 'default'`;
  expect(Number((await queryRows(ledger.reader, query))[0]?.usd)).toBe(0);
});
