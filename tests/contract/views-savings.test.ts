import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GenAi, General, Tollgate } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { ourSpan } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

const read = (query: string) => queryRows(ledger.reader, query);
const deliver = (...spans: ReturnType<typeof ourSpan>[]) =>
  ledger.admin.insert({ table: "tollgate.otel_traces", values: spans, format: "JSONEachRow" });
const tokens = (input: number, output: number, read = 0, write = 0) => ({
  [GenAi.inputTokens]: String(input),
  [GenAi.outputTokens]: String(output),
  [GenAi.cacheReadTokens]: String(read),
  [GenAi.cacheWriteTokens]: String(write),
});
const priceId = async (provider: string, model: string) =>
  (
    await queryRows(
      ledger.admin,
      `SELECT tollgate_price('${provider}', '${model}', '', toDateTime64('2026-10-01 00:00:00', 3, 'UTC')).price_id AS id`,
    )
  )[0]?.id ?? "";

describe("cache_savings", () => {
  const savings = (day: string) =>
    read(`SELECT agent, calls, hit_rate, read_saved_usd, write_premium_usd, saved_usd, unvalued_calls
      FROM tollgate.cache_savings(from = '${day} 00:00:00', to = '${day} 23:59:59')`);

  test("values what was read and what was written at the prices that the calls were charged by", async () => {
    const gpt = { [GenAi.requestModel]: "gpt-4o", [Tollgate.priceId]: await priceId("openai", "gpt-4o") };
    const claude = {
      [GenAi.provider]: "anthropic",
      [GenAi.requestModel]: "claude-sonnet-4-5",
      [Tollgate.priceId]: await priceId("anthropic", "claude-sonnet-4-5"),
    };
    await deliver(
      ourSpan("2026-10-01T08:00:00Z", 1, { ...gpt, ...tokens(1000, 10, 600), [GenAi.agentName]: "reader" }),
      ourSpan("2026-10-01T09:00:00Z", 1, { ...gpt, ...tokens(1000, 10), [GenAi.agentName]: "reader" }),
      ourSpan("2026-10-01T08:00:00Z", 1, { ...claude, ...tokens(10_000, 10, 0, 8000), [GenAi.agentName]: "writer" }),
      ourSpan("2026-10-01T08:00:00Z", undefined, {
        ...gpt,
        ...tokens(100, 10, 50),
        [Tollgate.priceId]: "",
        [GenAi.agentName]: "x",
      }),
    );
    expect(await savings("2026-10-01")).toEqual([
      // gpt-4o: input $2.50, cached $1.25 per million. 600 × $1.25 = $0.00075; 600 of 2,000 tokens.
      {
        agent: "reader",
        calls: "2",
        hit_rate: "0.3",
        read_saved_usd: "0.00075",
        write_premium_usd: "0",
        saved_usd: "0.00075",
        unvalued_calls: "0",
      },
      {
        agent: "x",
        calls: "1",
        hit_rate: "0.5",
        read_saved_usd: "0",
        write_premium_usd: "0",
        saved_usd: "0",
        unvalued_calls: "1",
      },
      // Sonnet 4.5: input $3, written for 5 minutes $3.75. 8,000 × $0.75 = $0.006 that nobody has read.
      {
        agent: "writer",
        calls: "1",
        hit_rate: "0",
        read_saved_usd: "0",
        write_premium_usd: "0.006",
        saved_usd: "-0.006",
        unvalued_calls: "0",
      },
    ]);
  });
});

