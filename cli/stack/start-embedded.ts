import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findCollector } from "../../collector/find-collector.ts";
import { clickhouseSpec } from "./clickhouse-spec.ts";
import { collectorSpec } from "./collector-spec.ts";
import { findGrafana } from "./find-grafana.ts";
import { grafanaSpec } from "./grafana-spec.ts";
import { migrateSchema } from "./migrate-schema.ts";
import { assertPortsFree, type Ports } from "./ports.ts";
import { claimStack, forgetRunningStack, updateRunningStack } from "./running-stack.ts";
import type { Secrets } from "./secrets.ts";
import type { Stack } from "./stack.ts";
import { type ChildSpec, type Supervised, supervise } from "./supervise.ts";

interface Embedded {
  home: string;
  ports: Ports;
  secrets: Secrets;
  /** Start Grafana too when there is one. */
  grafana: boolean;
  log: (line: string) => void;
  signal?: AbortSignal | undefined;
}

/**
 * ClickHouse → schema → collector → Grafana, each ready before the next starts: the collector must not meet missing
 * tables, and Grafana must not evaluate its rules against a ClickHouse that is away (it would resolve and send again).
 * Resolves when spans are taken; Grafana follows.
 */
export async function startEmbedded(options: Embedded): Promise<Stack> {
  const { home, ports, secrets, log, signal } = options;
  const running = await claimStack(home, "embedded", log);
  const parts: Supervised[] = [];
  const stopping = new AbortController();
  let grafanaReady: Promise<void> = Promise.resolve();
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= (async () => {
      stopping.abort(new Error("The stack was stopped"));
      await grafanaReady;
      // The reverse order: the collector hands over what it holds while ClickHouse still answers.
      for (const part of parts.toReversed()) await part.stop();
      forgetRunningStack(home);
    })();
    return stopped;
  };
  const start = async (spec: ChildSpec) => {
    const until = AbortSignal.any(signal === undefined ? [stopping.signal] : [stopping.signal, signal]);
    until.throwIfAborted();
    const onPid = (name: string, pid: number) => {
      running.children[name] = { pid, command: spec.command };
      updateRunningStack(home, running);
    };
    parts.push(await supervise(spec, { log, signal: until, onPid }));
  };

  try {
    const grafana = options.grafana ? await findGrafana() : undefined;
    await assertPortsFree(ports, [
      "clickhouse",
      "otlpHttp",
      "otlpGrpc",
      "health",
      ...(grafana === undefined ? [] : (["grafana"] as const)),
    ]);
    rmSync(join(home, "logs"), { recursive: true, force: true });
    for (const folder of ["logs", "clickhouse", "queue"])
      mkdirSync(join(home, folder), { recursive: true, mode: 0o700 });

    const at = { home, ports, secrets };
    const clickhouse = clickhouseSpec(at);
    const collector = await findCollector({ log, signal });
    await start(clickhouse);
    const clickhouseUrl = `http://127.0.0.1:${ports.clickhouse}`;
    await migrateSchema(clickhouseUrl, secrets.TOLLGATE_ADMIN_PASSWORD);
    await start(collectorSpec(collector, at));
    // Not waited for: its first start takes 11 s, and no call and no figure needs it.
    if (grafana !== undefined) {
      grafanaReady = start(grafanaSpec(grafana, at)).catch((error: Error) => {
        if (!stopping.signal.aborted) log(`${error.message}. Boards and alerts are missing; everything else runs.`);
      });
    }
    return {
      mode: "embedded",
      home,
      otlpHttpUrl: `http://127.0.0.1:${ports.otlpHttp}`,
      otlpGrpcUrl: `http://127.0.0.1:${ports.otlpGrpc}`,
      clickhouseUrl,
      ...(grafana === undefined ? {} : { grafanaUrl: `http://127.0.0.1:${ports.grafana}` }),
      grafanaReady,
      secrets,
      pids: () => Object.fromEntries(Object.entries(running.children).map(([name, { pid }]) => [name, pid])),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
