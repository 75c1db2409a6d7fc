import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { loadPrices } from "../../clickhouse/load-prices.ts";
import { GenAi, Tollgate } from "../../instrumentation/conventions.ts";
import { applyPriceOverrides } from "../../instrumentation/pricing/overrides/apply-price-overrides.ts";
import { parsePriceOverrides } from "../../instrumentation/pricing/overrides/parse-price-overrides.ts";
import { readPriceBook } from "../../instrumentation/pricing/price-book-data.ts";
import { Pricer } from "../../instrumentation/pricing/pricer.ts";
import { queryRows } from "./query-rows.ts";
import { acmeBook, acmeCall, RepricedLedger } from "./repriced-ledger.ts";

// A test is some ten statements that take the engine half a second of planning each.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let acme: RepricedLedger;
beforeAll(async () => {
  acme = await RepricedLedger.start();
});
afterAll(() => acme.ledger.stop());
beforeEach(() => acme.empty());

/** A call as the ledger keeps it, with what no old span could say. */
async function keep(call: Record<string, unknown>): Promise<void> {
  const row = {
    ...{ hour: "2026-10-10 12:00:00", ts: "2026-10-10 12:00:00.000", tenant: "default", call_id: "1", rank: 30 },
    ...{ kind: "call", ingested_at: "2026-11-20 12:00:00", provider: "acme", operation: "chat", status: "ok" },
    ...{ cost: "0", cost_status: "unpriced", usage_source: "provider", source: "wire", ...call },
  };
  await acme.ledger.admin.insert({ table: "tollgate.llm_calls", values: [row], format: "JSONEachRow" });
}

/** Says when the ledger began to keep all quantities of a call, which on an older installation is after its first calls. */
async function countsKeptSince(time: string): Promise<void> {
  const { admin } = acme.ledger;
  const file = "201_call_quantities.sql";
  await admin.command({ query: `DELETE FROM tollgate.schema_migrations WHERE file = '${file}'` });
  const values = [{ file, checksum: "as it was", applied_at: time }];
  await admin.insert({ table: "tollgate.schema_migrations", values, format: "JSONEachRow" });
}

describe("everything that a call used counts", () => {
  beforeAll(async () => {
    await acme.load({
      audio: { input: 2, output: 10, inputAudio: 50, outputAudio: 100 },
      search: { input: 2, output: 10, webSearch: 7_000 },
      text: { input: 2, output: 10 },
      long: [
        {
          prices: { input: 2, output: 10 },
          contextTiers: [{ aboveInputTokens: 200_000, prices: { input: 4, output: 20 } }],
        },
      ],
    });
    await countsKeptSince("2026-09-01 00:00:00.000");
  });

  test("audio tokens and searches", async () => {
    await keep({
      call_id: "1",
      model: "audio",
      input_tokens: 1000,
      output_tokens: 100,
      media_tokens: [400, 0, 60, 0, 0, 0, 0, 0, 0],
    });
    await keep({
      call_id: "2",
      model: "search",
      input_tokens: 1000,
      output_tokens: 100,
      counted: { webSearch: 3_000_000 },
    });
    // Searches without a price: the call cannot be priced.
    await keep({
      call_id: "3",
      model: "text",
      input_tokens: 1000,
      output_tokens: 100,
      counted: { webSearch: 3_000_000 },
    });
    expect(await acme.reprice()).toMatchObject({ run: { correctedCalls: 2, newlyPricedCalls: 2 } });
    // 600 × 2 + 400 × 50 + 40 × 10 + 60 × 100 = 27,600; 1,000 × 2 + 100 × 10 + 3 × 7,000 = 24,000.
    expect((await acme.corrected()).map(({ model, corrected_usd }) => `${model} ${corrected_usd}`)).toEqual([
      "audio 0.0000000276",
      "search 0.000000024",
    ]);
  });

  test.each([
    // The threshold itself is still below: 200,000 × 2 + 100 × 10, then 200,001 × 4 + 100 × 20.
    [199_999, "0.000000400998"],
    [200_000, "0.000000401"],
    [200_001, "0.000000802004"],
  ])("a context of %i tokens", async (input, usd) => {
    await keep({ model: "long", input_tokens: input, output_tokens: 100 });
    await acme.reprice();
    expect(await acme.corrected()).toMatchObject([{ corrected_usd: usd }]);
  });

  test("and a call from before they were kept is left alone by a price that has some for them, and counted", async () => {
    const [yesterday, today] = [{ ingested_at: "2026-10-10 12:00:00" }, { ingested_at: "2026-10-11 12:00:00" }];
    const tokens = { input_tokens: 1000, output_tokens: 100 };
    await countsKeptSince("2026-10-11 00:00:00.000");
    await keep({ call_id: "1", model: "audio", ...tokens, ...yesterday });
    await keep({ call_id: "2", model: "search", ...tokens, ...yesterday });
    await keep({ call_id: "3", model: "text", ...tokens, ...yesterday });
    await keep({ call_id: "4", model: "audio", ...tokens, ...today });
    expect(await acme.reprice()).toMatchObject({
      plan: { total: { calls: 4, correctedCalls: 2, unknownCalls: 2, unpricedCalls: 2 } },
    });
    expect((await acme.corrected()).map(({ model }) => model)).toEqual(["audio", "text"]);
    await countsKeptSince("2026-09-01 00:00:00.000");
  });
});