describe("other ways to the same answers", () => {
  beforeAll(async () => {
    const gpt = { [GenAi.requestModel]: "gpt-4o", ...tokens(1000, 100) };
    // At $2.50 and $10 per million: 0.0025 + 0.001 = $0.0035.
    const cost = 3_500_000_000;
    await deliver(
      ourSpan("2026-10-02T08:00:00Z", cost, { ...gpt, [GenAi.agentName]: "nightly" }),
      ourSpan("2026-10-02T08:00:00Z", cost, { ...gpt, [GenAi.agentName]: "chat", [GenAi.timeToFirstChunk]: "0.2" }),
      ourSpan("2026-10-02T08:00:00Z", undefined, { ...gpt, [GenAi.agentName]: "nightly" }),
      ourSpan("2026-10-02T08:00:00Z", cost, { ...gpt, [GenAi.agentName]: "nightly", [GenAi.operation]: "embeddings" }),
      ourSpan("2026-10-02T23:59:59.5Z", cost, { ...gpt, [GenAi.agentName]: "nightly" }),
    );
  });

  test("what_if prices the traffic by the other model and leaves out what cannot be compared", async () => {
    const what = (model: string) =>
      read(`SELECT agent, calls, compared_calls, cost_usd, what_if_usd, saving_usd
        FROM tollgate.what_if(provider = 'openai', model = '${model}', from = '2026-10-02 00:00:00', to = '2026-10-02 23:59:59')`);
    // gpt-4o-mini: $0.15 and $0.60 per million: 0.00015 + 0.00006 = $0.00021.
    const same = { cost_usd: "0.0035", what_if_usd: "0.00021", saving_usd: "0.00329", compared_calls: "1" };
    expect(await what("gpt-4o-mini")).toEqual([
      { agent: "nightly", calls: "2", ...same },
      { agent: "chat", calls: "1", ...same },
    ]);
    expect(await what("gpt-4o-minni")).toMatchObject([
      { agent: "nightly", compared_calls: "0", what_if_usd: "0" },
      { agent: "chat", compared_calls: "0", what_if_usd: "0" },
    ]);
  });

  test("batch_candidates are calls that nobody read along, at half the price", async () => {
    const candidates = await read(`SELECT agent, model, calls, cost_usd, batch_usd, saving_usd
      FROM tollgate.batch_candidates(from = '2026-10-02 00:00:00', to = '2026-10-02 23:59:59')`);
    expect(candidates).toEqual([
      { agent: "nightly", model: "gpt-4o", calls: "2", cost_usd: "0.007", batch_usd: "0.0035", saving_usd: "0.0035" },
    ]);
  });
});

test("wasted_spend counts a call in the first reason that fits, and repeated prompts but for the first", async () => {
  const cents = (at: string, cents: number, attributes: Record<string, string>) =>
    ourSpan(`2026-10-03T${at}Z`, cents * 10_000_000_000, { [GenAi.agentName]: "writer", ...attributes });
  const hashed = { [Tollgate.promptHash]: "a1" };
  await deliver(
    cents("08:00:00", 3, { [General.errorType]: "timeout", ...hashed }),
    cents("08:00:01", 4, { [Tollgate.usageSource]: "interrupted", [Tollgate.costStatus]: "estimated", ...hashed }),
    cents("08:00:02", 5, hashed),
    cents("08:00:03", 6, hashed),
    cents("08:00:04", 7, { ...hashed, [GenAi.agentName]: "reviewer" }),
    // Another model's answer is no repetition; nor is a prompt without a hash.
    cents("08:00:05", 8, { ...hashed, [GenAi.requestModel]: "gpt-4o" }),
    cents("08:00:06", 67, {}),
    cents("08:00:07", 0, { [General.errorType]: "429" }),
  );
  const rows = await read(
    "SELECT * FROM tollgate.wasted_spend(from = '2026-10-03 00:00:00', to = '2026-10-04 00:00:00')",
  );
  // 3 + 4 + 5 + 6 + 7 + 8 + 67 = 100 cents in all.
  const row = (agent: string, reason: string, calls: string, usd: string) => ({
    tenant: "default",
    agent,
    reason,
    calls,
    cost_usd: usd,
    share: usd,
  });
  expect(rows).toEqual([
    row("reviewer", "repeated prompt", "1", "0.07"),
    row("writer", "repeated prompt", "1", "0.06"),
    row("writer", "interrupted", "1", "0.04"),
    // The refused call cost nothing and still counts as one that failed.
    row("writer", "error", "2", "0.03"),
  ]);
});
