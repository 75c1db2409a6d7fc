import { afterAll, beforeAll, expect, test } from "vitest";
import { loadPrices } from "../../clickhouse/load-prices.ts";
import { applyPriceOverrides } from "../../instrumentation/pricing/overrides/apply-price-overrides.ts";
import { parsePriceOverrides } from "../../instrumentation/pricing/overrides/parse-price-overrides.ts";
import { readPriceBook } from "../../instrumentation/pricing/price-book-data.ts";
import { Pricer } from "../../instrumentation/pricing/pricer.ts";
import { queryRows } from "./query-rows.ts";
import { foreignSpan } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

const overrides = parsePriceOverrides(
  `deployments:
  - { provider: azure, name: our-gpt, model: gpt-4o, type: regional }
  - { provider: azure, name: Our-Mini, model: gpt-4o-mini }
  - { provider: openai, name: team/front, model: gpt-4.1 }
  - { provider: bedrock, name: profile-1, model: anthropic.claude-3-haiku-20240307-v1:0 }
`,
  "tollgate.prices.yaml",
);
const AT = "2026-10-10T12:00:00Z";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
  await loadPrices(ledger.admin, { ...applyPriceOverrides(readPriceBook(), overrides), overrides });
});
afterAll(() => ledger.stop());

const PROVIDERS = ["azure", "azure.ai.openai", "AZURE_ai", "aws", "aws.bedrock", "openai", "nobody", ""];
const NAMES = [
  ...[
    "our-gpt",
    " OUR-GPT ",
    "azure/our-gpt",
    "our-mini",
    "team/front",
    "openai/team/front",
    "profile-1",
    "aws/profile-1",
  ],
  ...[
    "regional/gpt-4o",
    "Data-Zone-eu/gpt-4o",
    "gpt-4o",
    "openai/gpt-4o",
    "somebody-elses",
    "",
    " ",
    "ft:gpt-4o:acme::1",
  ],
  "global.anthropic.claude-sonnet-4-5-20250929-v1:0",
  "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
  "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
  "arn:aws:bedrock:us-east-1:1:default-prompt-router/anthropic.claude:1",
];

test("both functions choose the same name, for every provider, requested name and answered one", async () => {
  const list = (values: readonly string[]) => `arrayJoin([${values.map((value) => `'${value}'`).join(", ")}])`;
  const rows = await queryRows(
    ledger.admin,
    `WITH tollgate_price_provider(provider) AS house
     SELECT count() AS all, countIf(tollgate_priced_name_at(house, asked, answered) = asked AND asked != answered) AS asked_ones,
       groupArrayIf((provider, asked, answered), tollgate_priced_name_at(house, asked, answered) != tollgate_priced_name(provider, asked, answered)) AS others
     FROM (SELECT ${list(PROVIDERS)} AS provider) AS p, (SELECT ${list(NAMES)} AS asked) AS a, (SELECT ${list(NAMES)} AS answered) AS b`,
  );
  expect(rows).toEqual([
    { all: String(PROVIDERS.length * NAMES.length ** 2), asked_ones: expect.any(String), others: "[]" },
  ]);
  expect(Number(rows[0]?.asked_ones)).toBeGreaterThan(500);
});

test("a call that another instrumentation reports has the price that the meter gives it", async () => {
  const answers = ["gpt-4o-2024-08-06", "gpt-4o-mini-2024-07-18", "claude-sonnet-4-5-20250929", ""];
  const calls = ["azure.ai.openai", "aws.bedrock", "openai"].flatMap((provider) =>
    NAMES.filter((name) => name.trim() !== "").flatMap((asked) =>
      answers.map((answered) => ({ provider, asked, answered, agent: `${provider} ${asked} → ${answered}` })),
    ),
  );
  const values = calls.map(({ provider, asked, answered, agent }) =>
    foreignSpan(AT, {
      ...{ "gen_ai.operation.name": "chat", "gen_ai.provider.name": provider, "gen_ai.request.model": asked },
      ...(answered !== "" && { "gen_ai.response.model": answered }),
      ...{ "gen_ai.usage.input_tokens": "1000", "gen_ai.usage.output_tokens": "100", "gen_ai.agent.name": agent },
    }),
  );
  await ledger.admin.insert({ table: "tollgate.otel_traces", values, format: "JSONEachRow" });
  const rows = await queryRows(ledger.admin, "SELECT agent, price_id FROM tollgate.calls");
  const found = Object.fromEntries(rows.map(({ agent, price_id }) => [agent, price_id]));
  const pricer = new Pricer();
  pricer.apply(overrides);
  const rest = { cacheReadTokens: 0, cacheWriteTokens: 0, cacheWrite1hTokens: 0, reasoningTokens: 0 };
  const expected = calls.map(({ provider, asked, answered, agent }) => {
    const call = { provider, model: answered || asked, requestModel: asked, atMs: Date.parse(AT) };
    const cost = pricer.price({ inputTokens: 1000, outputTokens: 100, ...rest }, call);
    return [agent, cost.status === "unpriced" ? "" : cost.priceId];
  });
  expect(found).toEqual(Object.fromEntries(expected));
  expect(new Set(Object.values(found)).size).toBeGreaterThan(8);
});
