import { randomBytes } from "node:crypto";
import { Metadata } from "@grpc/grpc-js";
import { type ExportResult, ExportResultCode } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-grpc";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { describe, expect, inject, it } from "vitest";
import { GenAi, Tollgate } from "../../instrumentation/conventions.ts";
import { otlpSpans, type TestSpan } from "./otlp-spans.ts";
import { select, selectUntil, sendTraces } from "./stack-client.ts";

const stack = inject("stack");
const hex = (bytes: number) => randomBytes(bytes).toString("hex");
const span = (more: Partial<TestSpan> = {}): TestSpan => ({
  spanId: hex(8),
  traceId: hex(16),
  name: "chat gpt-4o",
  ...more,
});
const landed = (traceId: string) => `SELECT * FROM tollgate.otel_traces WHERE TraceId = '${traceId}'`;

describe("token", () => {
  it("a wrong token is answered with 401 and its span is not stored", async () => {
    const refused = span();
    const accepted = span();
    expect(await sendTraces(stack, otlpSpans([refused]), "wrong")).toBe(401);
    expect(await sendTraces(stack, otlpSpans([accepted]))).toBe(200);
    await selectUntil(stack, landed(accepted.traceId), (rows) => rows.length === 1);
    expect(await select(stack, landed(refused.traceId))).toEqual([]);
  });

  it("a wrong token over gRPC is UNAUTHENTICATED, the right one stores the span", async () => {
    const refused = await exportByGrpc("wrong");
    expect(refused.result.error?.message).toContain("UNAUTHENTICATED");
    const accepted = await exportByGrpc(stack.secrets.TOLLGATE_TOKEN);
    expect(accepted.result).toMatchObject({ code: ExportResultCode.SUCCESS });
    await selectUntil(stack, landed(accepted.traceId), (rows) => rows.length === 1);
    expect(await select(stack, landed(refused.traceId))).toEqual([]);
  });
});

describe("content", () => {
  const SECRET = "the patient has diabetes";
  const CONTENT = [
    "gen_ai.input.messages",
    "gen_ai.output.messages",
    "gen_ai.system_instructions",
    "gen_ai.prompt",
    "gen_ai.prompt.0.content",
    "gen_ai.completion",
    "gen_ai.completion.0.content",
    "gen_ai.completion.0.tool_calls.0.arguments",
    "gen_ai.content.prompt",
    "gen_ai.content.completion",
    "gen_ai.event.content",
    "gen_ai.tool.definitions",
    "gen_ai.tool.call.arguments",
    "gen_ai.tool.call.result",
    "gen_ai.retrieval.query.text",
    "gen_ai.retrieval.documents",
    "gen_ai.evaluation.explanation",
    "input.value",
    "output.value",
    "llm.input_messages.0.message.content",
    "llm.output_messages.0.message.content",
    "llm.prompts",
    "llm.completions.0",
    "llm.prompt_template.variables",
    "llm.invocation_parameters",
    "embedding.embeddings.0.embedding.text",
    "retrieval.documents.0.document.content",
    "tool.parameters",
    "traceloop.entity.input",
    "traceloop.entity.output",
    "langfuse.observation.input",
    "mlflow.spanInputs",
    "genkit:output",
    "all_messages_events",
    "ai.prompt",
    "ai.prompt.messages",
    "ai.response.text",
    "ai.response.toolCalls",
    "ai.response.object",
    "ai.result.text",
    "ai.toolCall.args",
    "ai.toolCall.result",
    "ai.value",
    "ai.values",
    "http.request.body",
    "http.response.body",
    "http.request.body.content",
    "http.request.header.authorization",
    "http.request.header.x-api-key",
  ];
  const KEPT = {
    [GenAi.provider]: "openai",
    [GenAi.responseModel]: "gpt-4o",
    [GenAi.inputTokens]: "12",
    [Tollgate.costPicoUsd]: "30000000",
    "ai.response.id": "chatcmpl-1",
    "ai.response.model": "gpt-4o",
    "ai.usage.promptTokens": "12",
    "llm.token_count.prompt": "12",
    "llm.model_name": "gpt-4o",
    "gen_ai.usage.prompt_tokens": "12",
    "http.request.body.size": "812",
    "http.response.status_code": "200",
    "error.type": "timeout",
  };

  it("is dropped from spans, events and resources, and everything that is metered stays", async () => {
    const content = Object.fromEntries(CONTENT.map((name) => [name, SECRET]));
    const events = [{ name: "gen_ai.user.message", attributes: { ...content, content: SECRET, ...KEPT } }];
    const sent = span({ attributes: { ...content, ...KEPT }, events });
    const resource = { "service.name": "clinic", ...content };
    expect(await sendTraces(stack, otlpSpans([sent], { resource }))).toBe(200);
    const [row] = await selectUntil<Record<string, unknown>>(stack, landed(sent.traceId), (rows) => rows.length === 1);
    expect(JSON.stringify(row)).not.toContain(SECRET);
    expect(row).toMatchObject({
      SpanAttributes: KEPT,
      "Events.Attributes": [KEPT],
      ResourceAttributes: { "service.name": "clinic" },
    });
  });

  it("in an attribute that nobody knows is cut after 2,048 characters", async () => {
    const sent = span({ attributes: { "vendor.unheard_of": "x".repeat(10_000) } });
    expect(await sendTraces(stack, otlpSpans([sent]))).toBe(200);
    const rows = await selectUntil<{ SpanAttributes: Record<string, string> }>(
      stack,
      landed(sent.traceId),
      (found) => found.length === 1,
    );
    expect(rows[0]?.SpanAttributes["vendor.unheard_of"]).toHaveLength(2_048);
  });
});

