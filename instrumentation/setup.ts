import { AsyncLocalStorage } from "node:async_hooks";
import { JsonMetricsSerializer, JsonTraceSerializer } from "@opentelemetry/otlp-transformer";
import { AlwaysOnSampler, type ReadableSpan, TracerProvider } from "@opentelemetry/sdk-trace";
import { AiSdkCalls } from "./ai-sdk-calls.ts";
import { currentAttribution } from "./attribution.ts";
import type { BudgetGuard } from "./budget/budget-guard.ts";
import { createBudgetGuard } from "./budget/clickhouse-budget-guard.ts";
import { CallJoiner } from "./call-joiner.ts";
import { createCallCounter } from "./call-metrics.ts";
import { createCallNotices } from "./call-notices.ts";
import { writeCallSpan } from "./call-span.ts";
import { ContentRecorder } from "./content/content-recorder.ts";
import { EVENT_SCOPE_NAME, General, Metric, RUN_SCOPE_NAME, SCOPE_NAME } from "./conventions.ts";
import type { loadEncoding } from "./estimate/load-encoding.ts";
import { UsageEstimator } from "./estimate/usage-estimator.ts";
import { writeEventSpan } from "./events/event-span.ts";
import { flushAtExit } from "./export/exit-flush.ts";
import { MetricSeries } from "./export/metric-series.ts";
import { Notices } from "./export/notices.ts";
import { TelemetrySender } from "./export/telemetry-sender.ts";
import type { FinishedCall } from "./finished-call.ts";
import { startGlobalTracing } from "./global-tracing.ts";
import { currentHandle, setCurrentHandle, type TollgateHandle } from "./handle.ts";
import { admitLabels } from "./labels/admit-labels.ts";
import { createLabels } from "./labels/create-labels.ts";
import type { Attribution } from "./llm-call.ts";
import { Meter } from "./meter.ts";
import { loadPriceOverrides } from "./pricing/overrides/load-price-overrides.ts";
import { priceOverridesPath } from "./pricing/overrides/price-overrides-path.ts";
import { Pricer } from "./pricing/pricer.ts";
import { createResource } from "./resource.ts";
import { RunTree } from "./run-tree.ts";
import { readSettings, type Settings } from "./settings.ts";
import { callPlace } from "./wire/call-place.ts";
import { FetchHook } from "./wire/fetch-hook.ts";
import { createTargetFinder } from "./wire/metered-target.ts";
import { MissedCalls } from "./wire/missed-calls.ts";
import { OpenCalls } from "./wire/open-calls.ts";
import { createRetrievalFinder } from "./wire/retrieval-target.ts";
import { Retrievals } from "./wire/retrievals.ts";
import { UnknownApis } from "./wire/unknown-apis.ts";

type Env = Record<string, string | undefined>;

export interface StartOptions {
  /** @default process.env */
  env?: Env;
  /** Sees each call when it is over, joined and priced. */
  onCall?(call: FinishedCall): void;
  /** Instead of the one that TOLLGATE_BUDGET_URL gives. */
  guard?: BudgetGuard;
  /** Instead of the tokenizers that come with this package. */
  loadTokenizer?: typeof loadEncoding;
  /** Takes the lines for the operator. @default stderr */
  write?(line: string): void;
}

/**
 * Starts metering in this process: hooks `fetch`, sends spans and metrics. Returns the handle that runs already, if one does; `undefined`
 * when metering is switched off by TOLLGATE_DISABLED or OTEL_SDK_DISABLED.
 */
