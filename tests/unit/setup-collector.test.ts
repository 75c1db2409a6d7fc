import { type AddressInfo, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { afterEach, expect, it } from "vitest";
import { MetricSeries } from "../../instrumentation/export/metric-series.ts";
import { Notices } from "../../instrumentation/export/notices.ts";
import { TelemetrySender } from "../../instrumentation/export/telemetry-sender.ts";
import { recordLlmCall } from "../../instrumentation/record-llm-call.ts";
import { createResource } from "../../instrumentation/resource.ts";
import { readSettings } from "../../instrumentation/settings.ts";
import { chatAnswer } from "./wire-answers.ts";
import { type Answer, type MeteredApp, sendJson, startMeteredApp, startServer } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app.stop());

const chat: Answer = (_request, response) => sendJson(response, chatAnswer());

async function callTimes(times: number): Promise<void> {
  const body = JSON.stringify({ model: "gpt-4o", messages: [] });
  for (let made = 0; made < times; made += 1) {
    await (await fetch(`${app.provider.url}/v1/chat/completions`, { method: "POST", body })).json();
  }
}

/** Answers traces with the given statuses, then with 200. */
function collectAs(...statuses: number[]): Answer {
  return ({ path }, response) => {
    const status = path === "/v1/traces" ? (statuses.shift() ?? 200) : 200;
    response.writeHead(status).end(status === 200 ? "{}" : "refused");
  };
}

const traces = () => app.collector.requests.filter(({ path }) => path === "/v1/traces").map(({ body }) => body);

it("sends by itself within two seconds", async () => {
  app = await startMeteredApp(chat);
  await callTimes(1);
  for (let turns = 0; traces().length === 0 && turns < 200; turns += 1) await sleep(10);
  expect(traces()).toHaveLength(1);
});

it("a batch that was not taken is sent again as it was, until it is; one that was taken never is", async () => {
  app = await startMeteredApp(chat, { collect: collectAs(503, 500, 401) });
  await callTimes(2);
  expect(await app.handle.flush()).toBe(false);
  await callTimes(1);
  expect(await app.handle.flush()).toBe(false);
  expect(await app.handle.flush()).toBe(false);
  expect(await app.handle.flush()).toBe(true);
  expect(await app.handle.flush()).toBe(true);
  const [first, second, third, fourth, rest] = traces();
  expect([second, third, fourth]).toEqual([first, first, first]);
  expect(rest).toBeDefined();
  expect(traces()).toHaveLength(5);
  expect(app.lines).toEqual([
    `tollgate: Cannot send spans to ${app.collector.url}/v1/traces: HTTP 503 refused; keeping up to 20000 spans and trying again\n`,
    `tollgate: ${app.collector.url}/v1/traces takes spans again\n`,
  ]);
});

it("a wrong token is said once, with what to check and where", async () => {
  app = await startMeteredApp(chat, {
    collect: collectAs(401, 401),
    env: { TOLLGATE_OTLP_HEADERS: "authorization=Bearer%20wrong" },
  });
  await callTimes(1);
  await app.handle.flush();
  await app.handle.flush();
  expect(app.lines).toEqual([
    `tollgate: Cannot send spans to ${app.collector.url}/v1/traces: HTTP 401 refused; check the token in TOLLGATE_OTLP_HEADERS (authorization=Bearer …); keeping up to 20000 spans and trying again\n`,
  ]);
  expect(app.collector.requests[0]?.headers.authorization).toBe("Bearer wrong");
});

it("what does not fit the buffer is dropped, counted in calls and dollars, and said once and at the end", async () => {
  app = await startMeteredApp(chat, { collect: collectAs(503), env: { TOLLGATE_BUFFER_SPANS: "2" } });
  await callTimes(5);
  expect(await app.handle.flush()).toBe(false);
  expect(await app.handle.flush()).toBe(true);
  // 3 × $0.004.
  expect(app.lines).toEqual([
    "tollgate: Dropping calls from the ledger: the buffer of 2 spans is full; first 1 call, $0.004000\n",
    expect.stringContaining("HTTP 503"),
    expect.stringContaining("takes spans again"),
    "tollgate: 3 calls ($0.012000) were dropped meanwhile\n",
  ]);
  const { body = "" } = app.collector.requests.findLast(({ path }) => path === "/v1/metrics") ?? {};
  const metrics: { name: string; sum?: { dataPoints: { asDouble: number }[] } }[] =
    JSON.parse(body).resourceMetrics[0].scopeMetrics[0].metrics;
  const sumOf = (name: string) => metrics.find((metric) => metric.name === name)?.sum?.dataPoints[0]?.asDouble;
  expect(sumOf("tollgate.dropped_calls")).toBe(3);
  expect(sumOf("tollgate.dropped_cost")).toBeCloseTo(0.012, 12);
});

