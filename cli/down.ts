import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Command } from "commander";
import { dockerCompose } from "./stack/docker-compose.ts";
import { findDocker } from "./stack/find-docker.ts";
import { choosePorts } from "./stack/ports.ts";
import { endOrphans, forgetRunningStack, isAlive, readRunningStack } from "./stack/running-stack.ts";
import { secretsFile } from "./stack/secrets.ts";
import { stackHome } from "./stack/start-stack.ts";

/** Everything that `up` keeps in the state folder. Only these are wiped: TOLLGATE_HOME may name a folder with more in it. */
const STATE = ["clickhouse", "queue", "grafana", "logs", "demo", "secrets.env", "app.env", "stack.json"];

/** `tollgate down`: ends the stack of this folder, whoever started it and wherever it runs. */
export function downCommand(): Command {
  return new Command("down")
    .description("stop the pipeline of this folder, in Docker and embedded")
    .option("--wipe", "also forget everything: calls, budgets, boards, secrets")
    .action(down);
}

async function down({ wipe = false }: { wipe?: boolean }): Promise<void> {
  const home = stackHome();
  const running = readRunningStack(home);
  let stopped = false;
  if (running !== undefined && isAlive(running.pid)) {
    // It stops its own parts in the right order; killing them from here would look like a crash to it.
    process.kill(running.pid, "SIGTERM");
    for (let waitedMs = 0; isAlive(running.pid); waitedMs += 100) {
      if (waitedMs > 60_000)
        throw new Error(`Cannot stop: process ${running.pid} is still there after 60 s. Its logs: ${home}/logs`);
      await sleep(100);
    }
    stopped = true;
  } else if (running !== undefined) {
    stopped = (await endOrphans(running)).length > 0;
    forgetRunningStack(home);
  }
  if (existsSync(secretsFile(home)) && (await findDocker()).present) {
    const at = { home, ports: await choosePorts() };
    const containers = await dockerCompose(["ps", "--all", "--quiet"], at);
    stopped ||= containers.trim() !== "";
    await dockerCompose(["down", ...(wipe ? ["--volumes"] : [])], at);
  }
  if (wipe) for (const name of STATE) rmSync(join(home, name), { recursive: true, force: true });
  console.log(
    `${stopped ? "Stopped." : `Nothing was running for ${home}.`}${wipe ? ` Forgot everything in ${home}.` : ""}`,
  );
}
