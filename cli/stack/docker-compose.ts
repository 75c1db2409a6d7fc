import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { composeArguments } from "./compose-arguments.ts";
import type { Ports } from "./ports.ts";

/**
 * Runs `docker compose` on our file with the secrets and ports of this stack.
 *
 * @returns What it wrote to its standard output.
 * @throws With the last lines that Compose wrote, in one.
 */
export async function dockerCompose(
  command: string[],
  at: { home: string; ports: Ports; signal?: AbortSignal | undefined },
): Promise<string> {
  const { args, env } = composeArguments(at);
  const abort = at.signal === undefined ? {} : { signal: at.signal };
  try {
    const { stdout } = await promisify(execFile)("docker", [...args, ...command], {
      env,
      maxBuffer: 64 * 1024 * 1024,
      ...abort,
    });
    return stdout;
  } catch (error) {
    at.signal?.throwIfAborted();
    const stderr = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
    const lines = stderr
      .trim()
      .split("\n")
      .filter((line) => line.trim() !== "");
    throw new Error(`"docker compose ${command.join(" ")}" failed: ${lines.slice(-3).join(" · ").slice(0, 600)}`);
  }
}
