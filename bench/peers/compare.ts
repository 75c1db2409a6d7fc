/**
 * What Tollgate and other instrumentations add to a call of the openai SDK: `npm run bench:peers`.
 *
 * All modes are interleaved call by call in one process, each on the SDK that it supports and on canned answers. Spans are batched and
 * exported to nowhere; Tollgate sends to a collector on loopback, prices each call and asks a budget. The peers are set up as their READMEs
 * have it, with their defaults; Langfuse without its span processor, which would add to it.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { context, SpanKind, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { AlwaysOnSampler, BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { GenAi } from "../../instrumentation/conventions.ts";
import { start } from "../../instrumentation/setup.ts";
import { BudgetServer, row } from "../../tests/unit/budget-server.ts";
import { answerFromMemory, SSE } from "../canned-answers.ts";
import { type ChatClient, createBareClient, PEERS, type Peer } from "./peers.ts";

const nowhere = {
  export: (_spans: unknown, done: (result: { code: number }) => void) => done({ code: 0 }),
  shutdown: () => Promise.resolve(),
};
const provider = new TracerProvider({
  sampler: new AlwaysOnSampler(),
  spanProcessors: [new BatchSpanProcessor({ exporter: nowhere })],
});
trace.setGlobalTracerProvider(provider);
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const tracer = provider.getTracer("bench");

const collector = createServer((incoming, response) => incoming.resume().on("end", () => response.end("{}")));
await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
const collectorUrl = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
const budgets = new BudgetServer(Date.parse("2026-11-22T12:00:00Z"));
await budgets.start();
const guard = await budgets.guardOf([row("all", 1_000_000, 0)]);

const bareFetch: typeof fetch = (_input, init) =>
  Promise.resolve(answerFromMemory(String(init?.body).includes('"stream":true')));
globalThis.fetch = bareFetch;
const handle = start({ env: { TOLLGATE_OTLP_ENDPOINT: collectorUrl, TOLLGATE_TENANT: "bench" }, guard });
if (handle === undefined) throw new Error("Metering is switched off in this environment");

interface Mode {
  name: string;
  sdk: Peer["sdk"];
  call(stream: boolean): Promise<unknown>;
}

async function ask(client: ChatClient, stream: boolean): Promise<unknown> {
  const answer = await client.chat.completions.create({
    model: "gpt-4o",
    messages: [{ role: "user", content: "Say a hundred words." }],
    stream,
    ...(stream && { stream_options: { include_usage: true } }),
  });
  if (stream) for await (const _ of answer as AsyncIterable<unknown>);
  return answer;
}

async function askInSpan(client: ChatClient, stream: boolean): Promise<void> {
  const span = tracer.startSpan("chat gpt-4o", {
    kind: SpanKind.CLIENT,
    attributes: { [GenAi.operation]: "chat", [GenAi.provider]: "openai", [GenAi.requestModel]: "gpt-4o" },
  });
  await ask(client, stream);
  span.setAttributes({ [GenAi.inputTokens]: 20, [GenAi.outputTokens]: 112, [GenAi.responseModel]: "gpt-4o" });
  span.end();
}

/** More where other processes disturb it. */
const ROUNDS = Number(process.argv[2] ?? 4_000);

const own = { apiKey: "k", maxRetries: 0, fetch: bareFetch };
const SDKS = ["7.57.0", "6.49.0"] as const;
const modes: Mode[] = SDKS.flatMap((sdk) => {
  const bare = createBareClient(sdk, own);
  const metered = createBareClient(sdk, { ...own, fetch: handle.fetch });
  const peers = PEERS.filter((peer) => peer.sdk === sdk).map((peer) => {
    const client = peer.createClient({ ...own, collectorUrl });
    return { name: peer.name, sdk, call: (stream: boolean) => ask(client, stream) };
  });
  return [
    { name: "bare", sdk, call: (stream) => ask(bare, stream) },
    { name: "a bare span", sdk, call: (stream) => askInSpan(bare, stream) },
    { name: "Tollgate", sdk, call: (stream) => ask(metered, stream) },
    ...peers,
  ];
});

/** In an order of chance: whatever comes after one and the same mode would always meet its garbage and its warm caches. */
function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

/** Microseconds until the app has its answer; and with the turn of the event loop after it, in which Tollgate reads and prices. */
interface Taken {
  call: number[];
  withTurn: number[];
}

async function measure(stream: boolean, rounds: number): Promise<Map<Mode, Taken>> {
  const taken = new Map(modes.map((mode): [Mode, Taken] => [mode, { call: [], withTurn: [] }]));
  for (let round = -rounds / 4; round < rounds; round += 1) {
    for (const mode of shuffled(modes)) {
      const begun = process.hrtime.bigint();
      await mode.call(stream);
      const callUs = Number(process.hrtime.bigint() - begun) / 1000;
      await new Promise((resolve) => setImmediate(resolve));
      if (round < 0) continue;
      taken.get(mode)?.call.push(callUs);
      taken.get(mode)?.withTurn.push(Number(process.hrtime.bigint() - begun) / 1000);
    }
  }
  return taken;
}

const percentile = (values: readonly number[] = [], share: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
const us = (value: number) => `${value.toFixed(1)} µs`;

for (const [title, stream, rounds] of [
  ["plain", false, ROUNDS],
  [`stream of ${SSE.length} chunks`, true, ROUNDS / 4],
] as const) {
  const taken = await measure(stream, rounds);
  console.log(
    `\n| ${title}, openai | | p50 | added p50 | × Tollgate | × a bare span | added p10 | added p50 with the turn after |`,
  );
  console.log("|---|---|---|---|---|---|---|---|");
  for (const mode of modes) {
    const of = (name: string) =>
      taken.get(modes.find((other) => other.sdk === mode.sdk && other.name === name) ?? mode);
    // The lower tenth shows the work itself when other processes disturb the median.
    const added = (name: string, share = 0.5, until: keyof Taken = "call") =>
      percentile(of(name)?.[until], share) - percentile(of("bare")?.[until], share);
    const ratio = (name: string) => (added(mode.name) / added(name)).toFixed(1);
    const cells = [
      us(added(mode.name)),
      ratio("Tollgate"),
      ratio("a bare span"),
      us(added(mode.name, 0.1)),
      us(added(mode.name, 0.5, "withTurn")),
    ];
    const row = [mode.sdk, mode.name, us(percentile(of(mode.name)?.call, 0.5)), ...cells];
    console.log(`| ${(mode.name === "bare" ? row.slice(0, 3).concat("", "", "", "", "") : row).join(" | ")} |`);
  }
}
// OpenLIT's timers would keep the process.
process.exit(0);
