import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PACKAGE_ROOT } from "../../cli/package-root.ts";

export interface NodeAppRun {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface NodeAppOptions {
  env?: Record<string, string>;
  args?: string[];
  /** False: the app runs as if Tollgate did not exist. @default true */
  metered?: boolean;
}

export interface NodeApp {
  /** What it has printed so far. */
  run: NodeAppRun;
  /** Writes a line to its stdin. */
  say(line: string): void;
  /** Resolves when stdout and stderr together match; rejects after 60 s. */
  printed(pattern: RegExp): Promise<void>;
  ended: Promise<NodeAppRun>;
}

/** Starts a script, by its path in the repository, as a user starts an app: `node --import tollgate/register`. */
export function startNodeApp(script: string, options: NodeAppOptions = {}): NodeApp {
  const { env = {}, args = [], metered = true } = options;
  const register = metered ? ["--import", join(PACKAGE_ROOT, "instrumentation/register.ts")] : [];
  // The runner's own settings are not the app's.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(OTEL_|TOLLGATE_|VITEST|NODE_OPTIONS)/.test(name),
  );
  const app = spawn(process.execPath, [...register, join(PACKAGE_ROOT, script), ...args], {
    env: { ...Object.fromEntries(inherited), OPENAI_API_KEY: "test", ANTHROPIC_API_KEY: "test", ...env },
  });
  const run: NodeAppRun = { code: null, stdout: "", stderr: "" };
  app.stdout.setEncoding("utf8").on("data", (text: string) => {
    run.stdout += text;
  });
  app.stderr.setEncoding("utf8").on("data", (text: string) => {
    run.stderr += text;
  });
  const ended = new Promise<NodeAppRun>((resolve, reject) => {
    app.once("error", reject);
    app.once("close", (code) => resolve(Object.assign(run, { code })));
  });
  return {
    run,
    ended,
    say: (line) => void app.stdin.write(`${line}\n`),
    async printed(pattern) {
      for (const deadlineMs = Date.now() + 60_000; !pattern.test(run.stdout + run.stderr); await sleep(50)) {
        if (Date.now() < deadlineMs && app.exitCode === null) continue;
        throw new Error(`${script} did not print ${pattern}: stdout "${run.stdout}", stderr "${run.stderr}"`);
      }
    },
  };
}
