import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** One process of the embedded stack. */
export interface ChildSpec {
  /** As the operator reads it: "collector". */
  name: string;
  command: string;
  args: string[];
  env: Record<string, string>;
  /** Its output, appended. */
  logFile: string;
  /** Answers true once the process serves; asked every 50 ms. */
  ready: () => Promise<boolean>;
}

export interface Supervised {
  name: string;
  /** SIGTERM, and SIGKILL after 15 s; resolves when the process is gone. */
  stop: () => Promise<void>;
}

interface Options {
  log: (line: string) => void;
  signal?: AbortSignal | undefined;
  /** Told of each pid, the first one and every restarted one. */
  onPid?: (name: string, pid: number) => void;
}

const READY_WITHIN_MS = 90_000;
const RESTART_AFTER_MS = 500;
/** More deaths than this in a minute, and it is not restarted: it would only fill the log. */
const DEATHS_PER_MINUTE = 5;

/**
 * Starts a process and keeps it running: a death is said in one line with the log's path, and answered by a restart, as
 * `restart: unless-stopped` does in Docker.
 *
 * @throws When it does not become ready; the message holds the last line it wrote.
 */
export async function supervise(spec: ChildSpec, options: Options): Promise<Supervised> {
  let child = launch(spec, options);
  let stopping = false;
  const deaths: number[] = [];

  const killWithParent = () => child.kill("SIGTERM");
  process.once("exit", killWithParent);

  const watch = () => {
    child.once("exit", async (code, signal) => {
      if (stopping) return;
      deaths.push(Date.now());
      const recent = deaths.filter((atMs) => atMs > Date.now() - 60_000).length;
      const how = `${spec.name} ended unexpectedly (${signal ?? `exit code ${code}`})`;
      if (recent > DEATHS_PER_MINUTE) {
        options.log(`${how} ${recent} times within a minute; it stays down. Its log: ${spec.logFile}`);
        return;
      }
      options.log(`${how}; starting it again. Its log: ${spec.logFile}`);
      await sleep(RESTART_AFTER_MS);
      if (stopping) return;
      child = launch(spec, options);
      watch();
    });
  };

  try {
    await untilReady(spec, child, options.signal);
  } catch (error) {
    await end(child);
    process.removeListener("exit", killWithParent);
    throw error;
  }
  watch();
  return {
    name: spec.name,
    async stop() {
      stopping = true;
      process.removeListener("exit", killWithParent);
      await end(child);
    },
  };
}

function launch(spec: ChildSpec, options: Options): ChildProcess {
  const out = openSync(spec.logFile, "a", 0o600);
  // A process group of its own: Ctrl-C in the terminal must reach only us, or ClickHouse would stop before the collector
  // has handed over what it holds.
  const child = spawn(spec.command, spec.args, {
    detached: true,
    env: spec.env,
    // ClickHouse ends when this pipe closes, so that it does not outlive us even after a kill -9.
    stdio: ["pipe", out, out],
  });
  closeSync(out);
  // The "exit" watcher or untilReady tells the operator; without a listener the error would end this process.
  child.once("error", () => {});
  if (child.pid !== undefined) options.onPid?.(spec.name, child.pid);
  return child;
}

async function untilReady(spec: ChildSpec, child: ChildProcess, signal: AbortSignal | undefined): Promise<void> {
  const deadlineMs = Date.now() + READY_WITHIN_MS;
  let failed: Error | undefined;
  child.once("error", (error) => {
    failed = error;
  });
  while (!(await spec.ready())) {
    signal?.throwIfAborted();
    const ended = child.exitCode !== null || child.signalCode !== null;
    if (failed !== undefined || ended || Date.now() > deadlineMs) {
      const why =
        failed?.message ??
        (ended ? `it ended with ${child.signalCode ?? `exit code ${child.exitCode}`}` : "no answer in 90 s");
      throw new Error(`Cannot start ${spec.name}: ${why}: ${lastLine(spec.logFile)} (log: ${spec.logFile})`);
    }
    await sleep(50);
  }
}

function lastLine(file: string): string {
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  return (lines.at(-1) || "it wrote nothing").slice(0, 400);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await gone;
  clearTimeout(late);
}
