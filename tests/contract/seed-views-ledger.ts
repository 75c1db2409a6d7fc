import type { ClickHouseClient } from "@clickhouse/client";
import { repriceCalls } from "../../cli/prices/reprice/reprice-calls.ts";
import { GenAi, General, Metric, Tollgate } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { billedTwice, countedLate } from "./seed-views-corrections.ts";
import { helpDesk } from "./seed-views-help-desk.ts";
import { ourSpan, type SpanRow, utc } from "./span-row.ts";

const FIRST_DAY = Date.parse("2026-09-01T00:00:00Z");
const [DAYS, HOUR_MS] = [50, 3_600_000];

interface Seed {
  agent: string;
  /** Microdollars a token times tokens, so picodollars are whole. */
  microUsd: number;
  tokens: { input: number; output: number; read?: number; written?: number };
  latencyMs: number;
  more?: Record<string, string>;
}

// gpt-4o: 50,000 × $2.50 + 50,000 × $1.25 + 4,000 × $10 a million = $0.2275. nightly: 20,000 × $2.50 + 2,000 × $10 = $0.07.
const writer: Seed = {
  agent: "writer",
  microUsd: 227_500,
  tokens: { input: 100_000, output: 4000, read: 50_000 },
  latencyMs: 40_500,
};
const nightly: Seed = {
  agent: "nightly",
  microUsd: 70_000,
  tokens: { input: 20_000, output: 2000 },
  latencyMs: 25_000,
};
// Sonnet 4.5: 10,000 × $3 + 1,000 × $15 = $0.045, and 20,000 tokens written at $3.75 or read at $0.30.
const reviews: Seed = {
  agent: "reviewer",
  microUsd: 120_000,
  tokens: { input: 30_000, output: 1000, written: 20_000 },
  latencyMs: 12_000,
};
const again: Seed = { ...reviews, microUsd: 51_000, tokens: { input: 30_000, output: 1000, read: 20_000 } };

/** Fills an empty ledger with what docs/views.md, docs/api.md and docs/reports.md are about. */
export async function seedViewsLedger(client: ClickHouseClient): Promise<void> {
  const land = (values: readonly SpanRow[]) =>
    client.insert({ table: "tollgate.otel_traces", values, format: "JSONEachRow" });
  const [gpt, sonnet] = [
    await priceId(client, "openai", "gpt-4o"),
    await priceId(client, "anthropic", "claude-sonnet-4-5"),
  ];
  const mini = await priceId(client, "openai", "gpt-4o-mini");
  await land([...everyDay(gpt, sonnet), ...helpDesk({ gpt, mini }), ...billedTwice()]);
  await repriceCalls(
    client,
    { from: "2026-10-12", to: "2026-10-13", models: ["gpt-4.1-mini"] },
    { apply: true, runId: "2026-10-mini", reason: "billed at twice its price" },
  );
  await land(countedLate());
  const noon = Date.parse("2026-10-20T12:00:00Z");
  const metric = (value: number, at: number) => ({
    ServiceName: "editor",
    MetricName: Metric.calls,
    Value: value,
    AggregationTemporality: 2,
    StartTimeUnix: utc(FIRST_DAY),
    TimeUnix: utc(at),
  });
  // 12 calls since midnight of the last day, as the ledger has them, and one more.
  await client.insert({
    table: "tollgate.otel_metrics_sum",
    values: [metric(700, noon - 13 * HOUR_MS), metric(713, noon - 60_000)],
    format: "JSONEachRow",
  });
}

async function priceId(client: ClickHouseClient, provider: string, model: string): Promise<string> {
  const [row] = await queryRows(
    client,
    "SELECT tollgate_price({provider:String}, {model:String}, '', toDateTime64('2026-10-01 00:00:00', 3, 'UTC')).price_id AS id",
    { provider, model },
  );
  return row?.id ?? "";
}

/** Fifty days to noon of 20 October. */
function everyDay(gpt: string, sonnet: string): SpanRow[] {
  const call = (at: number, seed: Seed): SpanRow =>
    ourSpan(
      at,
      seed.microUsd < 0 ? undefined : seed.microUsd * 1_000_000,
      {
        [GenAi.agentName]: seed.agent,
        [GenAi.inputTokens]: String(seed.tokens.input),
        [GenAi.outputTokens]: String(seed.tokens.output),
        [GenAi.cacheReadTokens]: String(seed.tokens.read ?? 0),
        [GenAi.cacheWriteTokens]: String(seed.tokens.written ?? 0),
        ...(seed.agent === "reviewer"
          ? {
              [GenAi.provider]: "anthropic",
              [GenAi.requestModel]: "claude-sonnet-4-5",
              [Tollgate.priceId]: sonnet,
              [Tollgate.customer]: "globex",
            }
          : { [GenAi.requestModel]: "gpt-4o", [Tollgate.priceId]: gpt }),
        ...(seed.agent === "writer" ? { [GenAi.timeToFirstChunk]: "0.5" } : {}),
        ...seed.more,
      },
      { Duration: seed.latencyMs * 1_000_000, ServiceName: "editor" },
    );
  const spans = Array.from({ length: DAYS }, (_, day) => {
    const at = (hour: number, minute = 0) => FIRST_DAY + day * 24 * HOUR_MS + hour * HOUR_MS + minute * 60_000;
    const isWeekend = [0, 6].includes(new Date(at(0)).getUTCDay());
    const user = (hour: number) => ({
      [General.userId]: hour < 10 ? "ann" : "bob",
      [General.sessionId]: `s${day}-${hour}`,
    });
    return [
      ...[0, 1, 2, 3, 4].map((minute) => call(at(2, minute), nightly)),
      ...(isWeekend ? [9] : [8, 9, 10, 11, 14, 16]).map((hour) => call(at(hour), { ...writer, more: user(hour) })),
      ...(isWeekend ? [] : [call(at(10, 30), reviews), call(at(10, 32), again), call(at(10, 34), again)]),
      // 14 October: forty more.
      ...(day === 43 ? Array.from({ length: 40 }, (_, n) => call(at(15, n), writer)) : []),
    ];
  }).flat();
  const day = FIRST_DAY + 45 * 24 * HOUR_MS;
  const odd = [
    call(day + 9 * HOUR_MS, { ...writer, more: { [General.errorType]: "timeout" } }),
    call(day + 10 * HOUR_MS, {
      ...writer,
      more: { [Tollgate.usageSource]: "interrupted", [Tollgate.costStatus]: "estimated" },
    }),
    ...[11, 12, 13].map((hour) => call(day + hour * HOUR_MS, { ...nightly, more: { [Tollgate.promptHash]: "5f2c" } })),
    ...[11, 12].map((hour) =>
      call(day + hour * HOUR_MS, {
        ...nightly,
        microUsd: -1,
        more: { [GenAi.requestModel]: "house-model-7", [Tollgate.priceId]: "", [General.sessionId]: "s45-house" },
      }),
    ),
  ];
  const noon = Date.parse("2026-10-20T12:00:00Z");
  return [...spans, ...odd].filter(({ Timestamp }) => Timestamp < utc(noon));
}
