import * as api from "@opentelemetry/api";
import { trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { TracerProvider } from "@opentelemetry/sdk-trace";
import { afterEach, expect, it } from "vitest";
import { withAttribution } from "../../instrumentation/attribution.ts";
import { type Evaluation, recordEvaluation } from "../../instrumentation/events/record-evaluation.ts";
import { type Outcome, recordOutcome } from "../../instrumentation/events/record-outcome.ts";
import { type MeteredApp, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp | undefined;
afterEach(async () => {
  await app?.stop();
  app = undefined;
  trace.disable();
  api.context.disable();
});

const begin = async (env: Record<string, string> = {}) => {
  app = await startMeteredApp((_request, response) => response.end(), { env });
};

async function sent(scope: string) {
  await app?.handle.flush();
  const bodies = app?.collector.requests
    .filter(({ path }) => path === "/v1/traces")
    .map(({ body }) => JSON.parse(body));
  return (bodies ?? [])
    .flatMap(({ resourceSpans }) => resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans)
    .filter((spans) => spans.scope.name === scope)
    .flatMap(({ spans }) => spans)
    .map(({ name, traceId, parentSpanId, startTimeUnixNano, attributes }) => ({
      name,
      traceId,
      parentSpanId,
      startTimeUnixNano,
      attributes: Object.fromEntries(
        attributes.map(({ key, value }: { key: string; value: object }) => [key, Object.values(value)[0]]),
      ),
    }));
}

async function internalErrors(): Promise<string[]> {
  await app?.handle.flush();
  const body = app?.collector.requests.findLast(({ path }) => path === "/v1/metrics")?.body ?? "";
  return [...body.matchAll(/"key":"reason","value":\{"stringValue":"(\w+)"\}/g)].map((match) => match[1] ?? "");
}

it("an evaluation is a span without a call's names, of the attribution in force and under the active span", async () => {
  await begin({ TOLLGATE_TENANT: "acme" });
  api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const tracer = new TracerProvider().getTracer("app");
  const parent = tracer.startSpan("request");
  api.context.with(trace.setSpan(api.context.active(), parent), () =>
    withAttribution({ agent: "writer", session: "s1" }, () =>
      recordEvaluation({
        responseId: "msg_1",
        provider: "anthropic",
        name: "relevance",
        score: 0.5,
        label: "fair",
        atMs: 1_795_000_000_000,
      }),
    ),
  );
  expect(await sent("tollgate.events")).toEqual([
    {
      name: "gen_ai.evaluation.result",
      traceId: parent.spanContext().traceId,
      parentSpanId: parent.spanContext().spanId,
      startTimeUnixNano: "1795000000000000000",
      attributes: {
        "gen_ai.evaluation.name": "relevance",
        "gen_ai.evaluation.score.value": 0.5,
        "gen_ai.evaluation.score.label": "fair",
        "gen_ai.response.id": "msg_1",
        "gen_ai.provider.name": "anthropic",
        "gen_ai.agent.name": "writer",
        "gen_ai.conversation.id": "s1",
        "session.id": "s1",
        "tollgate.tenant": "acme",
      },
    },
  ]);
  expect(await sent("tollgate")).toEqual([]);
});

it("an outcome says its own attribution, trace and worth", async () => {
  await begin();
  recordOutcome({
    name: "ticket_solved",
    label: "won",
    value: 12.5,
    traceId: "0AF7651916CD43DD8448EB211C80319C",
    attribution: { session: "s2" },
  });
  expect((await sent("tollgate.events")).map(({ name, attributes }) => [name, attributes])).toEqual([
    [
      "tollgate.outcome",
      {
        "tollgate.outcome.name": "ticket_solved",
        "tollgate.outcome.label": "won",
        "tollgate.outcome.value": 12.5,
        "tollgate.about.trace_id": "0af7651916cd43dd8448eb211c80319c",
        "session.id": "s2",
        "gen_ai.conversation.id": "s2",
      },
    ],
  ]);
});

it.each<[string, unknown, number]>([
  ["no name", { score: 1 }, 0],
  ["neither score nor label", { name: "r" }, 0],
  ["a score that is not finite", { name: "r", score: Number.NaN }, 0],
  ["a score that is a text", { name: "r", score: "1" }, 0],
  ["nothing at all", undefined, 0],
  ["a time and a trace that are none, which are left out", { name: "r", score: 0, atMs: -1, traceId: "short" }, 1],
])("an evaluation with %s never throws into the app", async (_name, evaluation, events) => {
  await begin();
  recordEvaluation(evaluation as Evaluation);
  expect(await sent("tollgate.events")).toHaveLength(events);
  expect(await internalErrors()).toEqual(events === 1 ? [] : ["evaluation"]);
});

it("an outcome that cannot be used is counted, and its worth left out where it is no number", async () => {
  await begin();
  recordOutcome({ name: "" });
  recordOutcome({ name: "solved", value: Number.POSITIVE_INFINITY } satisfies Outcome);
  expect((await sent("tollgate.events")).map(({ attributes }) => attributes)).toEqual([
    { "tollgate.outcome.name": "solved" },
  ]);
  expect(await internalErrors()).toEqual(["outcome"]);
});

it("names and labels have the limits of attribution: 200 characters, and so many distinct ones", async () => {
  await begin({ TOLLGATE_LABEL_VALUES: "1" });
  recordEvaluation({ name: "n".repeat(201), label: "because of this" });
  recordEvaluation({ name: "n".repeat(201), label: "because of that" });
  recordOutcome({ name: "solved", label: "won" });
  recordOutcome({ name: "order 4711", label: "won" });
  expect((await sent("tollgate.events")).map(({ attributes }) => Object.values(attributes))).toEqual([
    ["n".repeat(200), "because of this"],
    ["n".repeat(200), "(other)"],
    ["solved", "won"],
    ["(other)", "won"],
  ]);
});

it("without metering both do nothing", () => {
  expect(() => recordEvaluation({ name: "r", score: 1 })).not.toThrow();
  expect(() => recordOutcome({ name: "solved" })).not.toThrow();
});