export function start(options: StartOptions = {}): TollgateHandle | undefined {
  const running = currentHandle();
  if (running !== undefined) return running;
  const env = options.env ?? process.env;
  const notices = new Notices(options.write);
  const settings = readSettings(env, (line) => notices.say(line));
  if (!settings.enabled) return undefined;

  const series = new MetricSeries();
  const internalErrors = series.sum(Metric.internalErrors, "{error}");
  const onInternalError = (reason: string) => internalErrors.record(1, { reason });
  const resource = createResource(settings.attribution.tenant);
  const scope = { name: SCOPE_NAME, version: VERSION };
  const sender = new TelemetrySender({
    settings,
    notices,
    series,
    resource,
    scope,
    serializeSpans: (spans) => JsonTraceSerializer.serializeRequest(spans),
    serializeMetrics: (metrics) => JsonMetricsSerializer.serializeRequest(metrics),
  });

  const written: ReadableSpan[] = [];
  const provider = new TracerProvider({
    resource,
    sampler: new AlwaysOnSampler(),
    spanProcessors: [handTo((span) => written.push(span))],
  });
  const tracer = provider.getTracer(scope.name, scope.version);
  const countCall = createCallCounter(series);
  const tell = createCallNotices(notices);
  const labels = createLabels(settings, series, notices);
  const aiSdk = new AiSdkCalls({
    admit: (attribution) => labels.admit(attribution),
    onError: () => onInternalError("attribution"),
  });
  const content = new ContentRecorder(settings.content, onInternalError);
  // Also called by timers, where an exception would end the app.
  const emit = (call: FinishedCall) => {
    try {
      admitLabels(labels, call.record);
      const toSpan = () => {
        writeCallSpan(tracer, call);
        return written.pop();
      };
      sender.push({ toSpan, calls: 1, costPicoUsd: call.costPicoUsd ?? 0 });
      countCall(call);
      tell(call);
      options.onCall?.(call);
    } catch {
      onInternalError("emit");
    }
  };

  const sendFree = handTo((span) => sender.push({ toSpan: () => span, calls: 0, costPicoUsd: 0 }));
  const runProvider = new TracerProvider({ resource, sampler: new AlwaysOnSampler(), spanProcessors: [sendFree] });
  const runs = new RunTree(runProvider.getTracer(RUN_SCOPE_NAME, VERSION));
  const eventTracer = runProvider.getTracer(EVENT_SCOPE_NAME, VERSION);

  const guard = options.guard ?? createGuard(settings, notices);
  const joiner = new CallJoiner(emit);
  const pricer = new Pricer();
  const pricesReady = applyOverrides(pricer, env, (line) => notices.say(line));
  const meter = new Meter({
    price: (usage, call) => pricer.price(usage, call),
    pricesReady,
    joiner,
    onInternalError,
    ...(guard !== undefined && { guard }),
  });
  const original = globalThis.fetch;
  const calls = new OpenCalls({
    meter,
    estimator: new UsageEstimator(options.loadTokenizer),
    onCall: startGlobalTracing({
      resource,
      onSpan: sendFree.onEnd,
      onFailure: () => onInternalError("global_tracing"),
    }),
    hasRoom: () => sender.hasRoom,
  });
  const findTarget = createTargetFinder(settings.hosts);
  const say = (kind: string, line: string) => notices.once(kind, line);
  const countAt = (metric: string) => {
    const sum = series.sum(metric, "{call}");
    return (host: string) => sum.record(1, { [General.serverAddress]: host });
  };
  const missed = new MissedCalls({
    findTarget,
    isMetered: () => calls.isHidden,
    count: countAt(Metric.missedCalls),
    say,
    onError: () => onInternalError("missed"),
  });
  const hook = new FetchHook({
    fetch: original,
    meter,
    calls,
    findTarget,
    retrievals: new Retrievals({
      meter,
      calls,
      find: createRetrievalFinder(settings.hosts),
      currentAttribution,
    }),
    unknown: new UnknownApis({ hosts: settings.hosts, count: countAt(Metric.unknownCalls), say }),
    missed,
    currentPlace: callPlace,
    withHeaders: (attribution, header) => labels.withHeaders(attribution, header),
    ...(content.isOn && { content }),
    asksForUsage: settings.streamUsage === "request",
  });
  globalThis.fetch = hook.fetch;

  const removeExitListeners = flushAtExit({
    hasUnsent: () => sender.hasUnsent,
    activity: () => series.version,
    beforeEnd: () => {
      calls.closeOpen();
      meter.finishWaiting();
      joiner.interruptRuns();
      joiner.drain();
      runs.endAll();
    },
    flush: (timeoutMs) => sender.flush(timeoutMs),
    flushSync: (timeoutMs) => sender.flushSync(timeoutMs),
  });
  const handle: TollgateHandle = {
    settings,
    attribution: new AsyncLocalStorage<Attribution>(),
    aiSdk,
    labels,
    content,
    meter,
    runs,
    fetch: hook.fetch,
    calls,
    recordEvent: (event) => writeEventSpan(eventTracer, { ...event, attribution: labels.admit(event.attribution) }),
    finishEnded: () => calls.finishEnded(),
    async flush(timeoutMs) {
      await calls.finishEstimates();
      await pricesReady;
      joiner.drain();
      return sender.flush(timeoutMs);
    },
    async close() {
      removeExitListeners();
      missed.close();
      aiSdk.close();
      if (globalThis.fetch === hook.fetch) globalThis.fetch = original;
      calls.closeOpen();
      meter.finishWaiting();
      joiner.interruptRuns();
      runs.endAll();
      guard?.close();
      setCurrentHandle(undefined);
      await handle.flush();
      sender.close();
    },
  };
  setCurrentHandle(handle);
  return handle;
}

/** Undefined where there is no overrides file: then nothing waits. */
function applyOverrides(pricer: Pricer, env: Env, write: (line: string) => void): Promise<void> | undefined {
  if (priceOverridesPath({ env }) === undefined) return undefined;
  return loadPriceOverrides({ env, write }).then((overrides) => overrides && pricer.apply(overrides));
}

function createGuard({ budget }: Settings, notices: Notices): BudgetGuard | undefined {
  if (budget === undefined) return undefined;
  const { url, refreshMs, failMode } = budget;
  return createBudgetGuard(url, { refreshMs, failMode, log: (line) => notices.say(line) });
}

/** Of the scope of our spans; the package's own. */
const VERSION = "0.1.0";

function handTo(sink: (span: ReadableSpan) => void) {
  return {
    onStart() {},
    onEnd: (span: ReadableSpan) => void sink(span),
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}
