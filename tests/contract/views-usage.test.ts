import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GenAi, Tollgate } from "../../instrumentation/conventions.ts";
import { readPriceBook } from "../../instrumentation/pricing/price-book-data.ts";
import { queryRows } from "./query-rows.ts";
import { rollUp } from "./roll-up.ts";
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
const tokens = (input: number, output: number, cached = 0) => ({
  [GenAi.inputTokens]: String(input),
  [GenAi.outputTokens]: String(output),
  [GenAi.cacheReadTokens]: String(cached),
});
const PERIOD = "from = '2026-10-01 00:00:00', to = '2026-10-05 12:00:00'";

test("the sizes by which tokens are summed are the limits of the book, so that each of its prices can be compared", async () => {
  const limits = readPriceBook()
    .rows.flatMap((row) => row.contextTiers ?? [])
    .map((tier) => tier.aboveInputTokens);
  const [row] = await queryRows(ledger.admin, "SELECT toString(tollgate_usage_sizes()) AS sizes");
  expect(JSON.parse(row?.sizes ?? "")).toEqual([...new Set(limits)].toSorted((a, b) => a - b));
});

describe("sums of tokens", () => {
  beforeAll(async () => {
    const [price] = await queryRows(
      ledger.admin,
      "SELECT tollgate_price('openai', 'gpt-4o', '', toDateTime64('2026-10-01 00:00:00', 3, 'UTC')).price_id AS id",
    );
    const agent = (name: string) => ({
      [GenAi.agentName]: name,
      [GenAi.requestModel]: "gpt-4o",
      [Tollgate.priceId]: price?.id ?? "",
    });
    // gpt-4o: $2.50, cached $1.25, output $10 a million. gpt-4o-mini: $0.15, cached $0.075, $0.60.
    await deliver(
      // 600 × $2.50 + 400 × $1.25 + 100 × $10 = $0.003; mini: 600 × 0.15 + 400 × 0.075 + 100 × 0.6 = $0.00018.
      ourSpan("2026-10-01T00:00:00Z", 3_000_000_000, { ...agent("short"), ...tokens(1000, 100, 400) }),
      ourSpan("2026-10-03T08:30:00Z", 3_000_000_000, { ...agent("short"), ...tokens(1000, 100, 400) }),
      // One token more than short: 4,001 × $2.50 + 400 × $10 = $0.0140025.
      ourSpan("2026-10-04T08:30:00Z", 14_002_500_000, { ...agent("long"), ...tokens(4001, 400) }),
      ourSpan("2026-10-05T11:59:59.999Z", 14_000_000_000, { ...agent("longest"), ...tokens(4000, 400) }),
      ourSpan("2026-10-05T12:00:00Z", 9_000_000_000_000, { ...agent("later"), ...tokens(4000, 400) }),
      // The model that a smaller one is found by: the tenant uses it already. 10 × $0.15 + 1 × $0.60 = $0.0000021.
      ourSpan("2026-10-02T08:30:00Z", 2_100_000, {
        ...agent("tiny"),
        [GenAi.requestModel]: "gpt-4o-mini",
        [Tollgate.priceId]: "",
        ...tokens(10, 1),
      }),
    );
  });
  const everything = async () => [
    await read(
      `SELECT agent, read_saved_usd, saved_usd, unvalued_calls FROM tollgate.cache_savings(${PERIOD}) ORDER BY agent`,
    ),
    await read(
      `SELECT agent, calls, cost_usd, what_if_usd FROM tollgate.what_if(provider = 'openai', model = 'gpt-4o-mini', ${PERIOD}) ORDER BY agent`,
    ),
    await read(`SELECT agent, candidate_model, calls, cost_usd, candidate_usd, saving_usd
      FROM tollgate.smaller_model_candidates(${PERIOD}) ORDER BY agent`),
    await read(`SELECT agent, cost_usd FROM tollgate.top_calls(${PERIOD}, n = 2)`),
  ];

  test("give the same answers from the ledger, from hours and from days", async () => {
    const expected = [
      // 800 cached tokens × ($2.50 - $1.25).
      [{ agent: "short", read_saved_usd: "0.001", saved_usd: "0.001", unvalued_calls: "0" }],
      [
        // 4,001 × $0.15 + 400 × $0.60 and a token less.
        { agent: "long", calls: "1", cost_usd: "0.0140025", what_if_usd: "0.00084015" },
        { agent: "longest", calls: "1", cost_usd: "0.014", what_if_usd: "0.00084" },
        { agent: "short", calls: "2", cost_usd: "0.006", what_if_usd: "0.00036" },
        { agent: "tiny", calls: "1", cost_usd: "0.0000021", what_if_usd: "0.0000021" },
      ],
      [
        {
          agent: "longest",
          candidate_model: "gpt-4o-mini",
          calls: "1",
          cost_usd: "0.014",
          candidate_usd: "0.00084",
          saving_usd: "0.01316",
        },
        {
          agent: "short",
          candidate_model: "gpt-4o-mini",
          calls: "2",
          cost_usd: "0.006",
          candidate_usd: "0.00036",
          saving_usd: "0.00564",
        },
      ],
      [
        { agent: "long", cost_usd: "0.0140025" },
        { agent: "longest", cost_usd: "0.014" },
      ],
    ];
    expect(await everything()).toEqual(expected);
    await rollUp(ledger.admin);
    expect(await everything()).toEqual(expected);
  });

  test("follow a call that is replaced by a better one", async () => {
    const sum = () =>
      read(
        `SELECT sum(calls) AS calls, sum(input_tokens) AS input, sum(billed_usd) AS usd FROM tollgate.usage_rows(${PERIOD})`,
      );
    const [before] = await sum();
    const guess = ourSpan("2026-10-02T10:00:00Z", 1_000_000_000_000, {
      [GenAi.responseId]: "chatcmpl-Cabcdefghijklmnopqrstuvwx",
      [Tollgate.usageSource]: "estimated",
      ...tokens(10, 10),
    });
    await deliver(guess);
    await rollUp(ledger.admin);
    const known = {
      ...guess.SpanAttributes,
      [Tollgate.usageSource]: "provider",
      [Tollgate.costPicoUsd]: "2000000000000",
    };
    await deliver({ ...guess, SpanAttributes: { ...known, ...tokens(30, 10) } });
    const after = [
      { calls: Number(before?.calls) + 1, input: Number(before?.input) + 30, usd: Number(before?.usd) + 2 },
    ];
    const asNumbers = async () =>
      (await sum()).map(({ calls, input, usd }) => ({ calls: Number(calls), input: Number(input), usd: Number(usd) }));
    expect(await asNumbers()).toEqual(after);
    await rollUp(ledger.admin);
    expect(await asNumbers()).toEqual(after);
  });

  test("compare by the price for a context of that length: one token below its limit, at it, and above", async () => {
    const DAY = "from = '2026-10-07 00:00:00', to = '2026-10-08 00:00:00'";
    for (const input of [271_999, 272_000, 272_001])
      await deliver(ourSpan("2026-10-07T08:00:00Z", 1, { [GenAi.agentName]: String(input), ...tokens(input, 0) }));
    // gpt-5.4: $2.50 a million, $5 for all of it above 272,000.
    expect(
      await read(
        `SELECT agent, what_if_usd FROM tollgate.what_if(provider = 'openai', model = 'gpt-5.4', ${DAY}) ORDER BY agent`,
      ),
    ).toEqual([
      { agent: "271999", what_if_usd: "0.6799975" },
      { agent: "272000", what_if_usd: "0.68" },
      { agent: "272001", what_if_usd: "1.360005" },
    ]);
  });
});

test("month_projections has a row for each tenant, and month_projection one for all", async () => {
  const of = (tenant: string) => ({ [Tollgate.tenant]: tenant });
  const days = (month: string, tenant: string, usd: number) =>
    Array.from({ length: 10 }, (_, day) =>
      ourSpan(Date.parse(`${month}-01T12:00:00Z`) + day * 86_400_000, usd * 1e12, of(tenant)),
    );
  await deliver(...days("2026-08", "acme", 2), ...days("2026-08", "globex", 1));
  const at = "at = '2026-08-11 00:00:00'";
  // Ten days of $2 and 21 more of them; every day alike, so low is high.
  expect(
    await read(
      `SELECT value, spent_usd, projected_usd, low_usd, high_usd FROM tollgate.month_projections(dimension = 'tenant', ${at})`,
    ),
  ).toEqual([
    { value: "acme", spent_usd: "20", projected_usd: "62", low_usd: "62", high_usd: "62" },
    { value: "globex", spent_usd: "10", projected_usd: "31", low_usd: "31", high_usd: "31" },
  ]);
  expect(await read(`SELECT spent_usd, projected_usd FROM tollgate.month_projection(${at})`)).toEqual([
    { spent_usd: "30", projected_usd: "93" },
  ]);
});
