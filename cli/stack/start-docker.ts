import { dockerCompose } from "./docker-compose.ts";
import { assertPortsFree, type Ports } from "./ports.ts";
import { claimStack, forgetRunningStack } from "./running-stack.ts";
import type { Secrets } from "./secrets.ts";
import type { Stack } from "./stack.ts";

interface Docker {
  home: string;
  ports: Ports;
  secrets: Secrets;
  log: (line: string) => void;
  signal?: AbortSignal | undefined;
}

/** An image is neither here nor to be pulled; the stack can still run embedded. */
export class ImagesMissing extends Error {
  override name = "ImagesMissing";
}

/** docker-compose.yml, up and healthy. `stop` removes the containers and keeps the volumes. */
export async function startDocker(options: Docker): Promise<Stack> {
  const { home, ports, secrets, log, signal } = options;
  const at = { home, ports, signal };
  await claimStack(home, "docker", log);
  let stopped: Promise<void> | undefined;
  const stop = () => {
    // Without the signal: it is what brought us here.
    stopped ??= dockerCompose(["down"], { home, ports }).then(() => forgetRunningStack(home));
    return stopped;
  };
  try {
    // Containers of an earlier `up` may hold the ports; Compose takes those over.
    const already = await dockerCompose(["ps", "--quiet"], at);
    if (already.trim() === "") await assertPortsFree(ports);
    log("Docker: fetching the images that are not here yet ...");
    await dockerCompose(["pull", "--policy", "missing", "--quiet"], at).catch((error: Error) => {
      signal?.throwIfAborted();
      throw new ImagesMissing(`Docker is here, but not every image is to be had: ${error.message}.`);
    });
    log("Docker: starting the containers ...");
    await dockerCompose(["up", "--detach", "--wait", "--wait-timeout", "180"], at);
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
    secrets,
    pids: () => ({}),
    stop,
  };
}
