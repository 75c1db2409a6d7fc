import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chatAnswer, chatEvents } from "./wire-answers.ts";
import { type LocalServer, sendEvents, sendJson, startServer } from "./wire-metered-app.ts";

const APP = fileURLToPath(new URL("../fixtures/apps/ending-app.ts", import.meta.url));
const REGISTER = new URL("../../instrumentation/register.ts", import.meta.url).href;

let provider: LocalServer;
let collector: LocalServer;
beforeAll(async () => {
  provider = await startServer(({ body }, response) =>
    JSON.parse(body).stream
      ? sendEvents(response, chatEvents({ words: Array(300).fill("word") }), 20)
      : sendJson(response, chatAnswer()),
  );
});
afterAll(() => provider.stop());
beforeEach(async () => {
  collector = await startServer((_request, response) => response.end("{}"));
});
afterEach(() => collector.stop());

interface End {
  code: number | null;
  signal: NodeJS.Signals | null;
  stderr: string;
  tookMs: number;
}

async function run(
  way: string,
  options: { metered: boolean; signal?: NodeJS.Signals; endpoint?: string },
): Promise<End> {
  const flags = options.metered ? ["--import", REGISTER] : [];
  const child = spawn(process.execPath, [...flags, APP, provider.url, way], {
    env: {
      PATH: process.env.PATH,
      TOLLGATE_OTLP_ENDPOINT: options.endpoint ?? collector.url,
      TOLLGATE_HOSTS: `${provider.host}=openai`,
    },
  });
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  let endingAtMs = performance.now();
  child.stdout.once("data", () => {
    endingAtMs = performance.now();
    if (options.signal) child.kill(options.signal);
  });
  const [code, signal] = await once(child, "close");
  return { code, signal, stderr, tookMs: performance.now() - endingAtMs };
}

/** Usage sources of the calls that the collector has got. */
function sources(): string[] {
  const traces = collector.requests.filter(({ path }) => path === "/v1/traces");
  return traces.flatMap(({ body }) =>
    [...body.matchAll(/"tollgate.usage.source","value":\{"stringValue":"(\w+)"/g)].map(([, source]) => String(source)),
  );
}

const withoutPath = (stderr: string) => stderr.replaceAll(/^\s+at .*$/gm, "").replaceAll(/\n+/g, "\n");

const CHILD_TIMEOUT_MS = 60_000;

describe.each([
  ["a natural end", "natural", undefined, ["provider"]],
  ["process.exit(3)", "exit", undefined, ["provider", "interrupted"]],
  ["an uncaught exception", "throw", undefined, ["provider", "interrupted"]],
  ["an unhandled rejection", "reject", undefined, ["provider", "interrupted"]],
  ["SIGTERM", "signal", "SIGTERM", ["provider", "interrupted"]],
  ["SIGINT", "signal", "SIGINT", ["provider", "interrupted"]],
  ["SIGTERM with a listener of the app's own", "own-listener", "SIGTERM", ["provider", "interrupted"]],
  ["SIGTERM with the package signal-exit", "signal-exit", "SIGTERM", ["provider", "interrupted"]],
] as const)("%s", (_, way, signal, expected) => {
  it("ends the app as without us, and every call has reached the collector", {
    timeout: CHILD_TIMEOUT_MS,
  }, async () => {
    const given = signal === undefined ? {} : { signal };
    const bare = await run(way, { metered: false, ...given });
    expect(collector.requests).toEqual([]);
    const metered = await run(way, { metered: true, ...given });
    expect({ code: metered.code, signal: metered.signal }).toEqual({ code: bare.code, signal: bare.signal });
    expect(withoutPath(metered.stderr)).toBe(withoutPath(bare.stderr));
    expect(sources()).toEqual(expected);
    expect(collector.requests.some(({ path }) => path === "/v1/metrics")).toBe(true);
  });
});

it("with a collector that does not answer, an app ends 2 s later and says what was lost", {
  timeout: CHILD_TIMEOUT_MS,
}, async () => {
  const silent = await startServer(() => {});
  const { signal, stderr, tookMs } = await run("signal", { metered: true, signal: "SIGTERM", endpoint: silent.url });
  await silent.stop();
  expect(signal).toBe("SIGTERM");
  // $0.004 of the call whose counts were seen, and some for the interrupted one.
  expect(stderr).toMatch(
    /^tollgate: Lost 2 calls \(\$0\.004\d+\) at exit: http:\/\/127\.0\.0\.1:\d+ did not take their spans in time\n$/,
  );
  expect(tookMs).toBeLessThan(10_000);
});

it("with a collector that refuses, an app that has come to its end tries twice and ends", {
  timeout: CHILD_TIMEOUT_MS,
}, async () => {
  const refusing = await startServer((_request, response) => response.writeHead(503).end());
  const { code, stderr } = await run("natural", { metered: true, endpoint: refusing.url });
  await refusing.stop();
  expect(code).toBe(0);
  expect(refusing.requests.filter(({ path }) => path === "/v1/traces")).toHaveLength(2);
  expect(stderr.split("\n")).toEqual([
    expect.stringContaining("HTTP 503"),
    expect.stringMatching(/^tollgate: Lost 1 call \(\$0\.004000\) at exit/),
    "",
  ]);
});
