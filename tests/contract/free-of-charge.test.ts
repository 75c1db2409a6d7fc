import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { loadPrices } from "../../clickhouse/load-prices.ts";
import { GenAi, Tollgate } from "../../instrumentation/conventions.ts";
import { applyPriceOverrides } from "../../instrumentation/pricing/overrides/apply-price-overrides.ts";
import { isFree } from "../../instrumentation/pricing/overrides/is-free.ts";
import { parsePriceOverrides } from "../../instrumentation/pricing/overrides/parse-price-overrides.ts";
import { readPriceBook } from "../../instrumentation/pricing/price-book-data.ts";
import { Pricer } from "../../instrumentation/pricing/pricer.ts";
import { queryRows } from "./query-rows.ts";
import { acmeBook, acmeCall, RepricedLedger } from "./repriced-ledger.ts";
import { foreignSpan } from "./span-row.ts";

// A test is some ten statements that take the engine half a second of planning each.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const FILE = "free: { environments: [Development, sandbox eu, Größe], providers: [ollama, azure, house] }\n";
const overrides = parsePriceOverrides(FILE, "tollgate.prices.yaml");
const published = readPriceBook();
// Of 1,000 tokens in and 100 out: 1,000 × 2 + 100 × 10 = 3,000 picodollars.
const acmes = acmeBook({ known: { input: 2, output: 10 } });
const data = { models: [...published.models, ...acmes.models], rows: [...published.rows, ...acmes.rows] };

let acme: RepricedLedger;
beforeAll(async () => {
  acme = await RepricedLedger.start();
});
afterAll(() => acme.ledger.stop());
beforeEach(async () => {
  await acme.empty();
  await loadPrices(acme.ledger.admin, { ...applyPriceOverrides(data, overrides), overrides });
});

const PROVIDERS = [
  "openai",
  "azure",
  "azure.ai.openai",
  " Azure_AI ",
  "OLLAMA",
  "ollama",
  "house",
  "house2",
  "gcp.gemini",
  "",
];
const ENVIRONMENTS = [
  ...[
    "development",
    " DEVELOPMENT ",
    "development2",
    "dev",
    "sandbox eu",
    "sandbox",
    "GRÖSSE",
    "GRÖßE",
    "production",
    "",
    "provider azure",
  ],
];

test("ClickHouse tells a free call by its provider and environment as the library does", async () => {
  const calls = PROVIDERS.flatMap((provider) => ENVIRONMENTS.map((environment) => ({ provider, environment })));
  const values = `arrayJoin([${calls.map(({ provider, environment }) => `('${provider}', '${environment}')`).join(", ")}])`;
  const rows = await queryRows(
    acme.ledger.admin,
    `SELECT call.1 AS provider, call.2 AS environment, tollgate_is_free(provider, environment) AS free FROM (SELECT ${values} AS call)`,
  );
  expect(rows.map(({ free }) => free === "1")).toEqual(calls.map((call) => isFree(overrides, call)));
  expect(rows.filter(({ free }) => free === "1").length).toBeGreaterThan(40);
});

const MODELS = [
  ...[
    ["openai", "gpt-4o"],
    ["openai", "nobody-knows"],
    ["anthropic", "claude-sonnet-4-5"],
    ["azure.ai.openai", "gpt-4o"],
    ["ollama", "llama"],
  ],
] as const;
const COUNTS = [
  [1000, 100],
  [0, 0],
] as const;

/** Others' spans of each model in each environment, with counts and without, named by their agent. */
function spans(environments: readonly string[]) {
  return MODELS.flatMap(([provider, model]) =>
    environments.flatMap((environment) =>
      COUNTS.map(([input, output]) => ({
        ...{ provider, model, environment, input, output, agent: `${provider} ${model} ${environment} ${input}` },
      })),
    ),
  );
}

const sent = (calls: ReturnType<typeof spans>) =>
  calls.map(({ provider, model, environment, input, output, agent }) =>
    foreignSpan(
      "2026-10-10T12:00:00Z",
      {
        ...{ "gen_ai.operation.name": "chat", "gen_ai.system": provider, "gen_ai.request.model": model },
        ...{ "gen_ai.usage.input_tokens": String(input), "gen_ai.usage.output_tokens": String(output) },
        "gen_ai.agent.name": agent,
      },
      { ResourceAttributes: { "deployment.environment.name": environment } },
    ),
  );

async function landed(): Promise<Record<string, string>> {
  const rows = await queryRows(
    acme.ledger.admin,
    "SELECT agent, cost_status, toString(cost_usd) AS usd, price_id FROM tollgate.calls",
  );
  return Object.fromEntries(
    rows.map(({ agent, cost_status, usd, price_id }) => [agent, `${cost_status} ${usd} ${price_id}`]),
  );
}

