import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { StackMode } from "./stack.ts";

/** `stack.json` in the state folder: who runs the stack now, so that a second start and `down` find it. */
export interface RunningStack {
  /** The `tollgate up` process. */
  pid: number;
  mode: StackMode;
  startedAt: string;
  /** Of the embedded parts, by name. */
  children: Record<string, { pid: number; command: string }>;
}

const file = (home: string) => join(home, "stack.json");

/**
 * Makes this process the one that runs the stack of `home`; parts left by a start that was killed are ended first.
 *
 * @throws When another process runs it: who, since when and how to end it.
 */
export async function claimStack(home: string, mode: StackMode, log: (line: string) => void): Promise<RunningStack> {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const stack: RunningStack = { pid: process.pid, mode, startedAt: new Date().toISOString(), children: {} };
  for (;;) {
    try {
      writeFileSync(file(home), JSON.stringify(stack), { mode: 0o600, flag: "wx" });
      return stack;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const other = readRunningStack(home);
    if (other !== undefined && other.pid !== process.pid && isAlive(other.pid)) {
      throw new Error(
        `Cannot start: a stack of "${home}" is running already (process ${other.pid}, ${other.mode}, since ${other.startedAt}). ` +
          "Use it, end it with Ctrl-C there or with `npm run down`, or start one beside it with another TOLLGATE_HOME and other ports.",
      );
    }
    const ended = other === undefined ? [] : await endOrphans(other);
    if (ended.length > 0) log(`Ended what a killed start had left running: ${ended.join(", ")}.`);
    forgetRunningStack(home);
  }
}

/** Writes `stack` down again after its parts changed. */
export function updateRunningStack(home: string, stack: RunningStack): void {
  writeFileSync(`${file(home)}.new`, `${JSON.stringify(stack, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file(home)}.new`, file(home));
}

export function forgetRunningStack(home: string): void {
  rmSync(file(home), { force: true });
}

/** What the file says, whether or not those processes still live; undefined when there is none. */
export function readRunningStack(home: string): RunningStack | undefined {
  try {
    return JSON.parse(readFileSync(file(home), "utf8")) as RunningStack;
  } catch {
    return undefined;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Ends parts whose `tollgate up` was killed before it could, ClickHouse last; returns their names. */
export async function endOrphans(stack: RunningStack): Promise<string[]> {
  const ended: string[] = [];
  for (const [name, { pid, command }] of Object.entries(stack.children).sort(([a], [b]) => b.localeCompare(a))) {
    // The system may have given the number to another program since.
    if (!isAlive(pid) || !commandOf(pid).includes(command)) continue;
    process.kill(pid, "SIGTERM");
    for (let waitedMs = 0; isAlive(pid) && waitedMs < 15_000; waitedMs += 50) await sleep(50);
    if (isAlive(pid)) process.kill(pid, "SIGKILL");
    ended.push(name);
  }
  return ended;
}

/** The command line of a process, "" when it cannot be read. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    // No /proc: macOS.
  }
  try {
    return execFileSync("ps", ["-p", String(pid), "-o", "args="], { encoding: "utf8" });
  } catch {
    return "";
  }
}
