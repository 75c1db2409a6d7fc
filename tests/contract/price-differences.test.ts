import { afterAll, beforeAll, expect, test } from "vitest";
import { loadPrices } from "../../clickhouse/load-prices.ts";
import { GenAi, General, Tollgate } from "../../instrumentation/conventions.ts";
import { applyPriceOverrides } from "../../instrumentation/pricing/overrides/apply-price-overrides.ts";
import { parsePriceOverrides } from "../../instrumentation/pricing/overrides/parse-price-overrides.ts";
import { readPriceBook } from "../../instrumentation/pricing/price-book-data.ts";
import { Pricer } from "../../instrumentation/pricing/pricer.ts";
import { queryRows } from "./query-rows.ts";
import { foreignSpan, ourSpan } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

/** A million tokens in, as each app prices them that has `tollgate.prices.yaml`, and a tenth more where an answer's name would have been priced. */
const CALLS = [
  // data-zone/gpt-4o $2.75 a million, gpt-4o $2.50.
  { provider: "azure.ai.openai", requested: "data-zone/gpt-4o", answered: "gpt-4o-2024-08-06", usd: "2.75" },
  { provider: "azure.ai.openai", requested: "somebody-elses", answered: "gpt-4o-2024-08-06", usd: "2.5" },
  { provider: "azure.ai.openai", requested: "our-gpt", answered: "gpt-4o-2024-08-06", usd: "2.75" },
  // Claude Haiku 4.5 from the global profile $1, from one of a region $1.10; the answers name the model alike.
  {
    provider: "aws.bedrock",
    requested: "global.anthropic.claude-haiku-4-5-20251001-v1:0",
    answered: "claude-haiku-4-5-20251001",
    usd: "1",
  },
  {
    provider: "aws.bedrock",
    requested: "eu.anthropic.claude-haiku-4-5-20251001-v1:0",
    answered: "claude-haiku-4-5-20251001",
    usd: "1.1",
  },
  {
    provider: "aws.bedrock",
    requested: "arn:aws:bedrock:eu-central-1:1:inference-profile/global.anthropic.claude-haiku-4-5-20251001-v1:0",
    answered: "claude-haiku-4-5-20251001",
    usd: "1",
  },
];

test("a deployment type, a profile and a deployment of the price file are no differences, and a wrong price of one is", async () => {
  const overrides = parsePriceOverrides(
    "deployments:\n  - { provider: azure, name: our-gpt, model: gpt-4o, type: regional }\n",
    "tollgate.prices.yaml",
  );
  await loadPrices(ledger.admin, { ...applyPriceOverrides(readPriceBook(), overrides), overrides });
  const pricer = new Pricer();
  pricer.apply(overrides);
  const usage = {
    ...{ inputTokens: 1_000_000, outputTokens: 0, reasoningTokens: 0 },
    ...{ cacheReadTokens: 0, cacheWriteTokens: 0, cacheWrite1hTokens: 0 },
  };
  const priced = CALLS.map(({ provider, requested, answered, usd }) => {
    const query = { provider, model: answered, requestModel: requested, atMs: Date.now() };
    const cost = pricer.price(usage, query);
    return { usd, pico: cost.status === "unpriced" ? 0 : cost.costPicoUsd };
  });
  expect(priced.map(({ pico }) => pico)).toEqual(CALLS.map(({ usd }) => Number(usd) * 1e12));
  const span = ({ provider, requested, answered }: (typeof CALLS)[number], pico: number) =>
    ourSpan(Date.now(), pico, {
      [GenAi.provider]: provider,
      [GenAi.requestModel]: requested,
      [GenAi.responseModel]: answered,
      [GenAi.inputTokens]: "1000000",
      [GenAi.outputTokens]: "0",
    });
  const insert = (values: readonly object[]) =>
    ledger.admin.insert({ table: "tollgate.otel_traces", values, format: "JSONEachRow" });
  const differences = () =>
    queryRows(
      ledger.reader,
      "SELECT request_model, cost_usd, book_usd, difference_usd FROM tollgate.price_differences ORDER BY request_model",
    );
  await insert(CALLS.map((call, place) => span(call, priced[place]?.pico ?? 0)));
  expect(await queryRows(ledger.reader, "SELECT count() AS calls FROM tollgate.calls")).toEqual([{ calls: "6" }]);
  expect(await differences()).toEqual([]);

  await insert(CALLS.map((call, place) => span(call, (priced[place]?.pico ?? 0) + 1)));
  expect(await differences()).toEqual(
    CALLS.toSorted((a, b) => (a.requested < b.requested ? -1 : 1)).map(({ requested, usd }) => ({
      request_model: requested,
      cost_usd: `${usd.includes(".") ? usd.padEnd(4, "0") : `${usd}.00`}0000000001`,
      book_usd: usd,
      difference_usd: "-0.000000000001",
    })),
  );
});

