import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, describe, expect, inject, it } from "vitest";
import { appEnv } from "../../cli/stack/write-app-env.ts";
import { chatAnswer, messageAnswer } from "../unit/wire-answers.ts";
import { type LocalServer, sendJson, startServer } from "../unit/wire-metered-app.ts";
import { otlpSpans } from "./otlp-spans.ts";
import { settledCalls } from "./settled-calls.ts";
import { sendTraces } from "./stack-client.ts";
import { startNodeApp } from "./start-node-app.ts";

// Real apps with the official SDKs, a provider of ours, the real collector and engine. Side by side, because each waits for two sweeps and works little. chatAnswer() costs $0.004 at gpt-4o, half of it as a batch.

const stack = inject("stack");
const providers: LocalServer[] = [];
afterAll(() => Promise.all(providers.map((provider) => provider.stop())));

const hex = (bytes: number) => randomBytes(bytes).toString("hex");
const hoursAgo = (hours: number) => Math.floor(Date.now() / 1000) - hours * 3600;

/** A provider that answers by method and path, the last answer for ever. */
async function serve(answers: Record<string, unknown[]>): Promise<LocalServer> {
  const provider = await startServer(({ method, path }, response) => {
    const left = answers[`${method} ${path}`] ?? [{ error: { message: `No ${method} ${path}` } }];
    const answer = left.length > 1 ? left.shift() : left[0];
    if (typeof answer === "string") response.writeHead(200, { "content-type": "application/octet-stream" }).end(answer);
    else sendJson(response, answer);
  });
  providers.push(provider);
  return provider;
}

interface AppOptions {
  tenant?: string;
  /** What the provider's address is known as. */
  provider?: string | undefined;
  /** What the app calls: a provider, or a gateway before one. */
  baseUrl: string;
  script?: string;
  env?: Record<string, string>;
}

function startApp(service: string, tasks: string[], options: AppOptions) {
  const { tenant = service, baseUrl, script = "identity-app.ts", env = {} } = options;
  const { TOLLGATE_BUDGET_URL: _, ...reporting } = appEnv(stack);
  const known = "provider" in options ? options.provider : "openai";
  return startNodeApp(`tests/pipeline/apps/${script}`, {
    args: tasks,
    env: {
      ...reporting,
      OTEL_SERVICE_NAME: service,
      TOLLGATE_TENANT: tenant,
      OPENAI_BASE_URL: `${baseUrl}/v1`,
      ANTHROPIC_BASE_URL: baseUrl,
      ...(known !== undefined && { TOLLGATE_HOSTS: `${new URL(baseUrl).host}=${known}` }),
      ...env,
    },
  });
}

async function runApp(service: string, tasks: string[], options: AppOptions): Promise<void> {
  const run = await startApp(service, tasks, options).ended;
  expect(run).toMatchObject({ code: 0 });
}

describe.concurrent("an answer that is fetched again counts once", () => {
  it("a background response: polled by its app, fetched hours later by a process of another tenant", async () => {
    const [test, id, created] = [`background-${randomUUID()}`, `resp_${hex(24)}`, hoursAgo(5)];
    const queued = {
      id,
      object: "response",
      created_at: created,
      status: "queued",
      background: true,
      model: "gpt-4o",
      output: [],
    };
    // 1000 × 2.50 + 200 × 10.00 $ per million = $0.0045.
    const usage = { input_tokens: 1000, output_tokens: 200, total_tokens: 1200 };
    const done = { ...queued, status: "completed", completed_at: created + 90, usage };
    const { url: baseUrl } = await serve({
      "POST /v1/responses": [queued],
      [`GET /v1/responses/${id}`]: [queued, done],
    });
    await runApp(test, ["background=Hi"], { baseUrl, tenant: `${test}-app` });
    await runApp(test, [`retrieve=${id}`, `retrieve=${id}`], { baseUrl, tenant: `${test}-cron` });
    expect(await settledCalls(stack, test, 2)).toEqual({
      calls: 1,
      usd: "0.0045",
      rolledUsd: "0.0045",
      tenants: [`${test}-app`],
      hoursAgo: [expect.toSatisfy((hours) => hours === 5 || hours === 6)],
    });
  });

  it("a batch's file whose answers say no time: read by the process that waited for it, and by one that has only the file's id", async () => {
    const [test, batch, file] = [`batch-${randomUUID()}`, `batch_${hex(16)}`, `file-${hex(12)}`];
    const embeddings = {
      object: "list",
      model: "text-embedding-3-small",
      data: [{ object: "embedding", index: 0, embedding: [0.1] }],
      usage: { prompt_tokens: 800, total_tokens: 800 },
    };
    const line = (custom_id: string) =>
      JSON.stringify({ id: `batch_req_${hex(16)}`, custom_id, response: { status_code: 200, body: embeddings } });
    const { url: baseUrl } = await serve({
      [`GET /v1/batches/${batch}`]: [{ id: batch, object: "batch", created_at: hoursAgo(20), output_file_id: file }],
      [`GET /v1/files/${file}/content`]: [`${line("a")}\n${line("b")}\n`],
    });
    await runApp(test, [`batch=${batch}`, `file=${file}`], { baseUrl });
    await runApp(test, [`file=${file}`], { baseUrl });
    // 2 × 800 × 0.02 $ per million / 2 = $0.000016, on the day of the batch.
    const { calls, usd, rolledUsd, hoursAgo: hours } = await settledCalls(stack, test, 4);
    expect([calls, usd, rolledUsd]).toEqual([2, "0.000016", "0.000016"]);
    expect(hours[0]).toBeGreaterThanOrEqual(20);
    expect(hours).toHaveLength(1);
  });

  it("results of an Anthropic batch, which its SDK asks for with the batch's time: by two processes", async () => {
    const [test, batch] = [`messages-${randomUUID()}`, `msgbatch_${hex(12)}`];
    const created_at = new Date(hoursAgo(30) * 1000).toISOString();
    const results = ["a", "b"].map((custom_id) => ({
      custom_id,
      result: { type: "succeeded", message: messageAnswer({ id: `msg_${hex(12)}` }) },
    }));
    const path = `/v1/messages/batches/${batch}`;
    const job = { id: batch, processing_status: "ended", created_at, results_url: "" };
    const { url: baseUrl } = await serve({
      [`GET ${path}`]: [job],
      [`GET ${path}/results`]: [results.map((line) => `${JSON.stringify(line)}\n`).join("")],
    });
    job.results_url = `${baseUrl}${path}/results`;
    for (let process = 0; process < 2; process += 1)
      await runApp(test, [`messages=${batch}`], { baseUrl, provider: "anthropic" });
    // Half of $0.005355, twice.
    expect(await settledCalls(stack, test, 4)).toMatchObject({ calls: 2, usd: "0.005355", rolledUsd: "0.005355" });
  });
});

