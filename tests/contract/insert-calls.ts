import type { ClickHouseClient } from "@clickhouse/client";
import { GenAi, General, SCOPE_NAME, Tollgate } from "../../instrumentation/conventions.ts";

/** One call as our own span reports it. */
export interface SeededCall {
  /** Hundredths of a dollar are enough for tests of alerts; absent: unpriced. */
  costUsd?: number;
  agent?: string;
  tenant?: string;
  model?: string;
  at?: Date;
  estimated?: boolean;
  user?: string;
  inputTokens?: number;
  outputTokens?: number;
}

const hex = (bytes: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString("hex");

/** Puts spans of calls into the landing table, as the collector would. */
export async function insertCalls(client: ClickHouseClient, calls: readonly SeededCall[]): Promise<void> {
  const values = calls.map((call) => {
    const status = call.costUsd === undefined ? "unpriced" : call.estimated ? "estimated" : "priced";
    const cost = call.costUsd === undefined ? {} : { [Tollgate.costPicoUsd]: String(Math.round(call.costUsd * 1e12)) };
    return {
      Timestamp: (call.at ?? new Date()).toISOString().replace("T", " ").replace("Z", ""),
      TraceId: hex(16),
      SpanId: hex(8),
      SpanName: `chat ${call.model ?? "gpt-5.2"}`,
      SpanKind: "Client",
      ServiceName: "seed",
      ScopeName: SCOPE_NAME,
      Duration: 800_000_000,
      StatusCode: "Unset",
      SpanAttributes: {
        [GenAi.operation]: "chat",
        [GenAi.provider]: "openai",
        [GenAi.requestModel]: call.model ?? "gpt-5.2",
        [GenAi.responseId]: `chatcmpl-${hex(12)}`,
        [GenAi.inputTokens]: String(call.inputTokens ?? 1000),
        [GenAi.outputTokens]: String(call.outputTokens ?? 100),
        [GenAi.agentName]: call.agent ?? "",
        [Tollgate.tenant]: call.tenant ?? "default",
        [General.userId]: call.user ?? "",
        [Tollgate.costStatus]: status,
        [Tollgate.usageSource]: call.estimated ? "estimated" : "provider",
        ...cost,
      },
    };
  });
  await client.insert({ table: "tollgate.otel_traces", values, format: "JSONEachRow" });
}
