import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { composeArguments } from "./compose-arguments.ts";
import type { Ports } from "./ports.ts";

/**
 * Says it when a container of the stack dies; Docker itself starts it again (`restart: unless-stopped`).
 *
 * @returns How to stop watching; call it before the containers are stopped on purpose.
 */
export function watchContainers(at: { home: string; ports: Ports }, log: (line: string) => void): () => void {
  const { args, env } = composeArguments(at);
  const child = spawn("docker", [...args, "events", "--json"], { env, stdio: ["ignore", "pipe", "ignore"] });
  // Docker itself went away: the containers with it or not, there is nobody left to ask.
  child.once("error", () => {});
  createInterface({ input: child.stdout }).on("line", (line) => {
    // Docker's own warnings come on the same stream.
    if (!line.startsWith("{")) return;
    const event = JSON.parse(line) as {
      action?: string;
      service?: string;
      attributes?: { name?: string; exitCode?: string };
    };
    const code = event.attributes?.exitCode;
    // The one-shot steps end with 0.
    if (event.action !== "die" || code === "0") return;
    log(
      `${event.service} ended unexpectedly (exit code ${code}); Docker starts it again. Its log: docker logs ${event.attributes?.name}`,
    );
  });
  return () => child.kill();
}
