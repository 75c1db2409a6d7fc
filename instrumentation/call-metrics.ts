import { GenAi, General, Metric, Tollgate } from "./conventions.ts";
import type { MetricSeries } from "./export/metric-series.ts";
import type { FinishedCall } from "./finished-call.ts";

/** Bucket bounds of the semantic conventions, v1.41.1. */
const TOKEN_BOUNDS = [
  1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864,
];
const SECOND_BOUNDS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
const PICO_USD_PER_USD = 1e12;

/** Counts finished calls. Users, sessions and customers are not labels: they would make a series each. */
export function createCallCounter(series: MetricSeries): (call: FinishedCall) => void {
  const duration = series.histogram(Metric.operationDuration, "s", SECOND_BOUNDS);
  const firstChunk = series.histogram(Metric.timeToFirstChunk, "s", SECOND_BOUNDS);
  const tokens = series.histogram(Metric.tokenUsage, "{token}", TOKEN_BOUNDS);
  const calls = series.sum(Metric.calls, "{call}");
  const cost = series.sum(Metric.cost, "USD");
  const unpriced = series.sum(Metric.unpricedCalls, "{call}");
  const blocked = series.sum(Metric.budgetBlockedCalls, "{call}");

  return ({ record, costStatus, costPicoUsd }) => {
    const { usage, attribution } = record;
    const model = {
      [GenAi.operation]: record.operation,
      [GenAi.provider]: record.provider,
      [GenAi.requestModel]: record.requestModel,
      [GenAi.responseModel]: record.responseModel,
    };
    const place = { ...model, [General.serverAddress]: record.serverAddress, [General.serverPort]: record.serverPort };
    const failure = { [General.errorType]: record.errorType };
    duration.record((record.endMs - record.startMs) / 1000, { ...place, ...failure });
    if (record.timeToFirstChunkMs !== undefined) firstChunk.record(record.timeToFirstChunkMs / 1000, place);
    if (usage !== undefined) {
      tokens.record(usage.inputTokens, { ...place, [GenAi.tokenType]: "input" });
      if (record.operation !== "embeddings")
        tokens.record(usage.outputTokens, { ...place, [GenAi.tokenType]: "output" });
    }
    const charged = {
      ...model,
      [Tollgate.tenant]: attribution.tenant,
      [Tollgate.project]: attribution.project,
      [GenAi.agentName]: attribution.agent,
    };
    calls.record(1, { ...charged, ...failure, [Tollgate.costStatus]: costStatus });
    if (costPicoUsd) cost.record(costPicoUsd / PICO_USD_PER_USD, charged);
    if (costStatus === "unpriced") unpriced.record(1, charged);
    if (record.budget?.outcome === "blocked") {
      blocked.record(1, { ...charged, [Tollgate.budgetName]: record.budget.name });
    }
  };
}
