import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Whether containers can be started here: the daemon answers and Compose v2 is there; else what is missing. */
export async function findDocker(): Promise<{ present: true } | { present: false; why: string }> {
  try {
    await run("docker", ["info"], { timeout: 10_000 });
  } catch {
    return { present: false, why: '"docker info" fails: Docker is not installed, not running, or not yours to use' };
  }
  try {
    await run("docker", ["compose", "version"], { timeout: 10_000 });
  } catch {
    return { present: false, why: '"docker compose version" fails: the Compose v2 plugin is not installed' };
  }
  return { present: true };
}
