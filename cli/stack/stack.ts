import type { Secrets } from "./secrets.ts";

export type StackMode = "docker" | "embedded";

/** A running pipeline: where to send spans, where to read money, and how to end it. */
export interface Stack {
  mode: StackMode;
  /** The state folder, absolute. */
  home: string;
  /** Base URL: `/v1/traces` and `/v1/metrics` come after it. Wants `authorization: Bearer <TOLLGATE_TOKEN>`. */
  otlpHttpUrl: string;
  otlpGrpcUrl: string;
  /** Without credentials. */
  clickhouseUrl: string;
  /** Absent when no Grafana was found. */
  grafanaUrl?: string;
  /** Resolves when Grafana answers, or when it could not be started (which the log was told). At once when there is none. */
  grafanaReady: Promise<void>;
  secrets: Secrets;
  /** Process ids of the embedded stack's parts, by name; a restarted part has a new one. Empty in Docker. */
  pids: () => Record<string, number>;
  /** Ends everything that was started, collector first. Data stays. May be called twice. */
  stop: () => Promise<void>;
}
