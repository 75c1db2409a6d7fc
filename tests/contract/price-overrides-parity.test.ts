import { afterAll, beforeAll, expect, test } from "vitest";
import { loadPrices } from "../../clickhouse/load-prices.ts";
import { calculateCost } from "../../instrumentation/pricing/calculate-cost.ts";
import { applyPriceOverrides } from "../../instrumentation/pricing/overrides/apply-price-overrides.ts";
import { parsePriceOverrides } from "../../instrumentation/pricing/overrides/parse-price-overrides.ts";
import { readPriceOverrides } from "../../instrumentation/pricing/overrides/read-price-overrides.ts";
import { createPriceBook } from "../../instrumentation/pricing/price-book.ts";
import { readPriceBook } from "../../instrumentation/pricing/price-book-data.ts";
import type { PriceBookData } from "../../instrumentation/pricing/price-row.ts";
import { queryRows } from "./query-rows.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

const ARN = "arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc123";

const MORE = `
discounts:
  - { name: year, provider: openai, from: 2026-02-01, to: 2026-10-31, percent: 12.345 }
  - { name: spring, provider: openai, model: [gpt-4o, o3], from: 2026-03-01, to: 2026-05-31, percent: 33.333333 }
  - { name: batch, provider: openai, tier: batch, from: 2026-04-01, percent: 7 }
  - { name: long, provider: google, percent: 15 }
  - { name: nights, provider: deepseek, from: 2026-09-01, percent: 10 }
models:
  - { provider: openai, model: gpt-4o-mini, from: 2026-05-01, usd_per_million_tokens: { input: 0.1234567, output: 0.5 } }
  - { provider: vllm, model: llama, open_ended: true, usd_per_million_tokens: { input: 0.1, output: 0.2 } }
  - { provider: vllm, model: llama, hours: "20:00-06:30", usd_per_million_tokens: { input: 0.05, output: 0.1 } }
deployments:
  - { provider: azure, name: gpt-4o, model: gpt-4.1 }
  - { provider: azure, name: chat-eu, model: gpt-4o, type: data-zone }
`;

const BOOKS: Record<string, PriceBookData> = {
  "the example": applyPriceOverrides(readPriceBook(), readPriceOverrides("examples/tollgate.prices.yaml")),
  "a file with more": applyPriceOverrides(readPriceBook(), parsePriceOverrides(MORE, "more.yaml")),
};

const CALLS = [
  ...["gpt-4o", "gpt-4o-2024-08-06", "gpt-4o-mini", "o3", "gpt-5.6-luna"].map((model) => ({
    provider: "openai",
    model,
  })),
  ...["claude-sonnet-4-5", "claude-sonnet-5"].map((model) => ({ provider: "anthropic", model })),
  ...["chat-prod", "chat-eu", "gpt-4o"].map((model) => ({ provider: "azure", model })),
  ...["llama", "LLAMA-2026-01-01", "llama-3.3-70b", "meta-llama/Llama-3.3-70B-Instruct", "tiny-classifier"].map(
    (model) => ({
      ...{ provider: "vllm", model },
    }),
  ),
  { provider: "aws.bedrock", model: ARN },
  { provider: "google", model: "gemini-2.5-pro" },
  { provider: "deepseek", model: "deepseek-v4-flash" },
].flatMap((call) => ["standard", "batch"].map((tier) => ({ ...call, tier })));

/** Midnights at which something of the files begins or ends, and the millisecond before. */
const MONTHS_2026 = Array.from({ length: 12 }, (_, month) =>
  new Date(Date.UTC(2026, month, 1)).toISOString().slice(0, 10),
);
const DAYS = [...MONTHS_2026, "2026-08-17", "2027-01-01"];
const TIMES = DAYS.flatMap((day) =>
  ["00:00:00.000", "02:00:00.000", "06:30:00.000", "20:00:00.000"].flatMap((time) => {
    const at = Date.parse(`${day}T${time}Z`);
    return [at - 1, at];
  }),
);

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
  await ledger.admin.command({
    query:
      "CREATE TABLE default.calls (n UInt32, provider String, model String, tier String, at DateTime64(3, 'UTC')) ENGINE = MergeTree ORDER BY n",
  });
  const calls = CALLS.flatMap((call) =>
    TIMES.map((atMs) => ({ ...call, at: new Date(atMs).toISOString().replace("T", " ").replace("Z", "") })),
  );
  const values = calls.map((call, n) => ({ n, ...call }));
  await ledger.admin.insert({ table: "default.calls", values, format: "JSONEachRow" });
});
afterAll(() => ledger.stop());

test.each(Object.keys(BOOKS))("by %s ClickHouse prices each call as TypeScript does", async (name) => {
  const data = BOOKS[name] ?? { models: [], rows: [] };
  await loadPrices(ledger.admin, data);
  const inSql = await queryRows(
    ledger.admin,
    `WITH tollgate_price(provider, model, tier, at) AS price
     SELECT price.price_id AS id, ifNull(toString(tollgate_cost(price, [300001, 1000, 500, 0, 0, 0], map())), '') AS picoUsd
     FROM default.calls ORDER BY n`,
  );
  const book = createPriceBook(data);
  const usage = { inputTokens: 300_001, outputTokens: 1_000, cacheReadTokens: 500 };
  const rest = { cacheWriteTokens: 0, cacheWrite1hTokens: 0, reasoningTokens: 0 };
  const inTypeScript = CALLS.flatMap((call) =>
    TIMES.map((atMs) => {
      const found = book.find({ ...call, atMs });
      if (found.row === undefined) return { id: "", picoUsd: "" };
      return { id: found.row.id, picoUsd: String(calculateCost({ ...usage, ...rest }, found.price).costPicoUsd ?? "") };
    }),
  );
  expect(inSql).toEqual(inTypeScript);
  const ids = inTypeScript.map(({ id }) => id);
  for (const part of ["+", "+list/", "+own"]) expect([part, ids.some((id) => id.includes(part))]).toEqual([part, true]);
});
