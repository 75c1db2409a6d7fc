import type { ClickHouseClient } from "@clickhouse/client";
import { GenAi, Tollgate } from "../../instrumentation/conventions.ts";
import { foreignSpan, ourSpan } from "./span-row.ts";

/**
 * What the views that read the clock are asked about, at the first moment of today (UTC): so it is today's and this month's whenever it is asked,
 * and it can never be in October 2026.
 */
export async function seedViewsToday(client: ClickHouseClient): Promise<void> {
  const midnight = new Date().setUTCHours(0, 0, 0, 0);
  const call = (picoUsd: number | undefined, attributes: Record<string, string> = {}) =>
    ourSpan(
      midnight,
      picoUsd,
      {
        [GenAi.agentName]: "probe",
        [GenAi.requestModel]: "gpt-4o",
        [GenAi.inputTokens]: "10000",
        [GenAi.outputTokens]: "1000",
        [Tollgate.tenant]: "acme",
        ...attributes,
      },
      { ServiceName: "probes" },
    );
  // gpt-4o: 10,000 × $2.50 + 1,000 × $10 a million = $0.035.
  const twice = call(70_000_000_000);
  const unpriced = call(undefined, { [GenAi.requestModel]: "house-model-8" });
  const estimated = call(35_000_000_000, {
    [Tollgate.costStatus]: "estimated",
    [Tollgate.usageSource]: "estimated",
    [GenAi.outputTokens]: "1000.0",
  });
  const unknown = foreignSpan(
    midnight,
    { [GenAi.operation]: "summarize", [GenAi.requestModel]: "gpt-4o", [GenAi.inputTokens]: "10" },
    { ServiceName: "probes" },
  );
  // `unpriced` is delivered twice.
  const values = [twice, unpriced, unpriced, estimated, unknown];
  await client.insert({ table: "tollgate.otel_traces", values, format: "JSONEachRow" });
}