test("a call of a free environment or provider costs the same whoever reports it: nothing, without a price", async () => {
  const pricer = new Pricer();
  pricer.apply(overrides);
  const calls = spans(["development", "production"]);
  await acme.send(...sent(calls));
  const found = await landed();
  const atMs = Date.parse("2026-10-10T12:00:00Z");
  const rest = { cacheReadTokens: 0, cacheWriteTokens: 0, cacheWrite1hTokens: 0, reasoningTokens: 0 };
  for (const { provider, model, environment, input, output, agent } of calls) {
    const usage = { inputTokens: input, outputTokens: output, ...rest };
    const ours = pricer.price(usage, { provider, model, environment, atMs });
    // A call without counts is unpriced unless it is free: the meter does not ask for its price.
    const status = input === 0 && ours.status !== "free" ? "unpriced" : ours.status;
    const usd = ours.status === "priced" && status === "priced" ? String(ours.costPicoUsd / 1e12) : "0";
    expect([agent, found[agent]?.split(" ").slice(0, 2).join(" ")]).toEqual([agent, `${status} ${usd}`]);
    if (status === "free") expect([agent, found[agent]]).toEqual([agent, "free 0 "]);
  }
  expect(Object.values(found).filter((text) => text === "free 0 ")).toHaveLength(14);
  expect(found["openai gpt-4o production 1000"]).toMatch(/^priced 0.0035 openai/);
});

test("what the file no longer calls free is charged from the next book on, and a file that only changes that is another book", async () => {
  const charged = parsePriceOverrides("free: { environments: [sandbox] }\n", "tollgate.prices.yaml");
  const book = { ...applyPriceOverrides(data, charged), overrides: charged };
  expect(await loadPrices(acme.ledger.admin, book)).toBe(true);
  expect(await loadPrices(acme.ledger.admin, book)).toBe(false);
  await acme.send(...sent(spans(["development", "sandbox"])));
  const found = await landed();
  expect(found["openai gpt-4o development 1000"]).toMatch(/^priced 0.0035 /);
  expect(found["azure.ai.openai gpt-4o development 1000"]).toMatch(/^priced 0.0035 /);
  expect(found["openai gpt-4o sandbox 1000"]).toBe("free 0 ");
});

describe("re-pricing", () => {
  const of = (environment: string) => ({ attributes: { [Tollgate.environment]: environment } });
  const without = { [GenAi.inputTokens]: "", [GenAi.outputTokens]: "" };

  test("takes back what a call of a free environment or provider was charged, and calls it no longer unpriced", async () => {
    const host = { ...of("development").attributes, [Tollgate.priceId]: "openrouter/answer" };
    await acme.send(
      acmeCall("known", 3_000, of("development")),
      acmeCall("unknown", undefined, of("development")),
      acmeCall("known", undefined, { attributes: { ...of("development").attributes, ...without } }),
      acmeCall("known", 3_000, { attributes: { [GenAi.provider]: "house" } }),
      // Left alone: charged rightly, free already, and charged by their host.
      acmeCall("known", 3_000, of("production")),
      acmeCall("known", 0, { attributes: { ...of("development").attributes, [Tollgate.costStatus]: "free" } }),
      acmeCall("known", 777, { attributes: host }),
    );
    expect(await acme.sums()).toEqual({ calls: 7, billed: 9_777n, corrected: 9_777n, unpriced: 2 });
    expect(await acme.reprice({}, { runId: "r1" })).toMatchObject({
      run: { correctedCalls: 4, newlyPricedCalls: 2, deltaUsd: "-0.000000006" },
    });
    expect(await acme.sums()).toEqual({ calls: 7, billed: 9_777n, corrected: 3_777n, unpriced: 0 });
    const entries = await queryRows(
      acme.ledger.admin,
      "SELECT DISTINCT toString(cost_status) AS status, price_id FROM tollgate.llm_calls FINAL WHERE kind = 'correction'",
    );
    expect(entries).toEqual([{ status: "free", price_id: "" }]);
    expect(await acme.reprice()).toMatchObject({ state: "nothing" });
    await acme.undo("r1");
    expect(await acme.sums()).toEqual({ calls: 7, billed: 9_777n, corrected: 9_777n, unpriced: 2 });
  });

  test("charges again what a run had taken back for a file that has changed since, and not what landed as free", async () => {
    await acme.send(
      acmeCall("known", 3_000, of("development")),
      acmeCall("known", undefined, of("development")),
      acmeCall("known", 0, { attributes: { ...of("development").attributes, [Tollgate.costStatus]: "free" } }),
    );
    await acme.reprice();
    expect(await acme.sums()).toMatchObject({ corrected: 0n, unpriced: 0 });
    await loadPrices(acme.ledger.admin, data);
    expect(await acme.reprice()).toMatchObject({ run: { correctedCalls: 2, deltaUsd: "0.000000006" } });
    expect(await acme.sums()).toEqual({ calls: 3, billed: 3_000n, corrected: 6_000n, unpriced: 0 });
  });
});
