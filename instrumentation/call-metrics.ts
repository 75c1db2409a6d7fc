import { GenAi, General, Metric, Tollgate } from "./conventions.ts";
import type { MetricSeries } from "./export/metric-series.ts";
import type { FinishedCall } from "./finished-call.ts";

/** Bucket bounds of the semantic conventions, v1.41.1. */
const TOKEN_BOUNDS = [
  1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864,
];
const SECOND_BOUNDS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
const PICO_USD_PER_USD = 1e12;

/** Counts one finished call. Users, sessions and customers are not labels: they would make a series each. */
export function countCall(series: MetricSeries, call: FinishedCall): void {
  const { record } = call;
  const { usage } = record;
  const model = {
    [GenAi.operation]: record.operation,
    [GenAi.provider]: record.provider,
    [GenAi.requestModel]: record.requestModel || undefined,
    [GenAi.responseModel]: record.responseModel || undefined,
  };
  const place = { ...model, [General.serverAddress]: record.serverAddress, [General.serverPort]: record.serverPort };
  series.histogram(Metric.operationDuration, "s", SECOND_BOUNDS).record((record.endMs - record.startMs) / 1000, {
    ...place,
    [General.errorType]: record.errorType,
  });
  if (record.timeToFirstChunkMs !== undefined) {
    series.histogram(Metric.timeToFirstChunk, "s", SECOND_BOUNDS).record(record.timeToFirstChunkMs / 1000, place);
  }
  if (usage !== undefined) {
    const tokens = series.histogram(Metric.tokenUsage, "{token}", TOKEN_BOUNDS);
    tokens.record(usage.inputTokens, { ...place, [GenAi.tokenType]: "input" });
    if (record.operation !== "embeddings") tokens.record(usage.outputTokens, { ...place, [GenAi.tokenType]: "output" });
  }
  const charged = {
    ...model,
    [Tollgate.tenant]: record.attribution.tenant,
    [Tollgate.project]: record.attribution.project,
    [GenAi.agentName]: record.attribution.agent,
  };
  series
    .sum(Metric.calls, "{call}")
    .add(1, { ...charged, [Tollgate.costStatus]: call.costStatus, [General.errorType]: record.errorType });
  if (call.costPicoUsd) series.sum(Metric.cost, "USD").add(call.costPicoUsd / PICO_USD_PER_USD, charged);
  if (call.costStatus === "unpriced") series.sum(Metric.unpricedCalls, "{call}").add(1, charged);
  if (record.budget?.outcome === "blocked") {
    series.sum(Metric.budgetBlockedCalls, "{call}").add(1, { ...charged, [Tollgate.budgetName]: record.budget.name });
  }
}
