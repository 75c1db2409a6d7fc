/**
 * The embedded ClickHouse as a process: `node clickhouse/embedded/main.ts --data DIR [--port N] [--stop-on-stdin-end]`.
 * Passwords come from TOLLGATE_{ADMIN,WRITER,READER,GUARD}_PASSWORD; a user without one cannot log in.
 * Prints `{"ready":true,"url":"http://127.0.0.1:N"}` when it answers, and stops cleanly on SIGTERM and SIGINT.
 */
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Engine } from "./engine.ts";
import { createFront } from "./front.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    port: { type: "string", default: "8123" },
    "stop-on-stdin-end": { type: "boolean" },
  },
});
if (values.data === undefined) fail('Cannot start the embedded ClickHouse: "--data DIR" is missing');

const dataDir = values.data;
const engine = await Engine.open(dataDir).catch((error: Error) =>
  fail(`Cannot open the ledger in "${dataDir}": ${holder(dataDir) ?? error.message}`),
);
const env = (user: string) => process.env[`TOLLGATE_${user}_PASSWORD`] ?? "";
const passwords = { admin: env("ADMIN"), writer: env("WRITER"), reader: env("READER"), guard: env("GUARD") };
const server = createFront(engine, passwords);
server.on("error", (error: NodeJS.ErrnoException) =>
  fail(
    error.code === "EADDRINUSE"
      ? `Cannot listen on 127.0.0.1:${values.port}: the port is in use. Set TOLLGATE_PORT_CLICKHOUSE to a free one`
      : `Cannot listen on 127.0.0.1:${values.port}: ${error.message}`,
  ),
);
server.listen(Number(values.port), "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  console.log(JSON.stringify({ ready: true, url: `http://127.0.0.1:${port}` }));
});

process.once("SIGTERM", stop);
process.once("SIGINT", stop);
// A parent that was killed cannot send a signal; its end of the pipe closes all the same.
if (values["stop-on-stdin-end"]) process.stdin.resume().once("end", stop);

/** Answers what is running, then closes the engine. Five seconds at most: what was acknowledged is on disk already. */
function stop(): void {
  setTimeout(() => process.exit(0), 5_000).unref();
  server.close(() => {
    engine.close();
    process.exit(0);
  });
  server.closeIdleConnections();
}

/** The engine writes its process id into `status`, and its own message names neither the directory nor the process. */
function holder(dir: string): string | undefined {
  try {
    const pid = Number(/^PID: (\d+)/m.exec(readFileSync(join(dir, "status"), "utf8"))?.[1]);
    process.kill(pid, 0);
    return `process ${pid} is using it. Stop that one, or choose another directory`;
  } catch {
    return undefined;
  }
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
