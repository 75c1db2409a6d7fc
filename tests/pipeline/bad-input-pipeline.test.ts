import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { RunningStack } from "../../cli/stack/running-stack.ts";
import { appEnv } from "../../cli/stack/write-app-env.ts";
import { type ProviderServer, startProviderServer } from "../../examples/demo/provider/start-provider-server.ts";
import { select, selectUntil } from "./stack-client.ts";
import { startNodeApp } from "./start-node-app.ts";

const stack = inject("stack");
let provider: ProviderServer;
beforeAll(async () => {
  const logPath = join(mkdtempSync(join(tmpdir(), "bad-")), "provider.jsonl");
  provider = await startProviderServer(logPath, { errorShare: 0, slowShare: 0 });
});
afterAll(() => provider.stop());

/** A fresh tenant's app and the query that counts its calls. */
function steadyApp(more: Record<string, string> = {}) {
  const tenant = `bad-${randomUUID()}`;
  const { TOLLGATE_BUDGET_URL: _, ...reporting } = appEnv(stack);
  const app = { OPENAI_BASE_URL: `${provider.url}/v1`, TOLLGATE_HOSTS: `${provider.host}=openai` };
  return {
    app: startNodeApp("tests/pipeline/apps/steady-app.ts", {
      env: { ...app, ...reporting, TOLLGATE_TENANT: tenant, ...more },
    }),
    counted: `SELECT toUInt32(count()) AS calls FROM tollgate.calls WHERE tenant = '${tenant}'`,
  };
}

async function calls(app: ReturnType<typeof startNodeApp>, from: number, to: number): Promise<void> {
  for (let at = from; at <= to; at++) {
    app.say("call");
    await app.printed(new RegExp(`answer ${at}: Here is what I found`));
  }
}

describe("an app whose collector is away", () => {
  it("keeps its calls and delivers them when the collector is back, saying both in one line", async () => {
    const { port, open, close } = await closedRelay(Number(new URL(stack.otlpHttpUrl).port));
    const { app, counted } = steadyApp({ TOLLGATE_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
    await calls(app, 1, 3);
    await app.printed(new RegExp(`Cannot send spans to http://127.0.0.1:${port}/v1/traces: ECONNREFUSED`));
    expect(await select(stack, counted)).toEqual([{ calls: 0 }]);
    await open();
    await app.printed(/takes spans again/);
    expect(await selectUntil<{ calls: number }>(stack, counted, ([row]) => row?.calls === 3)).toHaveLength(1);
    app.say("end");
    const { code, stderr } = await app.ended;
    expect([code, stderr.trim().split("\n").length]).toEqual([0, 2]);
    close();
  });

  it("counts in calls and dollars what its buffer cannot hold, and what it takes along at its end", async () => {
    const { port } = await closedRelay(0);
    const { app } = steadyApp({ TOLLGATE_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, TOLLGATE_BUFFER_SPANS: "2" });
    await calls(app, 1, 4);
    await app.printed(/Dropping calls from the ledger: the buffer of 2 spans is full; first 1 call, \$0\.\d+/);
    app.say("end");
    const { code, stderr } = await app.ended;
    expect(code).toBe(0);
    expect(stderr).toMatch(new RegExp(`Lost 2 calls \\(\\$0\\.\\d+\\) at exit: http://127.0.0.1:${port} `));
  });
});

describe("an app with a wrong token", () => {
  it("works as ever, and its operator reads once what is wrong, where, and what to do", async () => {
    const { app } = steadyApp({ TOLLGATE_OTLP_HEADERS: "authorization=Bearer wrong" });
    await calls(app, 1, 2);
    await app.printed(/Cannot send spans/);
    await calls(app, 3, 3);
    app.say("end");
    const { code, stderr } = await app.ended;
    expect(code).toBe(0);
    const lines = stderr.split("\n").filter((line) => line.includes("Cannot send spans"));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`${stack.otlpHttpUrl}/v1/traces: HTTP 401`);
    expect(lines[0]).toContain("check the token in TOLLGATE_OTLP_HEADERS");
  });
});

describe("a ClickHouse that is killed", () => {
  it("loses no call: the collector keeps what it acknowledged until ClickHouse is back", async () => {
    const { app, counted } = steadyApp();
    await calls(app, 1, 1);
    await selectUntil<{ calls: number }>(stack, counted, ([row]) => row?.calls === 1);
    const running: RunningStack = JSON.parse(readFileSync(join(stack.home, "stack.json"), "utf8"));
    process.kill(running.children.clickhouse?.pid ?? 0, "SIGKILL");
    await calls(app, 2, 4);
    app.say("end");
    // Nothing for the app's operator to read: the collector took its spans.
    expect(await app.ended).toMatchObject({ code: 0, stderr: "" });
    await selectUntil<{ calls: number }>(stack, counted, ([row]) => row?.calls === 4);
  });
});

/** A port that refuses until `open` makes it lead to `target`. */
async function closedRelay(target: number) {
  const server = createServer((socket) => {
    const onward = connect(target, "127.0.0.1");
    socket.pipe(onward).pipe(socket);
    for (const end of [socket, onward]) end.on("error", () => end.destroy());
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return { port, open: () => listen(port), close: () => server.close() };
}
