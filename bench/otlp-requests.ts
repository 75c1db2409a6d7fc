import { createHash } from "node:crypto";
import { SpanKind, SpanStatusCode, TraceFlags } from "@opentelemetry/api";
import { ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import { resourceFromAttributes } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { GenAi, General, SCOPE_NAME, Tollgate } from "../instrumentation/conventions.ts";

/** As many as an SDK's batch processor sends at once. */
const SPANS_OF_A_REQUEST = 512;

/** OTLP requests, in protobuf, with so many calls of the last seconds, 25 attributes each: of ours, or those of another instrumentation. */
export function otlpRequests(kind: "ours" | "foreign", spans: number, seed: string): Uint8Array[] {
  return Array.from({ length: Math.ceil(spans / SPANS_OF_A_REQUEST) }, (_, request) => {
    const first = request * SPANS_OF_A_REQUEST;
    const length = Math.min(SPANS_OF_A_REQUEST, spans - first);
    const batch = Array.from({ length }, (_, index) => call(kind, first + index, seed));
    const body = ProtobufTraceSerializer.serializeRequest(batch);
    if (body === undefined)
      throw new Error("Cannot write the spans of the bench as protobuf: the serializer gave nothing");
    return body;
  });
}

function call(kind: "ours" | "foreign", number: number, seed: string): ReadableSpan {
  const hex = (what: string, characters: number) =>
    createHash("md5").update(`${seed}${what}${number}`).digest("hex").slice(0, characters);
  const startMs = Date.now() - (number % 10_000);
  const time = (ms: number): [number, number] => [Math.floor(ms / 1000), (ms % 1000) * 1_000_000];
  const isOpenAi = number % 2 === 0;
  const model = isOpenAi ? "gpt-4o-2024-08-06" : "claude-haiku-4-5";
  const scope = kind === "ours" ? SCOPE_NAME : "another.instrumentation";
  return {
    name: `chat ${model}`,
    kind: SpanKind.CLIENT,
    spanContext: () => ({ traceId: hex("t", 32), spanId: hex("s", 16), traceFlags: TraceFlags.SAMPLED }),
    startTime: time(startMs),
    endTime: time(startMs + 250),
    duration: [0, 250_000_000],
    ended: true,
    status: { code: SpanStatusCode.UNSET },
    links: [],
    events: [],
    resource: resourceFromAttributes({
      [General.serviceName]: `service${Math.floor(number / SPANS_OF_A_REQUEST) % 5}`,
      [General.environment]: "production",
    }),
    instrumentationScope: { name: scope, version: "1.0" },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
    attributes: {
      [GenAi.operation]: "chat",
      [GenAi.provider]: isOpenAi ? "openai" : "anthropic",
      [GenAi.requestModel]: model,
      [GenAi.responseModel]: model,
      [GenAi.responseId]: `chatcmpl-${hex("r", 32)}`,
      [GenAi.inputTokens]: 1000 + (number % 5000),
      [GenAi.outputTokens]: 50 + (number % 2000),
      [GenAi.cacheReadTokens]: number % 900,
      [GenAi.reasoningTokens]: number % 40,
      [GenAi.agentName]: `agent${number % 63}`,
      [GenAi.conversationId]: `conversation${Math.floor(number / 6)}`,
      [General.userId]: `user${number % 5000}`,
      [General.sessionId]: `session${Math.floor(number / 6)}`,
      [General.serverAddress]: "api.openai.com",
      [General.serverPort]: 443,
      [GenAi.requestStream]: true,
      [GenAi.timeToFirstChunk]: 0.42,
      [Tollgate.project]: `project${number % 10}`,
      [Tollgate.customer]: `customer${number % 30}`,
      [Tollgate.workflow]: "flow",
      "app.reason": "stop",
      ...(kind === "ours"
        ? {
            [Tollgate.costPicoUsd]: 2_500_000 * (1000 + (number % 5000)),
            [Tollgate.costStatus]: "priced",
            [Tollgate.priceId]: "openai/gpt-4o/standard/2024-10-02",
            [Tollgate.usageSource]: "provider",
          }
        : { "app.temperature": 0.7, "app.thread": "main", "app.function": "ask", "app.note": "x" }),
    },
  };
}