test("the same calls as another instrumentation tells them have the same prices", async () => {
  const values = CALLS.map(({ provider, requested, answered }) =>
    foreignSpan(Date.now(), {
      [GenAi.operation]: "chat",
      [GenAi.provider]: provider,
      [GenAi.requestModel]: requested,
      [GenAi.responseModel]: answered,
      [GenAi.inputTokens]: "1000000",
    }),
  );
  await ledger.admin.insert({ table: "tollgate.otel_traces", values, format: "JSONEachRow" });
  const query = "SELECT request_model, cost_usd FROM tollgate.calls WHERE source = 'foreign' ORDER BY request_model";
  expect(await queryRows(ledger.reader, query)).toEqual(
    CALLS.toSorted((a, b) => (a.requested < b.requested ? -1 : 1)).map(({ requested, usd }) => ({
      request_model: requested,
      cost_usd: usd,
    })),
  );
});

test("a call is one that its app took for free and the loaded file does not, or the other way round", async () => {
  const overrides = parsePriceOverrides("free: { environments: [lab] }\n", "tollgate.prices.yaml");
  await loadPrices(ledger.admin, { ...applyPriceOverrides(readPriceBook(), overrides), overrides });
  // gpt-4o $2.50 a million tokens in.
  const span = (environment: string, costStatus: "free" | "priced", more: Record<string, string> = {}) =>
    ourSpan(
      Date.now(),
      costStatus === "free" ? 0 : 2.5 * 1e12,
      {
        [GenAi.requestModel]: "gpt-4o",
        [GenAi.responseModel]: "gpt-4o",
        [GenAi.inputTokens]: "1000000",
        [GenAi.outputTokens]: "0",
        [GenAi.agentName]: `${environment} ${costStatus}${Object.values(more).join(" ")}`,
        [Tollgate.costStatus]: costStatus,
        ...more,
      },
      { ResourceAttributes: { [General.environment]: environment } },
    );
  const values = [
    ...[span("lab", "free"), span("lab", "priced"), span("live", "free"), span("live", "priced")],
    // Local, failed, and charged by its host.
    span("live", "free", { [GenAi.provider]: "ollama", [GenAi.requestModel]: "llama", [GenAi.responseModel]: "llama" }),
    span("live", "free", { [General.errorType]: "500" }),
    span("live", "free", { [Tollgate.priceId]: "openrouter/answer" }),
  ];
  await ledger.admin.insert({ table: "tollgate.otel_traces", values, format: "JSONEachRow" });
  const query =
    "SELECT agent, cost_usd, book_price_id != '' AS has_price, book_usd, difference_usd FROM tollgate.price_differences WHERE agent != '' ORDER BY agent";
  expect(await queryRows(ledger.reader, query)).toEqual([
    { agent: "lab priced", cost_usd: "2.5", has_price: "0", book_usd: "0", difference_usd: "-2.5" },
    { agent: "live free", cost_usd: "0", has_price: "1", book_usd: "2.5", difference_usd: "2.5" },
  ]);
});
