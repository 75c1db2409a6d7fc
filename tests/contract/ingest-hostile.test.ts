import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ForeignSpellings, GenAi, SCOPE_NAME, Tollgate } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { foreignSpan, type SpanRow } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

// An insert that fails is sent again for ever: nothing a span carries may make one fail.

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

const deliver = (spans: SpanRow[]) =>
  ledger.admin.insert({ table: "tollgate.otel_traces", values: spans, format: "JSONEachRow" });

const NAMES = [
  ...Object.values(GenAi),
  ...Object.values(Tollgate),
  ...Object.values(ForeignSpellings).flat(),
  `${Tollgate.countedPrefix}webSearch`,
  Tollgate.countedPrefix,
  "openinference.span.kind",
  "ai.operationId",
  "unknown",
  "",
];

const CALL = { [GenAi.operation]: "chat", [GenAi.provider]: "openai", [GenAi.requestModel]: "gpt-4o" };

const value = fc.oneof(
  fc.constantFrom(
    ...["", "chat", "embeddings", "generation", "LLM", "openai", "gpt-4o", "true", "-1", "1e309", "-0", "0x10", "NaN"],
    ...["inf", "12.5", "99999999999999999999", "1000000001", '{"input":1e400,"total":"x"}', '{"total":', "[]", "null"],
    ...["\u0000", "\ud83d\ude00".repeat(300), "x".repeat(5_000), " 7", "+3", "١٢", "%s", "\\", "'", "a:b:c"],
  ),
  fc.integer().map(String),
  fc.double().map(String),
  fc.string({ unit: "binary", maxLength: 40 }),
);

const span: fc.Arbitrary<SpanRow> = fc
  .record({
    attributes: fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 30 }),
    isCall: fc.boolean(),
    scope: fc.constantFrom(SCOPE_NAME, "tollgate.events", "gen_ai", "another", ""),
    resource: fc.dictionary(fc.constantFrom("tollgate.tenant", "deployment.environment", "x"), value),
    at: fc.constantFrom(
      "1970-01-01T00:00:00Z",
      "2262-01-01T00:00:00Z",
      "2026-11-10T10:59:59.999Z",
      "2026-11-10T11:05:00Z",
    ),
    id: fc.constantFrom("", "00", "zz", "ab".repeat(8), "ab".repeat(40)),
    duration: fc.constantFrom("0", "18446744073709551615", "1"),
    name: value,
  })
  .map(({ attributes, isCall, scope, resource, at, id, duration, name }) =>
    foreignSpan(at, isCall ? { ...attributes, ...CALL } : attributes, {
      ScopeName: scope,
      ResourceAttributes: resource,
      TraceId: id,
      SpanId: id,
      ParentSpanId: id,
      Duration: duration,
      SpanName: name,
      ServiceName: name,
    }),
  );

test("no attribute of any value makes an insert fail, and what is charged is a sum that a ledger can have", {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(span, { minLength: 200, maxLength: 300 }), async (spans) => {
      await deliver(spans);
    }),
    { numRuns: 6, endOnFailure: true },
  );
  const [row] = await queryRows(
    ledger.admin,
    "SELECT count() > 0 AS calls, min(cost_usd) >= 0 AS positive, max(cost_usd) < 1000000 AS bounded, max(length(model)) <= 800 AS short FROM tollgate.calls",
  );
  expect(row).toEqual({ calls: "1", positive: "1", bounded: "1", short: "1" });
});

test("an attribute of 10 MB is cut where the ledger keeps it, ours and others' alike", async () => {
  const huge = "y".repeat(10_000_000);
  const of = (ScopeName: string, ServiceName: string) =>
    foreignSpan(
      "2026-11-10T10:00:00Z",
      {
        [GenAi.operation]: "chat",
        [GenAi.provider]: "openai",
        [GenAi.requestModel]: huge,
        [GenAi.inputTokens]: huge,
        huge,
      },
      { ScopeName, ServiceName },
    );
  await deliver([of(SCOPE_NAME, "huge ours"), of("another", "huge theirs")]);
  const rows = await queryRows(
    ledger.reader,
    "SELECT service, length(model) AS model, input_tokens, cost_status FROM tollgate.calls WHERE service LIKE 'huge %' ORDER BY service",
  );
  expect(rows).toEqual([
    { service: "huge ours", model: "200", input_tokens: "0", cost_status: "unpriced" },
    { service: "huge theirs", model: "200", input_tokens: "0", cost_status: "unpriced" },
  ]);
});
