import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parse } from "yaml";
import { findDocker } from "../../cli/stack/find-docker.ts";
import type { Stack } from "../../cli/stack/stack.ts";
import { startStack } from "../../cli/stack/start-stack.ts";
import { API_ENDPOINTS } from "../../clickhouse/read-api/endpoints.ts";
import { otlpSpans } from "./otlp-spans.ts";
import { selectUntil, sendTraces } from "./stack-client.ts";

const ROOT = join(import.meta.dirname, "../..");
const home = mkdtempSync(join(tmpdir(), "tollgate-docker-"));
const said: string[] = [];
let missing: string | undefined;
let stack: Stack | undefined;

beforeAll(async () => {
  missing = await whatIsMissing();
  if (missing !== undefined) return;
  const ports = { otlpHttp: 0, otlpGrpc: 0, clickhouse: 0, grafana: 0, health: 0 };
  stack = await startStack({ home, mode: "docker", ports, log: (line) => said.push(line) });
});

afterAll(async () => {
  await stack?.stop();
  if (stack !== undefined) {
    for (const volume of ["clickhouse", "queue", "grafana"])
      execFileSync("docker", ["volume", "rm", `${projectName()}_${volume}`]);
  }
  rmSync(home, { recursive: true, force: true });
});

it("docker-compose.yml starts, takes a span and shows it, and a killed collector is told and comes back", async (context) => {
  if (stack === undefined) return context.skip(missing);
  const before = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331", name: "before" };
  expect(await sendTraces(stack, otlpSpans([before]))).toBe(200);
  const landed = "SELECT SpanName FROM tollgate.otel_traces ORDER BY SpanName";
  await selectUntil(stack, landed, (rows) => rows.length === 1);

  killContainer(`${projectName()}-collector-1`);
  await expect.poll(() => said.at(-1), { timeout: 30_000 }).toContain("collector ended unexpectedly (exit code 137)");

  const after = otlpSpans([{ ...before, spanId: "b7ad6b7169203332", name: "after" }]);
  const running = stack;
  await expect.poll(() => sendTraces(running, after), { timeout: 30_000 }).toBe(200);
  const rows = await selectUntil<{ SpanName: string }>(stack, landed, (found) => found.length > 1);
  expect(rows.map((row) => row.SpanName)).toEqual(["after", "before"]);
});

it("the server answers the read API to its reader, and the ordinary interface beside it", async (context) => {
  if (stack === undefined) return context.skip(missing);
  const { clickhouseUrl, secrets } = stack;
  const ask = (path: string, key: string) =>
    fetch(`${clickhouseUrl}${path}`, { headers: { "x-clickhouse-user": "reader", "x-clickhouse-key": key } });
  const reader = secrets.TOLLGATE_READER_PASSWORD;
  for (const { name } of API_ENDPOINTS) {
    for (const suffix of ["", ".csv"]) {
      const path = `/api/v1/${name}${suffix}`;
      const answer = await ask(path, reader);
      expect([path, answer.status, answer.status === 200 ? "" : await answer.text()]).toEqual([path, 200, ""]);
    }
  }
  const summary = await ask("/api/v1/summary?from=2026-10-01&to=2026-10-02&tenant=none", reader);
  expect(await summary.json()).toMatchObject({ data: [{ calls: 0, cost_usd: "0" }] });
  expect(summary.headers.get("cache-control")).toBe("private, max-age=30");
  expect((await ask("/api/v1/summary?from=yesterday", reader)).status).toBe(400);
  expect([401, 403]).toContain((await ask("/api/v1/summary", "wrong")).status);
  expect(await (await ask("/?query=SELECT%201", reader)).text()).toBe("1\n");
});

function projectName(): string {
  return /^COMPOSE_PROJECT_NAME=(.+)$/m.exec(readFileSync(join(home, "secrets.env"), "utf8"))?.[1] ?? "";
}

/**
 * Kills a container's process as a crash would: `docker kill` counts as wanted, and nothing is started again. Done by a
 * container that shares the Docker host's process ids, because that host may be a virtual machine with ids of its own.
 */
function killContainer(name: string): void {
  const pid = execFileSync("docker", ["inspect", "--format", "{{.State.Pid}}", name], { encoding: "utf8" }).trim();
  const kill = `process.kill(${pid}, "SIGKILL")`;
  execFileSync("docker", ["run", "--rm", "--pid", "host", "node:24.21.0-alpine", "node", "-e", kill]);
}

/** Why this machine cannot run it. The images must be here: a test does not download gigabytes. */
async function whatIsMissing(): Promise<string | undefined> {
  const docker = await findDocker();
  if (!docker.present) return docker.why;
  const { services } = parse(readFileSync(join(ROOT, "docker-compose.yml"), "utf8"), { merge: true });
  for (const { image } of Object.values<{ image: string }>(services)) {
    try {
      execFileSync("docker", ["image", "inspect", image], { stdio: "ignore" });
    } catch {
      return `the image "${image}" is not on this machine`;
    }
  }
  return undefined;
}
