import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withAttribution } from "../../instrumentation/attribution.ts";
import { callSpanAttributes } from "../../instrumentation/call-span.ts";
import { SCOPE_NAME, UsageOperation } from "../../instrumentation/conventions.ts";
import { type RecordedUsage, recordUsage } from "../../instrumentation/record-usage.ts";
import { type MeteredApp, startMeteredApp } from "../unit/wire-metered-app.ts";
import { queryRows } from "./query-rows.ts";
import { foreignSpan } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

/** Pinecone bills what the book has no prices for. */
const OVERRIDES = `models:
  - { provider: pinecone, model: serverless, usd_per_unit: { request/read-unit: 0.000016, request/write-unit: 0.000004 } }
  - { provider: openai, model: gpt-4o-training, usd_per_million_tokens: { input: 25 } }
  - { provider: openai, model: code-interpreter, usd_per_unit: { code_session: 0.03 } }
  - { provider: tavily, model: search, usd_per_unit: { web_search: 0.008 } }
`;

let ledger: Ledger;
let app: MeteredApp;
const folder = mkdtempSync(join(tmpdir(), "tollgate-usage-"));

beforeAll(async () => {
  const prices = join(folder, "tollgate.prices.yaml");
  writeFileSync(prices, OVERRIDES);
  [ledger, app] = await Promise.all([
    startLedger(),
    startMeteredApp((_request, response) => response.end(), { env: { TOLLGATE_PRICES: prices } }),
  ]);
});
afterAll(async () => {
  await Promise.all([ledger.stop(), app.stop()]);
  rmSync(folder, { recursive: true });
});

/** What the ledger has of it: our span as the collector's exporter writes it, and through the view that people read. */
async function ledgerRow(usage: RecordedUsage) {
  const agent = `agent-${app.calls.length}`;
  withAttribution({ agent }, () => recordUsage(usage));
  await app.handle.flush();
  const call = app.calls.at(-1);
  if (call === undefined) throw new Error("Nothing was recorded");
  const attributes = Object.fromEntries(
    Object.entries(callSpanAttributes(call)).map(([name, value]) => [name, String(value)]),
  );
  const span = foreignSpan(call.record.startMs, attributes, { ScopeName: SCOPE_NAME, Duration: 0 });
  await ledger.admin.insert({ table: "tollgate.otel_traces", values: [span], format: "JSONEachRow" });
  const query =
    "SELECT operation, cost_status, toString(cost) AS cost_usd, input_tokens, source FROM tollgate.calls WHERE agent = {agent:String}";
  const rows = await queryRows(ledger.reader, query, { agent });
  expect(rows).toHaveLength(1);
  return rows[0];
}

describe("each kind reaches the ledger once, under its operation, with its money", () => {
  const rows: [usage: RecordedUsage, costUsd: string, why: string][] = [
    [
      { kind: "retrieval", provider: "openai", model: "vector-store", units: { fileSearch: 4 } },
      "0.01",
      "4 × $2.50 a thousand",
    ],
    [
      {
        kind: "vectorStore",
        provider: "pinecone",
        model: "serverless",
        units: { "request/read-unit": 5, "request/write-unit": 10 },
      },
      "0.00012",
      "5 × $16 + 10 × $4 a million, by tollgate.prices.yaml",
    ],
    [
      { kind: "rerank", provider: "cohere", model: "rerank-english-v3.0", units: { rerankSearch: 3 } },
      "0.006",
      "3 × $2 a thousand",
    ],
    [
      { kind: "search", provider: "tavily", model: "search", units: { webSearch: 2 } },
      "0.016",
      "2 × $0.008, by tollgate.prices.yaml",
    ],
    [{ kind: "image", provider: "azure", model: "dall-e-3", units: { "image/1024x1024/hd": 2 } }, "0.16", "2 × $0.08"],
    [
      { kind: "audio", provider: "mistral", model: "voxtral-mini-2602", units: { audioSecond: 61.5 } },
      "0.003075",
      "61.5 × $0.00005",
    ],
    [{ kind: "video", provider: "azure", model: "sora-2", units: { "videoSecond/720p": 8 } }, "0.8", "8 × $0.10"],
    [
      {
        kind: "document",
        provider: "mistral",
        model: "mistral-ocr-2505",
        units: { page: 10, annotatedPage: 2 },
      },
      "0.016",
      "10 × $1 + 2 × $3 a thousand",
    ],
    [
      { kind: "codeExecution", provider: "openai", model: "code-interpreter", units: { codeSession: 3 } },
      "0.09",
      "3 × $0.03, by tollgate.prices.yaml",
    ],
    [
      { kind: "storage", provider: "openai", model: "vector-store", units: { storageGbDay: 2.5 } },
      "0.25",
      "2.5 × $0.10",
    ],
    [
      { kind: "training", provider: "openai", model: "gpt-4o-training", tokens: { inputTokens: 40_000 } },
      "1",
      "40,000 × $25 a million, by tollgate.prices.yaml",
    ],
  ];

  it.each(rows)("%o costs %s: %s", async (usage, costUsd) => {
    expect(await ledgerRow(usage)).toEqual({
      operation: UsageOperation[usage.kind],
      cost_status: "priced",
      cost_usd: costUsd,
      input_tokens: String(usage.tokens?.inputTokens ?? 0),
      source: "manual",
    });
  });

  it("kinds are all of them", () => {
    expect(new Set([...rows.map(([{ kind }]) => kind), "other"])).toEqual(new Set(Object.keys(UsageOperation)));
  });
});

describe("what has no price is unpriced and never $0", () => {
  const unpriced = { cost_status: "unpriced", cost_usd: "0" };
  it.each<[string, RecordedUsage]>([
    ["a product that nobody prices", { kind: "other", provider: "acme", model: "thing", units: { request: 1 } }],
    ["a unit without a price", { kind: "image", provider: "azure", model: "dall-e-3", units: { "image/8x8": 1 } }],
    ["half an image", { kind: "image", provider: "azure", model: "dall-e-3", units: { "image/1024x1024": 0.5 } }],
    ["fewer than none", { kind: "storage", provider: "openai", model: "vector-store", units: { storageGbDay: -1 } }],
    ["no count at all", { kind: "storage", provider: "openai", model: "vector-store" }],
  ])("%s", async (_, usage) => {
    expect(await ledgerRow(usage)).toMatchObject(unpriced);
  });
});

it("a kind that is none is still in the ledger, with its money", async () => {
  const usage = { kind: "toString", provider: "openai", model: "vector-store", units: { storageGbDay: 1 } };
  expect(await ledgerRow(usage as unknown as RecordedUsage)).toMatchObject({ operation: "other", cost_usd: "0.1" });
});

it("usage that failed and was not billed is free", async () => {
  const usage: RecordedUsage = { kind: "video", provider: "azure", model: "sora-2", errorType: "content_filter" };
  expect(await ledgerRow(usage)).toMatchObject({ cost_status: "free", cost_usd: "0" });
});
