import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { collectorCache } from "../../collector/collector-cache.ts";
import { COLLECTOR_CONFIG, findCollector, validateCollectorConfig } from "../../collector/find-collector.ts";
import { Foreign, GenAi, General, Tollgate } from "../../instrumentation/conventions.ts";

const ROOT = join(import.meta.dirname, "../..");
const text = readFileSync(COLLECTOR_CONFIG, "utf8");
const config = parse(text, { merge: true });
const folder = mkdtempSync(join(tmpdir(), "tollgate-collector-config-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every regular expression of the transform that drops content. */
const dropped: RegExp[] = [...text.matchAll(/delete_matching_keys\(attributes, "(.+)"\)$/gm)].map(([, pattern = ""]) =>
  pattern.startsWith("(?i)") ? new RegExp(pattern.slice(4), "i") : new RegExp(pattern),
);

describe("collector.yaml", () => {
  let binary = "";
  // Cold, this builds the collector: minutes.
  beforeAll(async () => {
    binary = await findCollector({ log: console.log });
  }, 900_000);

  it("is accepted by the collector's own validate", async () => {
    expect(await validateCollectorConfig(binary)).toBeUndefined();
  });

  it("with a wrong key is refused by the same check, in one line", async () => {
    const wrong = join(folder, "wrong.yaml");
    writeFileSync(wrong, text.replace("create_schema: false", "create_scheme: false"));
    const refusal = await validateCollectorConfig(binary, wrong);
    expect(refusal).toContain("create_scheme");
    expect(refusal).not.toContain("\n");
  });

  it("uses only components that builder.yaml builds in", async () => {
    const { stdout } = await promisify(execFile)(binary, ["components"]);
    const built = parse(stdout) as Record<string, { name: string }[]>;
    for (const kind of ["extensions", "receivers", "processors", "exporters"] as const) {
      const names = (built[kind] ?? []).map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(Object.keys(config[kind]).map((id) => id.split("/")[0])));
    }
  });

  it("keeps what it acknowledged: a queue on disk, fsynced, without a time limit, before a synchronous insert", () => {
    const { sending_queue, retry_on_failure, async_insert, create_schema } = config.exporters.clickhouse;
    expect(sending_queue).toMatchObject({ enabled: true, storage: "file_storage/queue", block_on_overflow: true });
    expect(config.extensions["file_storage/queue"]).toMatchObject({ fsync: true });
    expect(retry_on_failure).toMatchObject({ enabled: true, max_elapsed_time: 0 });
    expect({ async_insert, create_schema }).toEqual({ async_insert: false, create_schema: false });
    for (const pipeline of Object.values<{ processors: string[] }>(config.service.pipelines)) {
      expect(pipeline.processors[0]).toBe("memory_limiter");
      expect(pipeline.processors).not.toContain("batch");
    }
  });

  it("asks every receiver's client for the token and holds no address or secret of its own", () => {
    for (const protocol of Object.values<{ auth?: object; endpoint: string }>(config.receivers.otlp.protocols)) {
      expect(protocol.auth).toEqual({ authenticator: "bearertokenauth" });
      expect(protocol.endpoint).toMatch(/^\$\{env:/);
    }
    expect(config.extensions.bearertokenauth.token).toMatch(/^\$\{env:TOLLGATE_TOKEN\}$/);
    expect(config.exporters.clickhouse.password).toMatch(/^\$\{env:TOLLGATE_WRITER_PASSWORD\}$/);
  });

  it("never drops an attribute that the ledger reads, nor the size of a body", () => {
    expect(dropped.length).toBeGreaterThan(10);
    const foreign = Object.values(Foreign).flatMap((names) => (Array.isArray(names) ? names : [names]));
    const metered = [...Object.values(GenAi), ...Object.values(General), ...Object.values(Tollgate), ...foreign];
    const kept = [...metered, "http.request.body.size", "http.response.body.size", "gen_ai.usage.prompt_tokens"];
    expect(kept.filter((name) => dropped.some((pattern) => pattern.test(name)))).toEqual([]);
  });

  it("writes into the landing tables that the schema creates", () => {
    const schema = ["100_otel_traces.sql", "105_otel_logs.sql", "110_otel_metrics.sql"]
      .map((file) => readFileSync(join(ROOT, "clickhouse/schema", file), "utf8"))
      .join("\n");
    const created = [...schema.matchAll(/CREATE TABLE IF NOT EXISTS (?:tollgate\.)?(\w+)/g)].map(([, name]) => name);
    const exporter = config.exporters.clickhouse;
    const tables = Object.values<{ name: string }>(exporter.metrics_tables).map(({ name }) => name);
    expect(created.sort()).toEqual([exporter.traces_table_name, exporter.logs_table_name, ...tables].sort());
  });
});

describe("the collector's version", () => {
  it("is one: in builder.yaml, in ocb's name and in the image of docker-compose.yml", () => {
    const builder = readFileSync(join(ROOT, "collector/builder.yaml"), "utf8");
    const versions = new Set(
      [...builder.matchAll(/gomod: \S+\/collector\S* (v[\d.]+)/g)].map(([, version]) => version),
    );
    expect([...versions].sort()).toEqual(["v0.161.0", "v1.67.0"]);
    expect(readFileSync(join(ROOT, "collector/build-collector.ts"), "utf8")).toContain("builder@v0.161.0");
    const compose = parse(readFileSync(join(ROOT, "docker-compose.yml"), "utf8"), { merge: true });
    expect(compose.services.collector.image).toBe("otel/opentelemetry-collector-contrib:0.161.0");
  });

  it("and its recipe name the cached binary, so that a changed recipe is built anew", () => {
    const recipe = join(folder, "builder.yaml");
    writeFileSync(recipe, "dist:\n  version: 0.161.0\n");
    const before = collectorCache(recipe);
    writeFileSync(recipe, "dist:\n  version: 0.161.0\nreceivers: []\n");
    expect(collectorCache(recipe).folder).not.toBe(before.folder);
    expect(before.binary).toMatch(/tollgate\/otelcol-0\.161\.0-[0-9a-f]{12}\/otelcol-tollgate$/);
  });
});
