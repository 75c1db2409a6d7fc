import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { answers } from "./answers.ts";
import { dockerCompose } from "./docker-compose.ts";
import { assertPortsFree, type Ports } from "./ports.ts";
import { pullImages } from "./pull-images.ts";
import { claimStack, forgetRunningStack } from "./running-stack.ts";
import type { Secrets } from "./secrets.ts";
import type { Stack } from "./stack.ts";
import { watchContainers } from "./watch-containers.ts";

interface Docker {
  home: string;
  ports: Ports;
  secrets: Secrets;
  log: (line: string) => void;
  signal?: AbortSignal | undefined;
}

/** docker-compose.yml, up and healthy. `stop` removes the containers and keeps the volumes. */
export async function startDocker(options: Docker): Promise<Stack> {
  const { home, ports, secrets, log, signal } = options;
  const at = { home, ports, signal };
  await claimStack(home, "docker", log);
  let stopWatching = () => {};
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopWatching();
    // Without the signal: it is what brought us here.
    stopped ??= dockerCompose(["down"], { home, ports }).then(() => forgetRunningStack(home));
    return stopped;
  };
  try {
    // Containers of an earlier `up` may hold the ports; Compose takes those over.
    const already = await dockerCompose(["ps", "--quiet"], at);
    if (already.trim() === "") await assertPortsFree(ports);
    const images = await dockerCompose(["config", "--images"], at);
    await pullImages(images.trim().split("\n"), { log, signal });
    log("Docker: starting the containers ...");
    try {
      await dockerCompose(["up", "--detach", "--wait", "--wait-timeout", "180"], at);
      // The collector's image has no shell to check it from inside.
      await untilHealthy(`http://127.0.0.1:${ports.health}/`, signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw new Error(`${error instanceof Error ? error.message : error}. The containers' logs: ${await keepLogs(at)}`);
    }
    stopWatching = watchContainers(at, log);
  } catch (error) {
    await stop().catch(() => forgetRunningStack(home));
    throw error;
  }
  return {
    mode: "docker",
    home,
    otlpHttpUrl: `http://127.0.0.1:${ports.otlpHttp}`,
    otlpGrpcUrl: `http://127.0.0.1:${ports.otlpGrpc}`,
    clickhouseUrl: `http://127.0.0.1:${ports.clickhouse}`,
    grafanaUrl: `http://127.0.0.1:${ports.grafana}`,
    grafanaReady: Promise.resolve(),
    secrets,
    pids: () => ({}),
    stop,
  };
}

/** The containers go when a start fails; what they said must not. Returns the file. */
async function keepLogs(at: { home: string; ports: Ports }): Promise<string> {
  const file = join(at.home, "logs", "docker.log");
  mkdirSync(join(at.home, "logs"), { recursive: true, mode: 0o700 });
  writeFileSync(file, await dockerCompose(["logs", "--no-color", "--tail", "200"], at).catch(String), { mode: 0o600 });
  return file;
}

async function untilHealthy(url: string, signal: AbortSignal | undefined): Promise<void> {
  for (const deadlineMs = Date.now() + 60_000; Date.now() < deadlineMs; await sleep(200, undefined, { signal })) {
    if (await answers(url)) return;
  }
  throw new Error(`Cannot start the collector: no answer from ${url} in 60 s`);
}
