import { type ContentSettings, readContentSettings } from "./content/content-settings.ts";
import { type LabelSettings, readDefaultAttribution, readLabelSettings } from "./labels/label-settings.ts";
import type { Attribution } from "./llm-call.ts";
import { readHosts } from "./wire/read-hosts.ts";

/** How this process is metered. Read once, at start, from the environment. */
export interface Settings {
  enabled: boolean;
  /** Base URL; `/v1/traces` and `/v1/metrics` are appended. */
  otlpEndpoint: string;
  otlpHeaders: Record<string, string>;
  /** What `withAttribution` does not say. */
  attribution: Attribution;
  labels: LabelSettings;
  content: ContentSettings;
  /** `host` or `host:port` → provider, for hosts the built-in table does not know. */
  hosts: ReadonlyMap<string, string>;
  /**
   * `request` adds `stream_options: {include_usage: true}` to streamed chat completions that lack it, where the provider is known to take
   * it; the app then gets one more chunk, without choices.
   */
  streamUsage: "as-is" | "request";
  /** Absent: no budget is enforced. */
  budget?: { url: string; refreshMs: number; failMode: "open" | "closed" };
  /** Spans kept while the collector is away; above it, calls are dropped, counted and said. */
  bufferSpans: number;
  metricIntervalMs: number;
}

type Env = Record<string, string | undefined>;

const DEFAULT_OTLP_ENDPOINT = "http://127.0.0.1:4318";
/** About 20 MB of memory at 1 kB a call: 20 seconds of 1000 calls/s, or half an hour of 10. */
const DEFAULT_BUFFER_SPANS = 20_000;
const DEFAULT_BUDGET_REFRESH_MS = 2_000;
/** The standard's 60 s is long for somebody who waits for a figure, and for "telemetry silent". */
const DEFAULT_METRIC_INTERVAL_MS = 10_000;
/** 24.8 days. Node fires a timer with more at once, and a repeated one without a pause. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Reads the documented `TOLLGATE_*` variables and the standard ones behind them. Never throws: a value that cannot be used is named
 * through `complain` and the default stands, because a typo here must not stop an app.
 */
export function readSettings(env: Env, complain: (line: string) => void = () => {}): Settings {
  const text = (name: string) => env[name]?.trim() || undefined;
  const isTrue = (name: string) => /^(true|1)$/i.test(text(name) ?? "");

  const wholeNumber = (name: string, fallback: number, most = Number.MAX_SAFE_INTEGER): number => {
    const given = text(name);
    if (given === undefined) return fallback;
    const value = Number(given);
    if (Number.isSafeInteger(value) && value > 0 && value <= most) return value;
    const upTo = most < Number.MAX_SAFE_INTEGER ? ` and up to ${most}` : "";
    const used = Number.isSafeInteger(value) && value > most ? most : fallback;
    complain(`Cannot use ${name}="${given}": expected a whole number above 0${upTo}, using ${used}`);
    return used;
  };

  const url = (name: string): string | undefined => {
    const given = text(name);
    if (given === undefined) return undefined;
    if (URL.canParse(given) && /^https?:/.test(given)) return given.replace(/\/+$/, "");
    complain(`Cannot use ${name}: expected an http(s) URL`);
    return undefined;
  };

  const ownEndpoint = url("TOLLGATE_OTLP_ENDPOINT");
  // The standard headers hold the key to the standard endpoint, and are no business of another.
  const headers =
    text("TOLLGATE_OTLP_HEADERS") ?? (ownEndpoint === undefined ? text("OTEL_EXPORTER_OTLP_HEADERS") : undefined);
  const budgetUrl = url("TOLLGATE_BUDGET_URL");
  const fail = text("TOLLGATE_BUDGET_FAIL") ?? "open";
  if (fail !== "open" && fail !== "closed") {
    complain(`Cannot use TOLLGATE_BUDGET_FAIL="${fail}": expected "open" or "closed", using "open"`);
  }
  const streamUsage = text("TOLLGATE_STREAM_USAGE") ?? "as-is";
  if (streamUsage !== "as-is" && streamUsage !== "request") {
    complain(`Cannot use TOLLGATE_STREAM_USAGE="${streamUsage}": expected "request" or "as-is", using "as-is"`);
  }
  return {
    enabled: !isTrue("TOLLGATE_DISABLED") && !isTrue("OTEL_SDK_DISABLED"),
    otlpEndpoint: ownEndpoint ?? url("OTEL_EXPORTER_OTLP_ENDPOINT") ?? DEFAULT_OTLP_ENDPOINT,
    otlpHeaders: parsePairs(headers ?? "", decodeHeader),
    attribution: readDefaultAttribution(text),
    labels: readLabelSettings({ text, wholeNumber, complain }),
    content: readContentSettings(text, complain),
    hosts: readHosts(text("TOLLGATE_HOSTS") ?? "", complain),
    streamUsage: streamUsage === "request" ? "request" : "as-is",
    ...(budgetUrl !== undefined && {
      budget: {
        url: budgetUrl,
        refreshMs: wholeNumber("TOLLGATE_BUDGET_REFRESH_MS", DEFAULT_BUDGET_REFRESH_MS, LONGEST_TIMER_MS),
        failMode: fail === "closed" ? "closed" : "open",
      },
    }),
    bufferSpans: wholeNumber("TOLLGATE_BUFFER_SPANS", DEFAULT_BUFFER_SPANS),
    metricIntervalMs: wholeNumber("OTEL_METRIC_EXPORT_INTERVAL", DEFAULT_METRIC_INTERVAL_MS, LONGEST_TIMER_MS),
  };
}

/** `a=1,b=2`; keys are lower-cased, because header names are compared without case. */
function parsePairs(list: string, decode: (value: string) => string): Record<string, string> {
  const pairs: Record<string, string> = {};
  for (const part of list.split(",")) {
    const at = part.indexOf("=");
    if (at > 0) pairs[part.slice(0, at).trim().toLowerCase()] = decode(part.slice(at + 1).trim());
  }
  return pairs;
}

/** OTEL_EXPORTER_OTLP_HEADERS is percent-encoded by its specification; many people write it plainly, so plain stays plain. */
function decodeHeader(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
