import { afterAll, beforeAll, expect, test } from "vitest";
import { GenAi, SCOPE_NAME, Tollgate } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { foreignSpan, ourSpan, type SpanRow } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

const deliver = (spans: SpanRow[]) =>
  ledger.admin.insert({ table: "tollgate.otel_traces", values: spans, format: "JSONEachRow" });

test("what could not be understood is told with its reason, once however often it is delivered, and nothing else is", async () => {
  const now = new Date();
  const counts = { "gen_ai.usage.input_tokens": "5" };
  const named = (ServiceName: string) => ({ ServiceName });
  const spans = [
    ourSpan(now, 1, {}, named("fine")),
    foreignSpan(now, { [GenAi.operation]: "chat", [GenAi.requestModel]: "gpt-4o", ...counts }, named("fine")),
    foreignSpan(now, { [GenAi.operation]: "invoke_agent", ...counts }, named("fine")),
    foreignSpan(now, { "http.request.method": "GET" }, { ServiceName: "fine", SpanName: "GET" }),
    foreignSpan(now, {}, { ServiceName: "ours without operation", ScopeName: SCOPE_NAME }),
    foreignSpan(now, counts, { ServiceName: "theirs without", SpanName: "llm call" }),
    foreignSpan(now, { [GenAi.operation]: "dream", ...counts }, named("dream")),
    foreignSpan(now, { [GenAi.operation]: "chat", ...counts }, named("model")),
    foreignSpan(
      now,
      { [GenAi.operation]: "chat", [GenAi.requestModel]: "m", "gen_ai.usage.prompt_tokens": "1e3" },
      named("theirs"),
    ),
    ourSpan(now, 1, { [GenAi.inputTokens]: "many", [GenAi.outputTokens]: "-5" }, named("counts")),
    // The largest count that is taken as it is, and one more.
    ourSpan(now, 1, { [GenAi.inputTokens]: "1000000000", [GenAi.outputTokens]: "1000000001" }, named("bound")),
    ourSpan(now, undefined, { [Tollgate.costStatus]: "priced", [Tollgate.costPicoUsd]: "12.5" }, named("cost")),
    ourSpan("1971-01-01T00:00:00Z", 1, {}, named("clock")),
  ];
  await deliver(spans);
  await deliver(spans);
  const rows = await queryRows(
    ledger.reader,
    "SELECT service, reason, in_ledger, spans, example FROM tollgate.rejected WHERE reason != 'no count' ORDER BY service",
  );
  expect(rows.map((row) => Object.values(row).join(" | "))).toEqual([
    "clock | broken clock | true | 1 | 1971-01-01 00:00:00.000000000",
    "cost | no cost | true | 1 | 12.5",
    "dream | unknown operation | false | 1 | dream",
    "model | no model | true | 1 | chat",
    "ours without operation | no operation | false | 1 | chat",
    "theirs without | no operation | false | 1 | llm call",
  ]);
  const wrong = "SELECT service, detail FROM tollgate.rejected_spans FINAL WHERE reason = 'no count' ORDER BY detail";
  expect((await queryRows(ledger.admin, wrong)).map((row) => `${row.service} ${row.detail}`)).toEqual([
    "counts -5",
    "bound 1000000001",
    "theirs 1e3",
    "counts many",
  ]);
});
