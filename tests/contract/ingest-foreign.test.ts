import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FOREIGN_SPELLINGS } from "./foreign-spellings.ts";
import { queryRows } from "./query-rows.ts";
import { foreignSpan, randomHex, type SpanRow } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

const HOUR = Date.parse("2026-11-10T14:30:00Z");
const deliver = (...spans: SpanRow[]) =>
  ledger.admin.insert({ table: "tollgate.otel_traces", values: spans, format: "JSONEachRow" });

async function callsOf(agent: string) {
  const query = `
    SELECT operation, provider, model, input_tokens, cache_read_tokens, output_tokens, reasoning_tokens, cost_status, cost_usd
    FROM tollgate.calls WHERE service = {agent:String}`;
  return (await queryRows(ledger.reader, query, { agent })).map((row) => Object.values(row).join(" "));
}

describe("one call as each instrumentation spells it", () => {
  test.each(FOREIGN_SPELLINGS)("%s", async (name, attributes, expected, row) => {
    await deliver(foreignSpan(HOUR, attributes, { ServiceName: name, ...row }));
    expect(await callsOf(name)).toEqual([expected]);
  });
});

const chat = { "gen_ai.operation.name": "chat", "gen_ai.system": "openai", "gen_ai.request.model": "gpt-4o" };

describe("what is charged", () => {
  test("a count of the cache that stands beside the input and not in it is added, so that it is priced at all", async () => {
    const usage = {
      "gen_ai.usage.input_tokens": "10",
      "gen_ai.usage.cache_read.input_tokens": "100",
      "gen_ai.usage.output_tokens": "1",
    };
    await deliver(foreignSpan(HOUR, { ...chat, ...usage }, { ServiceName: "beside" }));
    // 10 × 2,500,000 + 100 × 1,250,000 + 1 × 10,000,000 picodollars.
    expect(await callsOf("beside")).toEqual(["chat openai gpt-4o 110 100 1 0 priced 0.00016"]);
  });

  test("an answer without counts and a model that the book lacks are unpriced, and a failure without counts is free", async () => {
    await deliver(
      foreignSpan(HOUR, chat, { ServiceName: "no counts" }),
      foreignSpan(
        HOUR,
        { ...chat, "gen_ai.request.model": "no-such-model", "gen_ai.usage.input_tokens": "5" },
        { ServiceName: "no price" },
      ),
      foreignSpan(HOUR, chat, { ServiceName: "failed", StatusCode: "Error" }),
    );
    expect(await callsOf("no counts")).toEqual(["chat openai gpt-4o 0 0 0 0 unpriced 0"]);
    expect(await callsOf("no price")).toEqual(["chat openai no-such-model 5 0 0 0 unpriced 0"]);
    expect(await callsOf("failed")).toEqual(["chat openai gpt-4o 0 0 0 0 free 0"]);
  });

  test("spans of agents, workflows, traces and steps are not, also where they name an operation of a leaf", async () => {
    const usage = { ...chat, "gen_ai.usage.input_tokens": "5000" };
    const kinds = [
      { "traceloop.span.kind": "workflow" },
      { "openinference.span.kind": "AGENT" },
      { "langfuse.observation.type": "span" },
      { "ai.operationId": "ai.streamText" },
      { "gen_ai.operation.name": "invoke_agent" },
    ];
    await deliver(...kinds.map((kind) => foreignSpan(HOUR, { ...usage, ...kind }, { ServiceName: "sums" })));
    expect(await callsOf("sums")).toEqual([]);
  });

  test("a wrapper around another instrumentation's call is not, whichever of the two arrives first", async () => {
    for (const innerFirst of [true, false]) {
      const service = `wrapper ${innerFirst}`;
      const [TraceId, SpanId] = [randomHex(16), randomHex(8)];
      const usage = { ...chat, "gen_ai.usage.input_tokens": "1000" };
      const wrapper = foreignSpan(HOUR, usage, { ServiceName: service, TraceId, SpanId });
      const inner = foreignSpan(HOUR + 5, usage, {
        ServiceName: service,
        TraceId,
        ParentSpanId: SpanId,
      } as Partial<SpanRow>);
      for (const span of innerFirst ? [inner, wrapper] : [wrapper, inner]) await deliver(span);
      expect(await callsOf(service)).toEqual(["chat openai gpt-4o 1000 0 0 0 priced 0.0025"]);
    }
  });

  test("one response that gateway and app saw on both sides of the hour is, once", async () => {
    const usage = { ...chat, "gen_ai.usage.input_tokens": "1000", "gen_ai.response.id": `chatcmpl-${randomHex(12)}` };
    const hour = Date.parse("2026-11-10T15:00:00Z");
    await deliver(foreignSpan(hour + 40_000, usage, { ServiceName: "gateway" }));
    await deliver(foreignSpan(hour - 40_000, usage, { ServiceName: "gateway" }));
    expect(await callsOf("gateway")).toEqual(["chat openai gpt-4o 1000 0 0 0 priced 0.0025"]);
  });
});

test("a foreign cost is kept beside the book's, in dollars only, and audio is priced as audio", async () => {
  const usage = { ...chat, "gen_ai.usage.input_tokens": "1000" };
  const said: [service: string, attributes: Record<string, string>][] = [
    ["says nothing", {}],
    ["says a number", { "gen_ai.usage.cost": "0.25" }],
    ["says euros", { "gen_ai.usage.cost.amount": "0.25", "gen_ai.usage.cost.currency": "EUR" }],
    ["says no number", { "gen_ai.usage.cost": "NaN" }],
    ["says too much", { "llm.cost.total": "1e300" }],
    [
      "says in JSON",
      { "langfuse.observation.type": "generation", "langfuse.observation.cost_details": '{"total":0.5}' },
    ],
  ];
  await deliver(...said.map(([ServiceName, more]) => foreignSpan(HOUR, { ...usage, ...more }, { ServiceName })));
  const query = `SELECT service, foreign_cost FROM tollgate.calls WHERE service LIKE 'says %' AND cost_usd = toDecimal64('0.0025', 12)`;
  const rows = await queryRows(ledger.reader, query);
  expect(Object.fromEntries(rows.map((row) => [row.service, row.foreign_cost]))).toEqual({
    "says nothing": null,
    "says a number": "0.25",
    "says euros": null,
    "says no number": null,
    "says too much": "999999",
    "says in JSON": "0.5",
  });
});
