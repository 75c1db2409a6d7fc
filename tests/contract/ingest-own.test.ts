import { afterAll, beforeAll, expect, test } from "vitest";
import { GenAi, Tollgate } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { ourSpan } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

test("quantities beyond the six totals are kept, so that a call can be priced again", async () => {
  await ledger.admin.insert({
    table: "tollgate.otel_traces",
    format: "JSONEachRow",
    values: [
      ourSpan(new Date(), 1, {
        [GenAi.agentName]: "many",
        [Tollgate.inputAudioTokens]: "5",
        [Tollgate.cacheReadImageTokens]: "6",
        [Tollgate.outputVideoTokens]: "7",
        [`${Tollgate.countedPrefix}webSearch`]: "3",
        [`${Tollgate.countedPrefix}audioSecond`]: "2.5",
        [`${Tollgate.countedPrefix}fileSearch`]: "many",
        [Tollgate.priceIsOpenEnded]: "true",
      }),
      ourSpan(new Date(), 1, { [GenAi.agentName]: "plain" }),
    ],
  });
  const rows = await queryRows(
    ledger.reader,
    "SELECT media_tokens, counted, price_open_ended FROM tollgate.calls ORDER BY agent",
  );
  expect(rows).toEqual([
    {
      media_tokens: "[5,0,0,0,6,0,0,0,7]",
      counted: "{'webSearch':3000000,'audioSecond':2500000,'fileSearch':0}",
      price_open_ended: "true",
    },
    { media_tokens: "[]", counted: "{}", price_open_ended: "false" },
  ]);
});

test("a call that the app priced other than the book is a row with the difference, and one priced alike is none", async () => {
  // gpt-5.2: 1000 × 1,750,000 + 100 × 14,000,000 picodollars, and the searches $0.01 each.
  const usage = { [GenAi.inputTokens]: "1000", [GenAi.outputTokens]: "100" };
  const at = new Date();
  await ledger.admin.insert({
    table: "tollgate.otel_traces",
    format: "JSONEachRow",
    values: [
      ourSpan(at, 3_150_000_000, { ...usage, [GenAi.agentName]: "alike" }),
      ourSpan(at, 13_150_000_000, {
        ...usage,
        [GenAi.agentName]: "alike",
        [`${Tollgate.countedPrefix}webSearch`]: "1",
      }),
      ourSpan(at, 3_150_000_001, { ...usage, [GenAi.agentName]: "one more" }),
      ourSpan(at, 5, { ...usage, [GenAi.agentName]: "no price", [GenAi.requestModel]: "no-such-model" }),
      ourSpan(at, undefined, { ...usage, [GenAi.agentName]: "unpriced" }),
      ourSpan(at, 7, { ...usage, [GenAi.agentName]: "host said", [Tollgate.priceId]: "openrouter/answer" }),
    ],
  });
  const rows = await queryRows(
    ledger.reader,
    "SELECT agent, cost_usd, book_usd, difference_usd FROM tollgate.price_differences WHERE agent NOT IN ('many', 'plain') ORDER BY agent",
  );
  expect(rows).toEqual([
    { agent: "no price", cost_usd: "0.000000000005", book_usd: null, difference_usd: null },
    { agent: "one more", cost_usd: "0.003150000001", book_usd: "0.00315", difference_usd: "-0.000000000001" },
  ]);
});

test("a start time before the ledger's first month counts on the day of arrival, as far back as the setting says", async () => {
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  const arrived = async (agent: string) => {
    const spans = [ourSpan(daysAgo(100), 1, { [GenAi.agentName]: agent })];
    await ledger.admin.insert({ table: "tollgate.otel_traces", format: "JSONEachRow", values: spans });
    const query = `SELECT dateDiff('day', ts, now('UTC')) < 2 AS on_arrival FROM tollgate.calls WHERE agent = '${agent}'`;
    return (await queryRows(ledger.reader, query))[0]?.on_arrival;
  };
  expect(await arrived("within 36 months")).toBe("0");
  await ledger.admin.insert({
    table: "tollgate.settings",
    format: "JSONEachRow",
    values: [{ name: "ledger_months", values: [3] }],
  });
  expect(await arrived("beyond 3 months")).toBe("1");
});