test("the name that is priced is the one that the meter prices: of a deployment, a deployment type or a profile the requested one", async () => {
  const overrides = parsePriceOverrides(
    "deployments:\n  - { provider: azure, name: our-gpt, model: gpt-4o, type: regional }\n  - { provider: acme, name: front, model: big }\n",
    "tollgate.prices.yaml",
  );
  const published = readPriceBook();
  const own = acmeBook({ big: { input: 5, output: 5 }, small: { input: 1, output: 1 } });
  const data = { models: [...published.models, ...own.models], rows: [...published.rows, ...own.rows] };
  await loadPrices(acme.ledger.admin, { ...applyPriceOverrides(data, overrides), overrides });
  const calls = [
    ["azure", "our-gpt", "gpt-4o-2024-08-06"],
    ["azure", "regional/gpt-4o", "gpt-4o-2024-08-06"],
    ["azure", "data-zone/gpt-4o", "gpt-4o-2024-08-06"],
    ["azure", "somebody-elses", "gpt-4o-2024-08-06"],
    ["azure.ai.openai", "Regional/GPT-4o", "gpt-4o-2024-08-06"],
    ["aws", "global.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5-20250929"],
    ["aws", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5-20250929"],
    ["aws.bedrock", "eu.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5-20250929"],
    [
      "aws",
      "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
      "claude-sonnet-4-5-20250929",
    ],
    [
      "aws",
      "arn:aws:bedrock:us-east-1:1:default-prompt-router/anthropic.claude:1",
      "anthropic.claude-3-haiku-20240307-v1:0",
    ],
    ["openai", "gpt-4o", "gpt-4o-mini-2024-07-18"],
    ["openai", "gpt-4o", ""],
    ["openai", "my-alias", "gpt-4o-2024-08-06"],
    ["openai", "openai/gpt-4o", ""],
  ] as const;
  const pricer = new Pricer();
  pricer.apply(overrides);
  const usage = {
    inputTokens: 1000,
    outputTokens: 100,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: 0,
    reasoningTokens: 0,
  };
  const expected = calls.map(([provider, requestModel, responseModel]) => {
    const atMs = Date.parse("2026-10-10T12:00:00Z");
    const cost = pricer.price(usage, { provider, model: responseModel || requestModel, requestModel, atMs });
    return `${provider} ${requestModel}: ${cost.status === "unpriced" ? "-" : cost.priceId}`;
  });
  await acme.send(
    ...calls.map(([provider, request, response]) =>
      acmeCall(request, undefined, {
        attributes: { [GenAi.provider]: provider, ...(response && { [GenAi.responseModel]: response }) },
      }),
    ),
    acmeCall("front", undefined, { attributes: { [GenAi.responseModel]: "small" } }),
    acmeCall("acme/front", undefined, { attributes: { [GenAi.responseModel]: "small" } }),
    acmeCall("back", undefined, { attributes: { [GenAi.responseModel]: "small" } }),
  );
  await acme.reprice({}, { yes: true });
  const rows = await queryRows(
    acme.ledger.reader,
    "SELECT provider, request_model, model, price_id_now FROM tollgate.corrected_calls(from = '2026-10-01 00:00:00', to = '2026-11-01 00:00:00')",
  );
  const found = (provider: string, request: string, response: string) =>
    rows.find(
      (row) =>
        row.provider === provider && row.request_model === request && (response === "" || row.model === response),
    );
  expect(
    calls.map(
      ([provider, request, response]) =>
        `${provider} ${request}: ${found(provider, request, response)?.price_id_now ?? "-"}`,
    ),
  ).toEqual(expected);
  // The deployment costs what the model behind it does, under its own name or the provider's before it; other names what the answer says.
  expect(["front", "acme/front", "back"].map((name) => found("acme", name, "")?.price_id_now)).toEqual([
    "acme/big/0",
    "acme/big/0",
    "acme/small/0",
  ]);
  // Otherwise the test would not tell the two names apart.
  expect(new Set(expected.slice(0, 4).map((line) => line.split(": ")[1])).size).toBeGreaterThan(1);
  expect(expected.filter((line) => line.endsWith(": -")).length).toBeLessThan(4);
});

test("a large change asks for --yes: at the limit it does not, a picodollar above it does", async () => {
  // A call costs at most $9,007; here 100 tokens in at $10 each are $1,000.
  const TEN_USD = 10_000_000_000_000;
  await acme.load({ dear: { input: TEN_USD, output: 1 }, cheap: { input: 1, output: 1 } });
  const spent = (input: string, output: string) => ({ [GenAi.inputTokens]: input, [GenAi.outputTokens]: output });
  await acme.send(acmeCall("dear", undefined, { attributes: spent("100", "0") }));
  expect(await acme.reprice()).toMatchObject({ run: { deltaUsd: "1000" } });
  await acme.empty();
  await acme.send(acmeCall("dear", undefined, { attributes: spent("100", "1") }));
  await expect(acme.reprice()).rejects.toThrow(
    "Cannot apply: the run changes spend by $1,000.00, more than $1,000.00. Look at it with --dry-run, and add --yes if it is meant",
  );
  expect(await acme.runs()).toEqual({});
  expect(await acme.reprice({}, { yes: true })).toMatchObject({ run: { deltaUsd: "1000.000000000001" } });
  // What goes up and what comes down are added, or they would hide each other.
  await acme.empty();
  await acme.send(
    acmeCall("dear", undefined, { attributes: spent("60", "0") }),
    acmeCall("cheap", 600_000_000_000_000, { attributes: { ...spent("1", "0"), [Tollgate.priceId]: "acme/cheap/0" } }),
  );
  await expect(acme.reprice()).rejects.toThrow("the run changes spend by $1,200.00");
});
