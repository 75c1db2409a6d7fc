import { ChatOpenAI } from "@langchain/openai";
import { createAgent } from "langchain";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withAttribution } from "../../instrumentation/attribution.ts";
import { TollgateCallbackHandler } from "../../instrumentation/langchain.ts";
import { toolCallingProvider, weatherTool } from "../unit/langchain-provider.ts";
import { type SentSpan, sentSpans } from "../unit/sent-spans.ts";
import { CHAT_COST_PICO_USD } from "../unit/wire-answers.ts";
import { startMeteredApp } from "../unit/wire-metered-app.ts";
import { queryRows } from "./query-rows.ts";
import { foreignSpan, type SpanRow } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

let ledger: Ledger;
let sent: SentSpan[];

beforeAll(async () => {
  ledger = await startLedger();
  sent = await runAgent();
  const rows = sent.map(toRow);
  // The exporter delivers twice after a crash.
  for (let times = 0; times < 2; times += 1)
    await ledger.admin.insert({ table: "tollgate.otel_traces", values: rows, format: "JSONEachRow" });
});
afterAll(() => ledger.stop());

/** An agent with a tool that asks a model too: three calls of $0.004 under one agent. */
async function runAgent(): Promise<SentSpan[]> {
  const app = await startMeteredApp(toolCallingProvider());
  const configuration = { baseURL: `${app.provider.url}/v1` };
  const model = new ChatOpenAI({ model: "gpt-4o", apiKey: "k", maxRetries: 0, configuration });
  const weather = weatherTool(() => model.invoke("Hi"));
  const agent = createAgent({ model, tools: [weather], name: "researcher" });
  const input = { messages: [{ role: "user" as const, content: "Hi" }] };
  const config = { callbacks: [new TollgateCallbackHandler()], configurable: { thread_id: "t1" }, tags: ["beta"] };
  await withAttribution({ tenant: "acme", customer: "c1" }, () => agent.invoke(input, config));
  await app.stop();
  return sentSpans(app);
}

/** As the collector's exporter writes it: every attribute is text, a list is JSON. */
function toRow(span: SentSpan): SpanRow & { ParentSpanId: string } {
  const toText = (value: unknown) => (Array.isArray(value) ? JSON.stringify(value) : String(value));
  const attributes = Object.fromEntries(Object.entries(span.attributes).map(([key, value]) => [key, toText(value)]));
  return {
    ...foreignSpan(span.startMs, attributes),
    TraceId: span.traceId,
    SpanId: span.spanId,
    ParentSpanId: span.parentSpanId ?? "",
    SpanName: span.name,
    SpanKind: span.scope === "tollgate" ? "Client" : "Internal",
    ScopeName: span.scope,
    Duration: Math.round((span.endMs - span.startMs) * 1e6),
  };
}

test("agents, steps and tools are no rows of the ledger; each call is one, of its agent and thread", async () => {
  const tree = sent.filter(({ scope }) => scope === "tollgate.runs");
  expect(
    tree
      .map(({ attributes }) => attributes["gen_ai.operation.name"])
      .filter(Boolean)
      .toSorted(),
  ).toEqual(["execute_tool", "invoke_agent"]);
  expect(sent.length - tree.length).toBe(3);
  const rows = await queryRows(
    ledger.reader,
    "SELECT tenant, customer, agent, session, operation, count() AS calls, sum(cost_usd) AS usd FROM tollgate.calls GROUP BY ALL",
  );
  expect(rows).toEqual([
    {
      tenant: "acme",
      customer: "c1",
      agent: "researcher",
      session: "t1",
      operation: "chat",
      calls: "3",
      usd: String((3 * CHAT_COST_PICO_USD) / 1e12),
    },
  ]);
});

test("not one row is made of them, not even a tombstone or an unpriced call", async () => {
  const [count] = await queryRows(
    ledger.admin,
    "SELECT uniqExact(call_id) AS calls, countIf(cost_status != 'priced') AS odd FROM tollgate.llm_calls WHERE kind = 'call'",
  );
  expect(count).toEqual({ calls: "3", odd: "0" });
});

test("the spans carry no count and no money", () => {
  for (const { scope, attributes } of sent.filter((span) => span.scope !== "tollgate"))
    expect(
      Object.keys(attributes).filter((name) => /usage|cost|price/.test(name)),
      scope,
    ).toEqual([]);
});

test("the trace reads as a tree in the landing table: from every call up to the agent", async () => {
  const rows = await queryRows(
    ledger.admin,
    `SELECT c.SpanName AS call, arrayStringConcat([p.SpanName, g.SpanName, gg.SpanName], ' < ') AS above
     FROM (SELECT DISTINCT SpanName, ParentSpanId, Timestamp FROM tollgate.otel_traces WHERE ScopeName = 'tollgate') AS c
     LEFT JOIN (SELECT DISTINCT SpanId, SpanName, ParentSpanId FROM tollgate.otel_traces) AS p ON p.SpanId = c.ParentSpanId
     LEFT JOIN (SELECT DISTINCT SpanId, SpanName, ParentSpanId FROM tollgate.otel_traces) AS g ON g.SpanId = p.ParentSpanId
     LEFT JOIN (SELECT DISTINCT SpanId, SpanName FROM tollgate.otel_traces) AS gg ON gg.SpanId = g.ParentSpanId
     ORDER BY c.Timestamp`,
  );
  const step = "model_request < invoke_agent researcher < ";
  expect(rows.map(({ above }) => above)).toEqual([
    step,
    "execute_tool weather < tools < invoke_agent researcher",
    step,
  ]);
});
