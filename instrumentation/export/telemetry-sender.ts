import type { MetricData } from "@opentelemetry/sdk-metrics";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { Metric } from "../conventions.ts";
import type { Settings } from "../settings.ts";
import type { MetricSeries } from "./metric-series.ts";
import type { Notices } from "./notices.ts";
import { OtlpClient } from "./otlp-client.ts";
import { postSync } from "./post-sync.ts";
import { type Loss, type QueuedSpan, SpanQueue } from "./span-queue.ts";

export interface TelemetrySenderOptions {
  settings: Settings;
  notices: Notices;
  series: MetricSeries;
  serializeSpans(spans: ReadableSpan[]): Uint8Array | undefined;
  serializeMetrics(metrics: MetricData[]): Uint8Array | undefined;
}

const METRICS_INTERVAL_MS = 10_000;
const PICO_USD_PER_USD = 1e12;
const FLUSH_TIMEOUT_MS = 2_000;

/** Brings spans and metrics to the collector, and tells the operator, once, when it cannot. */
export class TelemetrySender {
  readonly #options: TelemetrySenderOptions;
  readonly #client: OtlpClient;
  readonly #queue: SpanQueue;
  #metricsTimer: NodeJS.Timeout | undefined;
  /** Of the series, when they were last taken by the collector. */
  #sentVersion = 0;
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
  }

  get hasUnsent(): boolean {
    return this.#queue.size > 0 || this.#hasNewMetrics;
  }

  push(span: QueuedSpan): void {
    this.#queue.push(span);
    this.#metricsTimer ??= setInterval(() => void this.#sendMetrics(), METRICS_INTERVAL_MS).unref();
  }

  /** True when the collector has acknowledged everything in time. Keeps the process alive until then. */
  async flush(timeoutMs: number = FLUSH_TIMEOUT_MS): Promise<boolean> {
    const { promise: timeout, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(false), timeoutMs);
    const sent = Promise.all([this.#queue.flush(), this.#sendMetrics()]).then(([spans, metrics]) => spans && metrics);
    const isSent = await Promise.race([sent, timeout]);
    clearTimeout(timer);
    return isSent;
  }

  /** With the thread standing still. What is not acknowledged then is lost with the process, and said. */
  flushSync(timeoutMs: number): void {
    const metrics = this.#metricsBody();
    const batches = this.#queue.takeAll();
    const { endpoint, headers } = this.#client;
    const posts = batches.map(({ body }) => ({ url: `${endpoint}/v1/traces`, headers, body }));
    if (metrics !== undefined) posts.push({ url: `${endpoint}/v1/metrics`, headers, body: metrics });
    this.#sentVersion = this.#options.series.version;
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
    clearInterval(this.#metricsTimer);
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

  async #sendMetrics(): Promise<boolean> {
    if (!this.#hasNewMetrics) return true;
    const { version } = this.#options.series;
    const body = this.#metricsBody();
    if (body === undefined) return false;
    const { status } = await this.#client.post("/v1/metrics", body);
    // Cumulative, so the next sending makes a lost one good.
    if (isSuccess(status)) this.#sentVersion = version;
    return isSuccess(status);
  }

  get #hasNewMetrics(): boolean {
    return this.#sentVersion !== this.#options.series.version;
  }

  #metricsBody(): Uint8Array | undefined {
    if (!this.#hasNewMetrics) return undefined;
    try {
      return this.#options.serializeMetrics(this.#options.series.collect());
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
    const cure = /^HTTP 40[13]\b/.test(problem)
      ? "; check the token in TOLLGATE_OTLP_HEADERS (authorization=Bearer …)"
      : "";
    notices.once(
      "answer",
      `Cannot send spans to ${where}: ${problem}${cure}; keeping up to ${settings.bufferSpans} spans and trying again`,
    );
  }

  #lose({ calls, costPicoUsd, kind, reason }: Loss): void {
    this.#lost = { calls: this.#lost.calls + calls, costPicoUsd: this.#lost.costPicoUsd + costPicoUsd };
    this.#options.series.sum(Metric.droppedCalls, "{call}").record(calls, { reason: kind });
    this.#options.series.sum(Metric.droppedCost, "USD").record(costPicoUsd / PICO_USD_PER_USD, { reason: kind });
    this.#options.notices.once(
      "loss",
      `Dropping calls from the ledger: ${reason}; first ${callCount(calls)}, ${formatUsd(costPicoUsd)}`,
    );
  }
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