it("a batch that the collector calls bad is dropped and said, and does not stand in the way of the next", async () => {
  app = await startMeteredApp(chat, { collect: collectAs(400) });
  await callTimes(1);
  expect(await app.handle.flush()).toBe(true);
  await callTimes(1);
  expect(await app.handle.flush()).toBe(true);
  expect(traces()).toHaveLength(2);
  expect(app.lines[0]).toBe(
    "tollgate: Dropping calls from the ledger: the collector refused them: HTTP 400 refused; first 1 call, $0.004000\n",
  );
});

it("a span that cannot be written is lost alone, and said; the others of its batch arrive", async () => {
  app = await startMeteredApp(chat);
  await callTimes(1);
  // An attribute that no JSON can hold, as a foreign caller may give it.
  recordLlmCall({ provider: "openai", model: Symbol("m") as never, errorType: "x" });
  recordLlmCall({ provider: "openai", model: "gpt-4o", responseId: "third", errorType: "throttled" });
  expect(await app.handle.flush()).toBe(true);
  expect(traces().join()).toContain("chatcmpl-9x1");
  expect(traces().join()).toContain("third");
  expect(app.lines[0]).toBe(
    "tollgate: Dropping calls from the ledger: they could not be written as OTLP; first 1 call, $0.000000\n",
  );
});

it("headers that HTTP does not allow are said, and end neither the app nor its exit", async () => {
  app = await startMeteredApp(chat, { env: { TOLLGATE_OTLP_HEADERS: "authorization=Bearer …" } });
  await callTimes(1);
  expect(await app.handle.flush()).toBe(false);
  expect(app.lines).toEqual([expect.stringMatching(/^tollgate: Cannot send spans to .*Invalid character in header/)]);
});

it("an endpoint that speaks another protocol is said with the usual port", async () => {
  // As gRPC does, it answers with a frame of HTTP/2 settings.
  const grpc = createServer((socket) => {
    socket.on("error", () => {});
    socket.end(Buffer.from("000000040000000000", "hex"));
  });
  await new Promise<void>((resolve) => grpc.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(grpc.address() as AddressInfo).port}`;
  app = await startMeteredApp(chat, { env: { TOLLGATE_OTLP_ENDPOINT: endpoint } });
  await callTimes(1);
  expect(await app.handle.flush()).toBe(false);
  grpc.close();
  expect(app.lines[0]).toContain("; it does not speak OTLP over HTTP, 4318 is the usual port; keeping");
});

it("metrics that cannot be written end neither the app nor its exit, and the spans go", async () => {
  const collector = await startServer((_request, response) => response.end("{}"));
  const sender = new TelemetrySender({
    settings: readSettings({ TOLLGATE_OTLP_ENDPOINT: collector.url }),
    notices: new Notices(() => {}),
    series: new MetricSeries(),
    resource: createResource(undefined),
    scope: { name: "tollgate", version: "0" },
    serializeSpans: () => new Uint8Array(1),
    serializeMetrics: () => {
      throw new Error("unwritable");
    },
  });
  sender.push({ toSpan: () => ({}) as ReadableSpan, calls: 1, costPicoUsd: 0 });
  expect(await sender.flush()).toBe(true);
  sender.push({ toSpan: () => ({}) as ReadableSpan, calls: 1, costPicoUsd: 0 });
  // The collector is in this thread, which stands still: no answer can come.
  sender.flushSync(50);
  sender.close();
  await collector.stop();
});

it("a dead collector is said once, and the app goes on", async () => {
  app = await startMeteredApp(chat, { env: { TOLLGATE_OTLP_ENDPOINT: "http://127.0.0.1:9" } });
  await callTimes(2);
  expect(await app.handle.flush()).toBe(false);
  expect(await app.handle.flush()).toBe(false);
  expect(app.lines).toEqual([
    "tollgate: Cannot send spans to http://127.0.0.1:9/v1/traces: ECONNREFUSED; keeping up to 20000 spans and trying again\n",
  ]);
});
