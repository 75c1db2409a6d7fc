/**
 * What metering adds to a call: `node bench/instrumentation.ts [loopback]`.
 *
 * Three modes, interleaved call by call in one process so that the machine's noise falls on all alike: the call alone, the call inside a
 * bare OTel span (batched, exported to nowhere), the call metered. Answers come from memory, because over a socket the spread is larger
 * than what is measured; `loopback` uses a socket all the same.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SpanKind, type Tracer } from "@opentelemetry/api";
import { AlwaysOnSampler, BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { GenAi } from "../instrumentation/conventions.ts";
import { start } from "../instrumentation/setup.ts";
import { answerFromMemory, PLAIN, SSE } from "./canned-answers.ts";

interface Shape {
  name: string;
  stream: boolean;
  rounds: number;
  /** Times a bare span, for the whole; or microseconds for each chunk. */
  target: { spans: number } | { microsecondsPerChunk: number };
  read(response: Response): Promise<unknown>;
}

async function readChunks(response: Response): Promise<number> {
  const reader = response.body?.getReader();
  let bytes = 0;
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) bytes += read.value.byteLength;
  return bytes;
}

const SHAPES: Shape[] = [
  { name: "plain, text()", stream: false, rounds: 8_000, target: { spans: 3 }, read: (response) => response.text() },
  { name: "plain, json()", stream: false, rounds: 8_000, target: { spans: 3 }, read: (response) => response.json() },
  { name: "plain, body", stream: false, rounds: 8_000, target: { spans: 5 }, read: readChunks },
  {
    name: `SSE, ${SSE.length} chunks`,
    stream: true,
    rounds: 1_500,
    target: { microsecondsPerChunk: 2 },
    read: readChunks,
  },
];

async function startLoopback(): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const isStream = request.headers["x-stream"] === "1";
    request.resume().on("end", async () => {
      response.setHeader("content-type", isStream ? "text/event-stream" : "application/json");
      if (isStream) for (const chunk of SSE) response.write(chunk);
      response.end(isStream ? undefined : PLAIN);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/chat/completions`, server };
}

const loopback = process.argv[2] === "loopback" ? await startLoopback() : undefined;
const url = loopback?.url ?? "https://api.openai.com/v1/chat/completions";
const request = (stream: boolean): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json", "x-stream": stream ? "1" : "0" },
  body: JSON.stringify({
    model: "gpt-4o",
    messages: [{ role: "user", content: "Say a hundred words." }],
    stream,
    // What the answers from memory have; without it their text would be kept for an estimate.
    ...(stream && { stream_options: { include_usage: true } }),
  }),
});

const bareFetch: typeof fetch = loopback
  ? globalThis.fetch
  : (_input, init) => Promise.resolve(answerFromMemory(new Headers(init?.headers).get("x-stream") === "1"));
globalThis.fetch = bareFetch;
// Takes everything: sending is not part of the call, nor is what metering does a turn of the event loop after it.
const collector = createServer((incoming, response) => incoming.resume().on("end", () => response.end("{}")));
await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
const handle = start({
  env: {
    TOLLGATE_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
    TOLLGATE_HOSTS: `${new URL(url).host}=openai`,
    TOLLGATE_TENANT: "bench",
  },
});
const meteredFetch = globalThis.fetch;

const nowhere = {
  export: (_spans: unknown, done: (result: { code: number }) => void) => done({ code: 0 }),
  shutdown: () => Promise.resolve(),
};
const provider = new TracerProvider({
  sampler: new AlwaysOnSampler(),
  spanProcessors: [new BatchSpanProcessor({ exporter: nowhere })],
});
const tracer: Tracer = provider.getTracer("bench");

type Mode = (shape: Shape) => Promise<unknown>;
const MODES: Record<"bare" | "span" | "metered", Mode> = {
  bare: async (shape) => shape.read(await bareFetch(url, request(shape.stream))),
  async span(shape) {
    const attributes = {
      [GenAi.operation]: "chat",
      [GenAi.provider]: "openai",
      [GenAi.requestModel]: "gpt-4o",
    };
    const span = tracer.startSpan("chat gpt-4o", { kind: SpanKind.CLIENT, attributes });
    const result = await shape.read(await bareFetch(url, request(shape.stream)));
    span.setAttributes({
      [GenAi.inputTokens]: 20,
      [GenAi.outputTokens]: 112,
      [GenAi.responseModel]: "gpt-4o",
    });
    span.end();
    return result;
  },
  metered: async (shape) => shape.read(await meteredFetch(url, request(shape.stream))),
};
const NAMES = ["bare", "span", "metered"] as const;

async function measure(shape: Shape): Promise<Record<(typeof NAMES)[number], number[]>> {
  const times: Record<(typeof NAMES)[number], number[]> = { bare: [], span: [], metered: [] };
  const warmUp = shape.rounds / 4;
  for (let round = -warmUp; round < shape.rounds; round += 1) {
    // Each mode comes first, second and last equally often.
    for (let turn = 0; turn < NAMES.length; turn += 1) {
      const name = NAMES[(Math.abs(round) + turn) % NAMES.length] ?? "bare";
      const begun = process.hrtime.bigint();
      await MODES[name](shape);
      const tookUs = Number(process.hrtime.bigint() - begun) / 1000;
      if (round >= 0) times[name].push(tookUs);
    }
    // Lets timers and the collector's answers come between calls and not into them.
    if (round % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return times;
}

const percentile = (values: number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
const us = (value: number) => `${value.toFixed(2).padStart(8)} µs`;

for (const shape of SHAPES) {
  const times = await measure(shape);
  // The lower tenth shows the work itself when other processes disturb the median.
  for (const share of [0.5, 0.1]) {
    const base = percentile(times.bare, share);
    const ofSpan = percentile(times.span, share) - base;
    const ofMetering = percentile(times.metered, share) - base;
    const verdict =
      "spans" in shape.target
        ? `${(ofMetering / ofSpan).toFixed(2)} × a span (target ${shape.target.spans})`
        : `${(ofMetering / SSE.length).toFixed(2)} µs a chunk (target ${shape.target.microsecondsPerChunk})`;
    const head = `${share === 0.5 ? shape.name.padEnd(15) : " ".repeat(15)} p${share * 100}`;
    console.log(`${head}  bare ${us(base)}   span +${us(ofSpan)}   metered +${us(ofMetering)}   ${verdict}`);
  }
}
await handle?.close();
await provider.shutdown();
collector.close();
collector.closeAllConnections();
loopback?.server.close();
loopback?.server.closeAllConnections();
