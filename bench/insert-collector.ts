/**
 * The same spans through the same collector, into the tables that its exporter makes by itself and into Tollgate's, up to the ledger: spans a second from
 * the first request until the last row can be read, and CPU of engine and collector. One collector for each, both with collector/collector.yaml, which
 * of the exporter's own differs only in where it writes and in the settings that it asks for. In turns, so that both meet the same machine.
 * Run: node bench/insert-collector.ts [spans] [turns]
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { collectorSpec } from "../cli/stack/collector-spec.ts";
import { choosePorts } from "../cli/stack/ports.ts";
import { connectClickHouse } from "../clickhouse/connect-clickhouse.ts";
import { startEmbeddedClickHouse } from "../clickhouse/embedded/start-embedded-clickhouse.ts";
import { migrate } from "../clickhouse/migrate.ts";
import { findCollector } from "../collector/find-collector.ts";
import { otlpRequests } from "./otlp-requests.ts";

const [spans, turns] = [Number(process.argv[2] ?? 50_000), Number(process.argv[3] ?? 3)];
const ARMS = ["exporter", "tollgate"] as const;
type Arm = (typeof ARMS)[number];
/** As many requests at once as apps might send. */
const SENDERS = 8;
const sent = { exporter: 0, tollgate: 0 };
const token = randomBytes(16).toString("hex");

const home = mkdtempSync(join(tmpdir(), "tollgate-bench-"));
const binary = await findCollector({ log: console.log });
const engine = await startEmbeddedClickHouse(join(home, "data"));
const [enginePid] = childrenOf(process.pid);
const client = connectClickHouse(engine.url.replace("://", `://admin:${engine.passwords.admin}@`));
const collectors = new Map<Arm, { child: ChildProcess; url: string }>();
try {
  await migrate(client);
  for (const arm of ARMS) collectors.set(arm, await startCollector(arm));
  console.log("spans           into                    spans/s     engine's CPU   collector's CPU");
  for (const kind of ["ours", "foreign"] as const) {
    // The first turn creates the exporter's tables, opens connections and loads the engine's code.
    for (let turn = 0; turn <= turns; turn += 1) {
      for (const arm of turn % 2 === 0 ? ARMS : ARMS.toReversed()) {
        const { perSecond, engineMs, collectorMs } = await send(
          arm,
          otlpRequests(kind, spans, `${kind[0]}${turn}${arm[0]}`),
        );
        const name = arm === "exporter" ? "exporter's own tables" : "Tollgate's tables";
        if (turn > 0)
          console.log(
            `${String(spans).padEnd(7)} ${kind.padEnd(7)} ${name.padEnd(22)} ${perSecond.toFixed(0).padStart(8)} ${engineMs.toFixed(0).padStart(13)} ms ${collectorMs.toFixed(0).padStart(14)} ms`,
          );
      }
    }
  }
} finally {
  for (const { child } of collectors.values()) child.kill("SIGTERM");
  await client.close();
  await engine.stop();
  rmSync(home, { recursive: true, force: true });
}

async function startCollector(arm: Arm): Promise<{ child: ChildProcess; url: string }> {
  const folder = join(home, arm);
  mkdirSync(folder);
  const free = { otlpHttp: 0, otlpGrpc: 0, health: 0, grafana: 0, clickhouse: engine.port };
  const ports = await choosePorts(free);
  const user = arm === "exporter" ? "admin" : "writer";
  const { admin, reader, guard } = engine.passwords;
  const secrets = {
    TOLLGATE_TOKEN: token,
    TOLLGATE_WRITER_PASSWORD: engine.passwords[user],
    TOLLGATE_ADMIN_PASSWORD: admin,
    TOLLGATE_READER_PASSWORD: reader,
    TOLLGATE_GUARD_PASSWORD: guard,
    GRAFANA_ADMIN_PASSWORD: "",
  };
  const { command, args, env, ready } = collectorSpec(binary, { home: folder, ports, secrets });
  const own = join(folder, "exporter.yaml");
  // Its defaults, said aloud because they are laid over ours.
  const connection_params = { optimize_on_insert: "1", query_plan_enable_optimizations: "1" };
  writeFileSync(
    own,
    JSON.stringify({ exporters: { clickhouse: { database: "exporter", create_schema: true, connection_params } } }),
  );
  const child = spawn(command, [...args, ...(arm === "exporter" ? [`--config=file:${own}`] : [])], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...env, CLICKHOUSE_USERNAME: user, TOLLGATE_COLLECTOR_LOG_LEVEL: "error" },
  });
  while (!(await ready())) await sleep(200);
  return { child, url: `http://127.0.0.1:${ports.otlpHttp}/v1/traces` };
}

async function send(
  arm: Arm,
  requests: Uint8Array[],
): Promise<{ perSecond: number; engineMs: number; collectorMs: number }> {
  const collector = collectors.get(arm);
  if (collector === undefined) throw new Error(`No collector for "${arm}"`);
  const cpu = () => [cpuMs(enginePid), cpuMs(collector.child.pid)] as const;
  const before = sent[arm];
  sent[arm] += spans;
  const [start, [engineStart, collectorStart]] = [performance.now(), cpu()];
  const waiting = [...requests];
  await Promise.all(
    Array.from({ length: SENDERS }, async () => {
      for (let body = waiting.pop(); body !== undefined; body = waiting.pop()) {
        const headers = { "content-type": "application/x-protobuf", authorization: `Bearer ${token}` };
        const { status } = await fetch(collector.url, { method: "POST", headers, body: Buffer.from(body) });
        if (status !== 200) throw new Error(`The collector answered ${status} to a request of the bench`);
      }
    }),
  );
  // Asked seldom: each question costs the engine what forty spans do.
  while ((await rowsOf(arm)) < before + spans) await sleep(100);
  const [elapsed, [engineEnd, collectorEnd]] = [performance.now() - start, cpu()];
  return {
    perSecond: spans / (elapsed / 1000),
    engineMs: engineEnd - engineStart,
    collectorMs: collectorEnd - collectorStart,
  };
}

/** Spans that have arrived: in the ledger too, where they are meant to. Each call of the bench has an id of its own, so there is nothing to collapse. */
async function rowsOf(arm: Arm): Promise<number> {
  const ledger = arm === "tollgate" ? ", (SELECT countIf(kind = 'call') FROM tollgate.llm_calls)" : "";
  const query = `SELECT least((SELECT count() FROM ${arm}.otel_traces)${ledger}) AS rows`;
  const [row] = await (await client.query({ query, format: "JSONEachRow" })).json<{ rows: string }>();
  return Number(row?.rows ?? 0);
}

function childrenOf(pid: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number);
}

function parentOf(pid: string): number | undefined {
  try {
    return Number(fields(pid)[1]);
  } catch {
    return undefined;
  }
}

/** User and system time so far. Linux only, in hundredths of a second. */
function cpuMs(pid: number | undefined): number {
  const [user, system] = fields(String(pid)).slice(11, 13);
  return (Number(user) + Number(system)) * 10;
}

/** Of /proc/PID/stat, from the state on: a process's name may have spaces in it. */
function fields(pid: string): string[] {
  return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
}