describe("delivery", () => {
  it("the same OTLP request sent twice lands twice and counts once", async () => {
    // 1,000 input and 200 output tokens of a call that says it cost $0.0045 = 4,500,000,000 picodollars.
    const sent = span({
      attributes: {
        [GenAi.operation]: "chat",
        [GenAi.provider]: "openai",
        [GenAi.requestModel]: "gpt-4o",
        [GenAi.responseModel]: "gpt-4o-2024-08-06",
        [GenAi.responseId]: `chatcmpl-${hex(8)}`,
        [GenAi.inputTokens]: 1_000,
        [GenAi.outputTokens]: 200,
        [Tollgate.tenant]: "twice",
        [Tollgate.costPicoUsd]: 4_500_000_000,
        [Tollgate.costStatus]: "priced",
        [Tollgate.usageSource]: "provider",
        [Tollgate.source]: "wire",
      },
    });
    const request = otlpSpans([sent]);
    expect([await sendTraces(stack, request), await sendTraces(stack, request)]).toEqual([200, 200]);
    await selectUntil(stack, landed(sent.traceId), (rows) => rows.length === 2);
    const calls = await selectUntil<{ calls: number; cost: string }>(
      stack,
      "SELECT toUInt32(count()) AS calls, toString(sum(cost_usd)) AS cost FROM tollgate.calls WHERE tenant = 'twice'",
      (rows) => rows[0]?.calls !== 0,
    );
    expect(calls).toEqual([{ calls: 1, cost: "0.0045" }]);
  });
});

/** One span through the real exporter of the OTel SDK. */
async function exportByGrpc(token: string): Promise<{ traceId: string; result: ExportResult }> {
  const memory = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: memory })] });
  provider.getTracer("test").startSpan("by gRPC").end();
  await provider.forceFlush();
  const spans = memory.getFinishedSpans();
  const metadata = new Metadata();
  metadata.set("authorization", `Bearer ${token}`);
  const exporter = new OTLPTraceExporter({ url: stack.otlpGrpcUrl, metadata });
  const result = await new Promise<ExportResult>((resolve) => exporter.export(spans, resolve));
  await exporter.shutdown();
  return { traceId: spans[0]?.spanContext().traceId ?? "", result };
}
