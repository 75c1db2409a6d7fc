import { OTLPMetricExporterBase } from "@opentelemetry/exporter-metrics-otlp-http";
import type { Resource } from "@opentelemetry/resources";
import { MeterProvider, PeriodicExportingMetricReader, type ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { MetricSeries } from "./metric-series.ts";

export interface MetricsExportOptions {
  series: MetricSeries;
  resource: Resource;
  scope: { name: string; version: string };
  intervalMs: number;
  /** Posts one OTLP request; true when the collector took it. */
  send(metrics: ResourceMetrics): Promise<boolean>;
}

/** As in `ExportResultCode`, which is another package's enum. */
const TAKEN = 0;
const FAILED = 1;

/**
 * Sends the series every `intervalMs`, changed or not: an app that is idle must not look like one whose telemetry is broken.
 * Cumulative, so that a lost sending is made good by the next.
 *
 * The exporter gets a transport of ours, because its own would hold the process open for its retries, and would send the headers that
 * `OTEL_EXPORTER_OTLP_HEADERS` means for the app's backend to our collector.
 */
export class MetricsExport {
  readonly #options: MetricsExportOptions;
  #provider: MeterProvider | undefined;
  #collectedVersion = 0;
  /** Of the series, when they were last taken by the collector. */
  #takenVersion = 0;

  constructor(options: MetricsExportOptions) {
    this.#options = options;
  }

  get hasUnsent(): boolean {
    return this.#takenVersion !== this.#options.series.version;
  }

  /** Does nothing when it runs already. */
  start(): void {
    if (this.#provider !== undefined) return;
    const exporter = new OTLPMetricExporterBase({
      export: (metrics, done) => {
        const version = this.#collectedVersion;
        const finish = (isTaken: boolean) => {
          if (isTaken) this.#takenVersion = version;
          done({ code: isTaken ? TAKEN : FAILED });
        };
        this.#options.send(metrics).then(finish, () => finish(false));
      },
      forceFlush: () => Promise.resolve(),
      shutdown: () => Promise.resolve(),
      setMetrics() {},
    });
    const reader = new PeriodicExportingMetricReader({
      exporter,
      exportIntervalMillis: this.#options.intervalMs,
      metricProducers: [{ collect: async () => ({ resourceMetrics: this.collect(), errors: [] }) }],
    });
    this.#provider = new MeterProvider({ resource: this.#options.resource, readers: [reader] });
  }

  /** True when the collector has all that was counted before. */
  async flush(): Promise<boolean> {
    const { version } = this.#options.series;
    if (this.hasUnsent) {
      this.start();
      await this.#provider?.forceFlush().catch(() => {});
    }
    return this.#takenVersion >= version;
  }

  /** All of it now, also for an `exit` listener, which cannot wait. */
  collect(): ResourceMetrics {
    const { resource, scope, series } = this.#options;
    this.#collectedVersion = series.version;
    return { resource, scopeMetrics: [{ scope, metrics: series.collect() }] };
  }

  /** What `collect` gave was sent, or lost with the process. */
  forget(): void {
    this.#takenVersion = this.#options.series.version;
  }

  close(): void {
    void this.#provider?.shutdown();
  }
}
