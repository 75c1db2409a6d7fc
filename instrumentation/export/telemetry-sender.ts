import type { Resource } from "@opentelemetry/resources";
import type { ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { Metric } from "../conventions.ts";
import type { Settings } from "../settings.ts";
import type { MetricSeries } from "./metric-series.ts";
import { MetricsExport } from "./metrics-export.ts";
import type { Notices } from "./notices.ts";
import { OtlpClient } from "./otlp-client.ts";
import { postSync } from "./post-sync.ts";
import { type Loss, type QueuedSpan, SpanQueue } from "./span-queue.ts";

export interface TelemetrySenderOptions {
  settings: Settings;
  notices: Notices;
  series: MetricSeries;
  resource: Resource;
  scope: { name: string; version: string };
  serializeSpans(spans: ReadableSpan[]): Uint8Array | undefined;
  serializeMetrics(metrics: ResourceMetrics): Uint8Array | undefined;
}

const PICO_USD_PER_USD = 1e12;
const FLUSH_TIMEOUT_MS = 2_000;

/** Brings spans and metrics to the collector, and tells the operator, once, when it cannot. */
export class TelemetrySender {
  readonly #options: TelemetrySenderOptions;
  readonly #client: OtlpClient;
  readonly #queue: SpanQueue;
  readonly #metrics: MetricsExport;
  #lost = { calls: 0, costPicoUsd: 0 };

  constructor(options: TelemetrySenderOptions) {
    this.#options = options;
    const { settings } = options;
    this.#client = new OtlpClient(settings.otlpEndpoint, settings.otlpHeaders);
    this.#queue = new SpanQueue({
      bufferSpans: settings.bufferSpans,
      serialize: options.serializeSpans,
      post: (body) => this.#client.post("/v1/traces", body),
      onAnswer: (problem) => this.#report(problem),
      onLoss: (loss) => this.#lose(loss),
    });
    const { series, resource, scope } = options;
    const send = (metrics: ResourceMetrics) => this.#sendMetrics(metrics);
    this.#metrics = new MetricsExport({ series, resource, scope, intervalMs: settings.metricIntervalMs, send });
  }

  get hasUnsent(): boolean {
    return this.#queue.size > 0 || this.#metrics.hasUnsent;
  }

  /** Whether many more can wait: half of what may. */
  get hasRoom(): boolean {
    return this.#queue.size * 2 < this.#options.settings.bufferSpans;
  }

  push(span: QueuedSpan): void {
    this.#queue.push(span);
    this.#metrics.start();
  }

  /** True when the collector has acknowledged everything in time. Keeps the process alive until then. */
  async flush(timeoutMs: number = FLUSH_TIMEOUT_MS): Promise<boolean> {
    const { promise: timeout, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(false), timeoutMs);
    const sent = Promise.all([this.#queue.flush(), this.#metrics.flush()]).then(([spans, metrics]) => spans && metrics);
    const isSent = await Promise.race([sent, timeout]);
    clearTimeout(timer);
    return isSent;
  }

  /** With the thread standing still. What is not acknowledged then is lost with the process, and said. */
  flushSync(timeoutMs: number): void {
    const metrics = this.#metrics.hasUnsent ? this.#writeMetrics(() => this.#metrics.collect()) : undefined;
    const batches = this.#queue.takeAll();
    const { endpoint, headers } = this.#client;
    const posts = batches.map(({ body }) => ({ url: `${endpoint}/v1/traces`, headers, body }));
    if (metrics !== undefined) posts.push({ url: `${endpoint}/v1/metrics`, headers, body: metrics });
    this.#metrics.forget();
    const statuses = timeoutMs > 0 ? this.#postSync(posts, timeoutMs) : [];
    const unsent = batches.filter((_, index) => !isSuccess(statuses[index])).flatMap(({ entries }) => entries);
    const calls = unsent.reduce((sum, { calls }) => sum + calls, 0);
    if (calls === 0) return;
    const usd = formatUsd(unsent.reduce((sum, { costPicoUsd }) => sum + costPicoUsd, 0));
    this.#options.notices.say(
      `Lost ${callCount(calls)} (${usd}) at exit: ${endpoint} did not take their spans in time`,
    );
  }

  close(): void {
    this.#metrics.close();
    this.#queue.close();
    this.#client.close();
  }

  #postSync(posts: Parameters<typeof postSync>[0], timeoutMs: number): number[] {
    try {
      return postSync(posts, timeoutMs);
    } catch {
      return [];
    }
  }

  async #sendMetrics(metrics: ResourceMetrics): Promise<boolean> {
    const body = this.#writeMetrics(() => metrics);
    return body !== undefined && isSuccess((await this.#client.post("/v1/metrics", body)).status);
  }

  /** Undefined where they cannot be written: metrics say nothing that the spans do not, and must not end the app. */
  #writeMetrics(collect: () => ResourceMetrics): Uint8Array | undefined {
    try {
      return this.#options.serializeMetrics(collect());
    } catch {
      return undefined;
    }
  }

  #report(problem: string | undefined): void {
    const { notices, settings } = this.#options;
    const where = `${settings.otlpEndpoint}/v1/traces`;
    if (problem === undefined) {
      notices.over("answer", () => `${where} takes spans again`);
      notices.over(
        "loss",
        () => `${callCount(this.#lost.calls)} (${formatUsd(this.#lost.costPicoUsd)}) were dropped meanwhile`,
      );
      this.#lost = { calls: 0, costPicoUsd: 0 };
      return;
    }
    notices.once(
      "answer",
      `Cannot send spans to ${where}: ${problem}${cureFor(problem)}; keeping up to ${settings.bufferSpans} spans and trying again`,
    );
  }

  #lose({ calls, costPicoUsd, kind, reason }: Loss): void {
    if (calls === 0) {
      this.#options.notices.once("free_loss", `Dropping spans of others, without any cost: ${reason}`);
      return;
    }
    this.#lost = { calls: this.#lost.calls + calls, costPicoUsd: this.#lost.costPicoUsd + costPicoUsd };
    this.#options.series.sum(Metric.droppedCalls, "{call}").record(calls, { reason: kind });
    this.#options.series.sum(Metric.droppedCost, "USD").record(costPicoUsd / PICO_USD_PER_USD, { reason: kind });
    this.#options.notices.once(
      "loss",
      `Dropping calls from the ledger: ${reason}; first ${callCount(calls)}, ${formatUsd(costPicoUsd)}`,
    );
  }
}

function cureFor(problem: string): string {
  if (/^HTTP 40[13]\b/.test(problem)) return "; check the token in TOLLGATE_OTLP_HEADERS (authorization=Bearer …)";
  // What Node's parser says of another protocol's bytes, as of gRPC's on 4317.
  if (/^HPE_|^Parse Error/.test(problem)) return "; it does not speak OTLP over HTTP, 4318 is the usual port";
  return "";
}

function isSuccess(status: number | undefined): boolean {
  return status !== undefined && status >= 200 && status < 300;
}

function formatUsd(picoUsd: number): string {
  return `$${(picoUsd / PICO_USD_PER_USD).toFixed(6)}`;
}

function callCount(calls: number): string {
  return calls === 1 ? "1 call" : `${calls} calls`;
}
