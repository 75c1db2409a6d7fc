import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Passwords } from "./users.ts";

export interface EmbeddedClickHouse {
  /** Without credentials: `http://127.0.0.1:8123`. */
  url: string;
  port: number;
  passwords: Passwords;
  /** Resolves when the process has ended. */
  stop(): Promise<void>;
}

export interface EmbeddedClickHouseOptions {
  /** @default 0: the system chooses a free one */
  port?: number;
  /** @default random ones */
  passwords?: Passwords;
}

/** Threads for queries that run at the same time: twelve sessions (engine.ts) and some file work. Node's default is 4. */
const THREADS = "16";

/** Starts the embedded engine in a process of its own, which ends with this one. Throws with that process's own words when it cannot start. */
export async function startEmbeddedClickHouse(
  dataDir: string,
  options: EmbeddedClickHouseOptions = {},
): Promise<EmbeddedClickHouse> {
  const passwords = options.passwords ?? randomPasswords();
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const child = spawn(
    process.execPath,
    [main, "--data", dataDir, "--port", String(options.port ?? 0), "--stop-on-stdin-end"],
    {
      stdio: ["pipe", "pipe", "pipe"],
      env: {
        ...process.env,
        // Dates without a zone are UTC, whatever the machine says; a server image is started with the same.
        TZ: "UTC",
        UV_THREADPOOL_SIZE: THREADS,
        TOLLGATE_ADMIN_PASSWORD: passwords.admin,
        TOLLGATE_WRITER_PASSWORD: passwords.writer,
        TOLLGATE_READER_PASSWORD: passwords.reader,
        TOLLGATE_GUARD_PASSWORD: passwords.guard,
      },
    },
  );
  const exited = once(child, "exit");
  let complaints = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaints = (complaints + chunk.toString()).slice(-4_000);
  });
  const lines = createInterface({ input: child.stdout });
  const ready = (async () => {
    for await (const line of lines) {
      if (line.startsWith('{"ready":true')) return (JSON.parse(line) as { url: string }).url;
    }
    await exited;
    // The engine prints lines of its own before ours.
    throw new Error(
      complaints.trim().split("\n").at(-1) ||
        `The embedded ClickHouse ended with code ${child.exitCode} before it was ready`,
    );
  })();
  const url = await ready;
  return {
    url,
    port: Number(new URL(url).port),
    passwords,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await exited;
    },
  };
}

function randomPasswords(): Passwords {
  const password = () => randomBytes(16).toString("hex");
  return { admin: password(), writer: password(), reader: password(), guard: password() };
}
