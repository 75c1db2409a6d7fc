import { GenAi, General, Metric, Tollgate } from "./conventions.ts";
import type { MetricSeries } from "./export/metric-series.ts";
import type { FinishedCall } from "./finished-call.ts";

/** Bucket bounds of the semantic conventions, v1.41.1. */
const TOKEN_BOUNDS = [
  1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864,
];
const SECOND_BOUNDS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
const PICO_USD_PER_USD = 1e12;
/** Combinations of labels whose series are kept at hand; as many as a metric can have series. */
const REMEMBERED_COMBINATIONS = 2_000;

/** Counts finished calls. Users, sessions and customers are not labels: they would make a series each. */
export function createCallCounter(series: MetricSeries): (call: FinishedCall) => void {
  const duration = series.histogram(Metric.operationDuration, "s", SECOND_BOUNDS);
  const firstChunk = series.histogram(Metric.timeToFirstChunk, "s", SECOND_BOUNDS);
  const tokens = series.histogram(Metric.tokenUsage, "{token}", TOKEN_BOUNDS);
  const calls = series.sum(Metric.calls, "{call}");
  const cost = series.sum(Metric.cost, "USD");
  const unpriced = series.sum(Metric.unpricedCalls, "{call}");
  const invalidUsage = series.sum(Metric.invalidUsageCalls, "{call}");
  const blocked = series.sum(Metric.budgetBlockedCalls, "{call}");

  const bind = ({ record, costStatus }: FinishedCall) => {
    const { attribution, errorType } = record;
    const model = {
      [GenAi.operation]: record.operation,
      [GenAi.provider]: record.provider,
      [GenAi.requestModel]: record.requestModel,
      [GenAi.responseModel]: record.responseModel,
    };
    const place = { ...model, [General.serverAddress]: record.serverAddress, [General.serverPort]: record.serverPort };
    const charged = {
      ...model,
      [Tollgate.tenant]: attribution.tenant,
      [Tollgate.project]: attribution.project,
      [GenAi.agentName]: attribution.agent,
    };
    return {
      place,
      charged,
      duration: duration.bind({ ...place, [General.errorType]: errorType }),
      calls: calls.bind({ ...charged, [General.errorType]: errorType, [Tollgate.costStatus]: costStatus }),
      inputTokens: record.usage && tokens.bind({ ...place, [GenAi.tokenType]: "input" }),
      outputTokens:
        record.operation === "embeddings"
          ? undefined
          : record.usage && tokens.bind({ ...place, [GenAi.tokenType]: "output" }),
      cost: record.usage && costStatus !== "unpriced" ? cost.bind(charged) : undefined,
    };
  };
  const bound = new Map<string, ReturnType<typeof bind>>();
  let last: { call: FinishedCall; series: ReturnType<typeof bind> } | undefined;
  const find = (call: FinishedCall) => {
    // To compare takes a tenth of what it takes to write the key, and an app mostly calls one model for a while.
    if (last !== undefined && isOfOneSeries(call, last.call)) return last.series;
    const key = keyOf(call);
    let series = bound.get(key);
    if (series === undefined) {
      if (bound.size >= REMEMBERED_COMBINATIONS) bound.clear();
      series = bind(call);
      bound.set(key, series);
    }
    last = { call, series };
    return series;
  };

  return (call) => {
    const { record, costPicoUsd } = call;
    const into = find(call);
    into.duration((record.endMs - record.startMs) / 1000);
    into.calls(1);
    if (record.timeToFirstChunkMs !== undefined) firstChunk.record(record.timeToFirstChunkMs / 1000, into.place);
    if (record.usage !== undefined) {
      into.inputTokens?.(record.usage.inputTokens);
      into.outputTokens?.(record.usage.outputTokens);
    }
    if (costPicoUsd) into.cost?.(costPicoUsd / PICO_USD_PER_USD);
    if (call.costStatus === "unpriced") unpriced.record(1, into.charged);
    if (record.problems !== undefined) invalidUsage.record(1, into.charged);
    if (record.budget?.outcome === "blocked") {
      blocked.record(1, { ...into.charged, [Tollgate.budgetName]: record.budget.name });
    }
  };
}

function keyOf({ record, costStatus }: FinishedCall): string {
  const { operation, provider, requestModel, responseModel, serverAddress, serverPort, errorType, usage } = record;
  const { tenant, project, agent } = record.attribution;
  return `${operation}\n${provider}\n${requestModel}\n${responseModel}\n${serverAddress}\n${serverPort}\n${errorType}\n${usage === undefined}\n${tenant}\n${project}\n${agent}\n${costStatus}`;
}

function isOfOneSeries(one: FinishedCall, other: FinishedCall): boolean {
  const a = one.record;
  const b = other.record;
  return (
    a.requestModel === b.requestModel &&
    a.responseModel === b.responseModel &&
    a.operation === b.operation &&
    a.provider === b.provider &&
    a.serverAddress === b.serverAddress &&
    a.serverPort === b.serverPort &&
    a.errorType === b.errorType &&
    (a.usage === undefined) === (b.usage === undefined) &&
    one.costStatus === other.costStatus &&
    a.attribution.tenant === b.attribution.tenant &&
    a.attribution.project === b.attribution.project &&
    a.attribution.agent === b.attribution.agent
  );
}