describe.concurrent("a call that two have seen counts once", () => {
  it("an app and a gateway that is metered too and has no tenant: the app's tenant pays", async () => {
    const test = `gateway-${randomUUID()}`;
    const { url: baseUrl } = await serve({
      "POST /v1/chat/completions": [
        chatAnswer({ id: `chatcmpl-${hex(14)}` }),
        chatAnswer({ id: `chatcmpl-${hex(14)}` }),
      ],
    });
    const env = { PROVIDER_URL: baseUrl };
    const gateway = startApp(`${test}-gw`, [], { baseUrl, tenant: "", script: "gateway-app.ts", env });
    await gateway.printed(/listening on \d+\./);
    const port = /listening on (\d+)/.exec(gateway.run.stdout)?.[1];
    await runApp(test, ["chat=one", "chat=two"], { baseUrl: `http://127.0.0.1:${port}` });
    gateway.say("end");
    await gateway.ended;
    expect(await settledCalls(stack, test, 4)).toMatchObject({ calls: 2, usd: "0.008", tenants: [test] });
  });

  it.each([
    ["105 minutes behind", -105],
    ["2 hours ahead", 120],
    ["a day behind", -1440],
  ])("an app and a gateway of another make whose clock is %s", async (_, minutes) => {
    const [test, id] = [`skew-${randomUUID()}`, `chatcmpl-${hex(14)}`];
    const { url: baseUrl } = await serve({ "POST /v1/chat/completions": [chatAnswer({ id })] });
    const gateway = {
      spanId: hex(8),
      traceId: hex(16),
      name: "chat gpt-4o",
      startMs: Date.now() + minutes * 60_000,
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.system": "openai",
        "gen_ai.request.model": "gpt-4o",
        "gen_ai.response.id": id,
        "gen_ai.usage.input_tokens": 1000,
        "gen_ai.usage.output_tokens": 200,
      },
    };
    expect(
      await sendTraces(stack, otlpSpans([gateway], { scope: "litellm", resource: { "service.name": test } })),
    ).toBe(200);
    await runApp(test, ["chat=Hi"], { baseUrl });
    const found = await settledCalls(stack, test, 2);
    expect(found).toMatchObject({ calls: 1, usd: "0.004", rolledUsd: "0.004", tenants: [test] });
    expect(found.hoursAgo).toEqual([expect.toSatisfy((hours) => hours === 0 || hours === 1)]);
  });

  it("Tollgate and another instrumentation in one app", async () => {
    const test = `beside-${randomUUID()}`;
    const answers = ["one", "two", "three"].map(() => chatAnswer({ id: `chatcmpl-${hex(14)}` }));
    const { url: baseUrl } = await serve({ "POST /v1/chat/completions": answers });
    await runApp(test, [], { baseUrl, script: "two-instrumentations-app.ts" });
    expect(await settledCalls(stack, test, 5)).toMatchObject({ calls: 3, usd: "0.012", rolledUsd: "0.012" });
  });
});

describe.concurrent("two calls with one id count twice", () => {
  it.each([
    ["a server at an address that nobody has named", undefined, "chatcmpl-123"],
    ["a server that is named after itself, with long ids that it repeats", "lm-studio", `chatcmpl-${"a".repeat(29)}`],
    ["a server that is said to be OpenAI and counts its calls", "openai", "chatcmpl-77"],
  ])("from %s", async (_, known, id) => {
    const test = `repeated-${randomUUID()}`;
    const { url: baseUrl } = await serve({ "POST /v1/chat/completions": [chatAnswer({ id })] });
    await runApp(test, ["chat=one", "chat=two"], { baseUrl, provider: known });
    expect((await settledCalls(stack, test, 2)).calls).toBe(2);
  });

  it("from two providers that happen to give the same id", async () => {
    const [test, id] = [`same-id-${randomUUID()}`, `chatcmpl-${hex(14)}`];
    const { url: baseUrl } = await serve({ "POST /v1/chat/completions": [chatAnswer({ id })] });
    await runApp(test, ["chat=one"], { baseUrl, provider: "openai" });
    await runApp(test, ["chat=two"], { baseUrl, provider: "groq" });
    expect((await settledCalls(stack, test, 2)).calls).toBe(2);
  });
});
