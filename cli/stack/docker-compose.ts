import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { PACKAGE_ROOT } from "../package-root.ts";
import { PORTS, type Ports } from "./ports.ts";
import { secretsFile } from "./secrets.ts";

/**
 * Runs `docker compose` on our file with the secrets and ports of this stack.
 *
 * @throws With the last lines that Compose wrote, in one.
 */
export async function dockerCompose(
  args: string[],
  at: { home: string; ports: Ports; signal?: AbortSignal | undefined },
): Promise<string> {
  const ports = Object.fromEntries(
    (Object.keys(PORTS) as (keyof Ports)[]).map((name) => [PORTS[name].variable, String(at.ports[name])]),
  );
  const file = join(PACKAGE_ROOT, "docker-compose.yml");
  try {
    const { stdout } = await promisify(execFile)(
      "docker",
      ["compose", "--file", file, "--env-file", secretsFile(at.home), "--progress", "plain", ...args],
      { env: { ...process.env, ...ports }, maxBuffer: 64 * 1024 * 1024, ...(at.signal ? { signal: at.signal } : {}) },
    );
    return stdout;
  } catch (error) {
    at.signal?.throwIfAborted();
    const stderr = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
    const lines = stderr
      .trim()
      .split("\n")
      .filter((line) => line.trim() !== "");
    throw new Error(`"docker compose ${args.join(" ")}" failed: ${lines.slice(-3).join(" · ").slice(0, 600)}`);
  }
}
