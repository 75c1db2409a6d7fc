import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { readRunningStack } from "../../cli/stack/running-stack.ts";
import { startStack } from "../../cli/stack/start-stack.ts";

const FREE_PORTS = { otlpHttp: 0, otlpGrpc: 0, clickhouse: 0, grafana: 0, health: 0 };
const TOLLGATE = join(import.meta.dirname, "../../cli/tollgate.mjs");
const ANY_PORTS = {
  TOLLGATE_PORT_OTLP_HTTP: "0",
  TOLLGATE_PORT_OTLP_GRPC: "0",
  TOLLGATE_PORT_CLICKHOUSE: "0",
  TOLLGATE_PORT_GRAFANA: "0",
  TOLLGATE_PORT_HEALTH: "0",
  GRAFANA_HOME: "",
};

describe("startStack refuses in one line that a person can act on", () => {
  let occupied: Server;
  let port = 0;
  beforeAll(async () => {
    occupied = createServer();
    await new Promise<void>((resolve) => occupied.listen(0, "127.0.0.1", resolve));
    const address = occupied.address();
    port = typeof address === "object" && address !== null ? address.port : 0;
  });
  afterAll(() => {
    occupied.close();
  });

  it("when a port is in use: which, for what, and the variable that changes it", async () => {
    const home = mkdtempSync(join(tmpdir(), "tollgate-port-"));
    const start = startStack({ home, mode: "embedded", ports: { ...FREE_PORTS, otlpHttp: port }, grafana: false });
    await expect(start).rejects.toThrow(
      `Cannot start: port ${port} (OTLP over HTTP) on 127.0.0.1 is in use. Stop what uses it, or choose another port with TOLLGATE_PORT_OTLP_HTTP.`,
    );
    expect(readRunningStack(home)).toBeUndefined();
    rmSync(home, { recursive: true });
  });

  it("when the stack of that folder runs already: which process, and how to end it", async () => {
    const { home } = inject("stack");
    const start = startStack({ home, mode: "embedded", ports: FREE_PORTS, grafana: false });
    await expect(start).rejects.toThrow(
      /a stack of ".*" is running already \(process \d+, embedded, since .*npm run down/,
    );
  });

  it("when a port variable is not a port", async () => {
    const { code, output } = await run(["up", "--mode", "embedded"], {
      ...ANY_PORTS,
      TOLLGATE_PORT_CLICKHOUSE: "eighty",
    });
    expect(output.trim()).toBe(
      'Cannot use TOLLGATE_PORT_CLICKHOUSE="eighty": expected a port number from 0 (any free one) to 65535.',
    );
    expect(code).toBe(1);
  });
});

describe("tollgate up", () => {
  const home = mkdtempSync(join(tmpdir(), "tollgate-up-"));
  const env = { ...ANY_PORTS, TOLLGATE_HOME: home };
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  let up: ChildProcess | undefined;
  afterEach(() => up?.kill("SIGKILL"));

  it("keeps its secrets where only their owner reads them, and Ctrl-C ends all that it started", async () => {
    up = await upAndRunning(env);
    const parts = partsOf(home);
    expect(Object.keys(parts).sort()).toEqual(["clickhouse", "collector"]);
    expect(statSync(join(home, "secrets.env")).mode & 0o777).toBe(0o600);
    up.kill("SIGINT");
    expect(await exitOf(up)).toBe(0);
    expect(Object.values(parts).filter(isAlive)).toEqual([]);
    expect(existsSync(join(home, "stack.json"))).toBe(false);
  });

  it("after a kill -9 the next start ends the leftovers and says so", async () => {
    up = await upAndRunning(env);
    const orphans = partsOf(home);
    up.kill("SIGKILL");
    await exitOf(up);
    expect(isAlive(orphans.collector ?? 0)).toBe(true);
    const said: string[] = [];
    up = await upAndRunning(env, said);
    expect(said.join("\n")).toMatch(/Ended what a killed start had left running: .*collector/);
    expect(isAlive(orphans.collector ?? 0)).toBe(false);
  });

  it("tollgate down ends it from another terminal, and --wipe forgets its data and secrets", async () => {
    up = await upAndRunning(env);
    const parts = partsOf(home);
    const ended = exitOf(up);
    const down = await run(["down", "--wipe"], env);
    expect(down.output).toContain(`Stopped. Forgot everything in ${home}.`);
    expect(await ended).toBe(0);
    expect(Object.values(parts).filter(isAlive)).toEqual([]);
    expect(existsSync(join(home, "clickhouse"))).toBe(false);
    expect(existsSync(join(home, "secrets.env"))).toBe(false);
    expect((await run(["down"], env)).output).toContain(`Nothing was running for ${home}.`);
  });
});

it.each(["up", "down", "demo", "spend", "budget", "price", "prices", "migrate"])(
  "tollgate %s --help explains it",
  async (command) => {
    const { code, output } = await run([command, "--help"], {});
    expect(output).toContain(`Usage: tollgate ${command}`);
    expect(code).toBe(0);
  },
);

function start(args: string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [TOLLGATE, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function run(args: string[], env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const child = start(args, env);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, output };
}

/** Resolves once the command says that it runs. */
function upAndRunning(env: Record<string, string>, said: string[] = []): Promise<ChildProcess> {
  const child = start(["up", "--mode", "embedded"], env);
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        said.push(chunk.toString());
        if (chunk.toString().includes("Ctrl-C stops it")) resolve(child);
      });
    }
    child.once("exit", (code) => reject(new Error(`tollgate up ended with ${code}: ${said.join("")}`)));
  });
}

function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once("exit", resolve));
}

function partsOf(home: string): Record<string, number> {
  const children = Object.entries(readRunningStack(home)?.children ?? {});
  return Object.fromEntries(children.map(([name, { pid }]) => [name, pid]));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
