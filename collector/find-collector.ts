import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { buildCollector } from "./build-collector.ts";
import { collectorCache } from "./collector-cache.ts";
import { findOnPath } from "./find-on-path.ts";

// Relative to this file and to the bundled dist/cli.js alike: both lie one folder below the package.
export const COLLECTOR_CONFIG = fileURLToPath(new URL("../collector/collector.yaml", import.meta.url));
const BUILDER_FILE = fileURLToPath(new URL("../collector/builder.yaml", import.meta.url));

/** Values that satisfy `validate`; nothing listens on them. */
const VALIDATE_ENV = {
  TOLLGATE_TOKEN: "validate",
  TOLLGATE_WRITER_PASSWORD: "validate",
  TOLLGATE_HEALTH_ADDRESS: "127.0.0.1:1",
  TOLLGATE_OTLP_GRPC_ADDRESS: "127.0.0.1:2",
  TOLLGATE_OTLP_HTTP_ADDRESS: "127.0.0.1:3",
  TOLLGATE_QUEUE_DIR: "/tmp",
  CLICKHOUSE_ENDPOINT: "http://127.0.0.1:4",
};

/** What a binary says against collector.yaml, in one line; undefined when it accepts it. Starts nothing. */
export async function validateCollectorConfig(binary: string, config = COLLECTOR_CONFIG): Promise<string | undefined> {
  try {
    await promisify(execFile)(binary, ["validate", `--config=file:${config}`], {
      env: { ...process.env, ...VALIDATE_ENV },
    });
    return undefined;
  } catch (error) {
    const stderr = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
    return stderr.trim().split("\n").slice(-3).join(" ").slice(0, 400);
  }
}

/**
 * The path of a collector that can run collector.yaml: `otelcol-contrib` from PATH, else the one in the cache, else one
 * built now.
 *
 * @throws One sentence saying what to install, when there is none and Go is missing too.
 */
export async function findCollector(
  options: { log?: (line: string) => void; signal?: AbortSignal | undefined } = {},
): Promise<string> {
  const log = options.log ?? (() => {});
  const onPath = findOnPath("otelcol-contrib");
  if (onPath !== undefined) {
    const refusal = await validateCollectorConfig(onPath);
    if (refusal === undefined) return onPath;
    log(`Not using ${onPath}: it refuses collector.yaml (written for 0.161.0): ${refusal}`);
  }
  const cache = collectorCache(BUILDER_FILE);
  if (existsSync(cache.binary)) return cache.binary;
  const go = findOnPath("go");
  if (go === undefined) {
    throw new Error(
      'Cannot start the collector: no Docker, no "otelcol-contrib" 0.161.0 on PATH and no Go to build one with. Install any one of them: ' +
        "https://docs.docker.com/get-docker, https://github.com/open-telemetry/opentelemetry-collector-releases/releases/tag/v0.161.0, https://go.dev/dl (1.25 or newer).",
    );
  }
  await buildCollector(cache, { go, builderFile: BUILDER_FILE, log, signal: options.signal });
  return cache.binary;
}
