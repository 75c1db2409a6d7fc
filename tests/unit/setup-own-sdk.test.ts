import * as api from "@opentelemetry/api";
import { type Baggage, context, propagation, type Span, trace } from "@opentelemetry/api";
import { NodeSDK } from "@opentelemetry/sdk-node";
import { TraceIdRatioBasedSampler } from "@opentelemetry/sdk-trace";
import { afterEach, beforeEach, expect, it } from "vitest";
import { sentSpans } from "./sent-spans.ts";
import { CHAT_COST_PICO_USD, chatAnswer, chatEvents } from "./wire-answers.ts";
import { type MeteredApp, sendEvents, sendJson, startMeteredApp } from "./wire-metered-app.ts";

const bareFetch = globalThis.fetch;
let app: MeteredApp;
let sdk: NodeSDK;
/** Of the app's SDK. */
const recorded: string[] = [];
/** What is active while the request is sent, where an instrumentation of HTTP would look. */
const seen: { span: Span | undefined; baggage: Baggage | undefined }[] = [];

beforeEach(() => {
  recorded.length = seen.length = 0;
  globalThis.fetch = (...args) => {
    seen.push({ span: trace.getActiveSpan(), baggage: propagation.getActiveBaggage() });
    return bareFetch(...args);
  };
});
afterEach(async () => {
  await app.stop();
  await sdk.shutdown();
  for (const part of [trace, context, propagation, api.metrics, api.logs]) part.disable();
  globalThis.fetch = bareFetch;
});

/** What the API holds for the whole process: provider, propagator, context manager, … */
function globals(): Record<string, unknown> {
  return { ...Reflect.get(globalThis, Symbol.for("opentelemetry.js.api.1")) };
}

/** As most people set it up. */
function startOwnSdk(ratio: number): void {
  const processor = {
    onStart() {},
    onEnd: ({ name }: { name: string }) => void recorded.push(name),
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
  sdk = new NodeSDK({
    sampler: new TraceIdRatioBasedSampler(ratio),
    spanProcessors: [processor],
    metricReaders: [],
    logRecordProcessors: [],
    instrumentations: [],
    autoDetectResources: false,
  });
  sdk.start();
}

async function startApp(): Promise<void> {
  app = await startMeteredApp(({ body }, response) => {
    if (JSON.parse(body).stream) return sendEvents(response, chatEvents(), 2);
    return sendJson(response, chatAnswer());
  });
}

/** A plain and a streamed call in a span of the app, with baggage. Returns that span. */
async function work(): Promise<api.SpanContext> {
  const baggage = propagation.createBaggage({ shop: { value: "north" } });
  return context.with(propagation.setBaggage(context.active(), baggage), () =>
    trace.getTracer("app").startActiveSpan("work", async (span) => {
      for (const stream of [false, true]) {
        const body = JSON.stringify({ model: "gpt-4o", messages: [], stream });
        await (await fetch(`${app.provider.url}/v1/chat/completions`, { method: "POST", body })).text();
      }
      expect(trace.getActiveSpan()).toBe(span);
      expect(propagation.getActiveBaggage()).toBe(baggage);
      span.end();
      return span.spanContext();
    }),
  );
}

it.each([
  ["before us", true],
  ["after us, before the first call", false],
])("an app's own NodeSDK that keeps no trace, started %s: every call is kept, under its parent", async (_, isFirst) => {
  if (isFirst) startOwnSdk(0);
  await startApp();
  if (!isFirst) startOwnSdk(0);
  const before = globals();
  const parent = await work();
  await app.handle.flush();
  expect(parent.traceFlags).toBe(api.TraceFlags.NONE);
  const [plain, streamed, ...others] = sentSpans(app);
  for (const span of [plain, streamed]) {
    expect(span).toMatchObject({ traceId: parent.traceId, parentSpanId: parent.spanId, name: "chat gpt-4o" });
  }
  expect(others).toEqual([]);
  expect(app.calls.map(({ costPicoUsd }) => costPicoUsd)).toEqual([CHAT_COST_PICO_USD, CHAT_COST_PICO_USD]);
  expect(recorded).toEqual([]);
  // The same objects: no second provider, propagator or context manager has been registered, nor tried to be.
  expect(globals()).toEqual(before);
  for (const [name, part] of Object.entries(before)) expect(globals()[name]).toBe(part);
});

it("nothing of ours is active while the request is sent: the app's span and baggage are, so its own spans hang there", async () => {
  startOwnSdk(1);
  await startApp();
  const parent = await work();
  expect(seen.map(({ span }) => span?.spanContext().spanId)).toEqual([parent.spanId, parent.spanId]);
  expect(seen.map(({ baggage }) => baggage?.getEntry("shop")?.value)).toEqual(["north", "north"]);
  // Ours go their own way and are not the app's to record.
  expect(recorded).toEqual(["work"]);
});
