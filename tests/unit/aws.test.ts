import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { FetchHttpHandler } from "@smithy/fetch-http-handler";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { afterEach, describe, expect, it } from "vitest";
import { withAttribution } from "../../instrumentation/attribution.ts";
import { meterBedrock } from "../../instrumentation/aws.ts";
import {
  CLAUDE,
  CONVERSE_COST_PICO_USD,
  CONVERSE_USAGE,
  converseAnswer,
  converseEvents,
  GLOBAL_COST_PICO_USD,
  invokeAnswer,
  invokeEvents,
} from "./bedrock-answers.ts";
import { type BedrockAnswer, type BedrockServer, REQUEST_ID, startBedrock } from "./bedrock-server.ts";
import { type MeteredApp, type MeteredAppOptions, sendJson, startMeteredApp, startServer } from "./wire-metered-app.ts";

let app: MeteredApp;
let bedrock: BedrockServer;
afterEach(async () => {
  await app.stop();
  await bedrock.stop();
});

async function meter(answer: () => BedrockAnswer, options: MeteredAppOptions = {}): Promise<BedrockRuntimeClient> {
  app = await startMeteredApp((_request, response) => response.end(), options);
  bedrock = await startBedrock(answer);
  return meterBedrock(bedrock.client());
}

const messages = [{ role: "user" as const, content: [{ text: "Hi" }] }];
const converse = (modelId = CLAUDE) => new ConverseCommand({ modelId, messages });
const converseStream = () => new ConverseStreamCommand({ modelId: CLAUDE, messages });
const body = JSON.stringify({ anthropic_version: "bedrock-2023-05-31", max_tokens: 9, messages });

async function readAll<T>(events: AsyncIterable<T> | undefined): Promise<T[]> {
  const all: T[] = [];
  for await (const event of events ?? []) all.push(event);
  return all;
}

/** What every whole call of `CONVERSE_USAGE` is. */
const WHOLE = {
  costStatus: "priced",
  costPicoUsd: CONVERSE_COST_PICO_USD,
  record: {
    source: "wire",
    provider: "aws.bedrock",
    operation: "chat",
    requestModel: CLAUDE,
    responseId: REQUEST_ID,
    usageSource: "provider",
    httpStatus: 200,
    serverAddress: "127.0.0.1",
    usage: {
      inputTokens: 4000,
      outputTokens: 200,
      cacheReadTokens: 2000,
      cacheWriteTokens: 1000,
      cacheWrite1hTokens: 400,
    },
  },
};

describe("each way is charged once, by Bedrock's own numbers, and shows the app what the bare client shows", () => {
  it("Converse", async () => {
    const client = await meter(() => converseAnswer());
    const { $metadata: _, ...metered } = await client.send(converse());
    const { $metadata: __, ...bare } = await bedrock.client().send(converse());
    expect(metered).toEqual(bare);
    expect(app.calls).toMatchObject([WHOLE]);
    expect(app.calls[0]?.record.timeToFirstChunkMs).toBeUndefined();
  });

  it("ConverseStream", async () => {
    const client = await meter(() => ({ events: converseEvents() }));
    const answer = await client.send(converseStream());
    const bare = await bedrock.client().send(converseStream());
    expect(Reflect.ownKeys(answer.stream ?? {})).toEqual(Reflect.ownKeys(bare.stream ?? {}));
    expect(await readAll(answer.stream)).toEqual(await readAll(bare.stream));
    expect(app.calls).toMatchObject([{ ...WHOLE, record: { ...WHOLE.record, stream: true } }]);
    expect(app.calls[0]?.record.timeToFirstChunkMs).toBeGreaterThan(0);
  });

  it("InvokeModel", async () => {
    const client = await meter(invokeAnswer);
    const ask = () => new InvokeModelCommand({ modelId: CLAUDE, body });
    const answer = await client.send(ask());
    const bare = await bedrock.client().send(ask());
    expect(answer.body.transformToString()).toBe(bare.body.transformToString());
    expect(app.calls).toMatchObject([WHOLE]);
  });

  it("InvokeModelWithResponseStream", async () => {
    const client = await meter(() => ({ events: invokeEvents() }));
    const ask = () => new InvokeModelWithResponseStreamCommand({ modelId: CLAUDE, body: Buffer.from(body) });
    const answer = await client.send(ask());
    const bare = await bedrock.client().send(ask());
    expect(await readAll(answer.body)).toEqual(await readAll(bare.body));
    expect(app.calls).toMatchObject([{ ...WHOLE, record: { ...WHOLE.record, stream: true } }]);
  });
});

describe("the price is of the model that was asked for", () => {
  const arn = (kind: string, name: string) => `arn:aws:bedrock:us-east-1:123456789012:${kind}/${name}`;
  it.each([
    ["a model id", CLAUDE.slice(3), CONVERSE_COST_PICO_USD],
    ["an inference profile of a region", CLAUDE, CONVERSE_COST_PICO_USD],
    ["a global inference profile", `global.${CLAUDE.slice(3)}`, GLOBAL_COST_PICO_USD],
    ["the ARN of an inference profile", arn("inference-profile", CLAUDE), CONVERSE_COST_PICO_USD],
    ["the ARN of a model", `arn:aws:bedrock:us-east-1::foundation-model/${CLAUDE.slice(3)}`, CONVERSE_COST_PICO_USD],
  ])("%s", async (_, model, cost) => {
    const client = await meter(() => converseAnswer());
    await client.send(converse(model));
    expect(app.calls).toMatchObject([{ costStatus: "priced", costPicoUsd: cost, record: { requestModel: model } }]);
  });

  it("a profile of the app's own is unpriced until tollgate.prices.yaml names its model", async () => {
    const profile = arn("application-inference-profile", "a1b2c3d4e5f6");
    const client = await meter(() => converseAnswer());
    await client.send(converse(profile));
    expect(app.calls).toMatchObject([{ costStatus: "unpriced" }]);
    await app.stop();
    await bedrock.stop();

    const folder = mkdtempSync(join(tmpdir(), "tollgate-bedrock-"));
    const prices = join(folder, "tollgate.prices.yaml");
    writeFileSync(
      prices,
      `deployments:\n  - { provider: aws, name: "${profile}", model: "global.${CLAUDE.slice(3)}" }\n`,
    );
    const configured = await meter(() => converseAnswer(), { env: { TOLLGATE_PRICES: prices } });
    await configured.send(converse(profile));
    expect(app.calls).toMatchObject([{ costPicoUsd: GLOBAL_COST_PICO_USD }]);
    rmSync(folder, { recursive: true });
  });

  it("a prompt router's is the one it chose", async () => {
    const trace = { promptRouter: { invokedModelId: arn("inference-profile", CLAUDE) } };
    const client = await meter(() => converseAnswer({ trace }));
    await client.send(converse(arn("default-prompt-router", "anthropic.claude:1")));
    expect(app.calls).toMatchObject([{ costPicoUsd: CONVERSE_COST_PICO_USD }]);
  });
});

it("the same client given twice is charged once, and attribution holds", async () => {
  const client = meterBedrock(await meter(() => converseAnswer()));
  await withAttribution({ agent: "writer" }, () => client.send(converse()));
  expect(app.calls).toMatchObject([{ record: { attribution: { agent: "writer" } } }]);
});

describe("where an operator has switched it on, prompt and answer are recorded, without images", () => {
  const env = { TOLLGATE_RECORD_CONTENT: "prompts,answers" };
  const image = { format: "png" as const, source: { bytes: new Uint8Array(8) } };
  const asked = [{ role: "user" as const, content: [{ text: "Hi" }, { image }] }];
  const recorded = (input: unknown, output: string) => {
    const { content } = app.calls[0]?.record ?? {};
    expect(JSON.parse(content?.input ?? "")).toEqual(input);
    expect(JSON.parse(content?.output ?? "")).toEqual([
      { role: "assistant", parts: [{ type: "text", content: output }] },
    ]);
  };
  const text = { type: "text", content: "Hi" };

  it("Converse", async () => {
    const client = await meter(() => converseAnswer(), { env });
    await client.send(new ConverseCommand({ modelId: CLAUDE, messages: asked }));
    recorded([{ role: "user", parts: [text, { type: "unknown" }] }], "Grüße, 世界 👋");
  });

  it("ConverseStream", async () => {
    const client = await meter(() => ({ events: converseEvents() }), { env });
    await readAll((await client.send(converseStream())).stream);
    recorded([{ role: "user", parts: [text] }], "Grüße, 世界 👋");
  });

  it("InvokeModel", async () => {
    const client = await meter(invokeAnswer, { env });
    await client.send(new InvokeModelCommand({ modelId: CLAUDE, body }));
    recorded([{ role: "user", parts: [text] }], "Grüße");
  });
});

it("commands that ask no model, and a process without metering, are left alone", async () => {
  const client = await meter(() => ({ json: { inputTokens: 3 } }));
  const { CountTokensCommand } = await import("@aws-sdk/client-bedrock-runtime");
  await client.send(new CountTokensCommand({ modelId: CLAUDE, input: { converse: { messages } } }));
  expect(app.calls).toEqual([]);
  await app.handle.close();
  await client.send(converse()).catch(() => {});
  expect(bedrock.asked).toHaveLength(2);
  expect(app.calls).toEqual([]);
});

it("a client whose transport is fetch, which is hooked too, is charged once", async () => {
  await meter(() => converseAnswer());
  const { stop, ...provider } = await startServer((_request, response) => sendJson(response, converseAnswer().json));
  await app.stop();
  const env = { TOLLGATE_HOSTS: `${provider.host}=aws.bedrock` };
  app = await startMeteredApp((_request, response) => response.end(), { env, provider: null });
  const requestHandler = new FetchHttpHandler();
  const client = () => bedrock.client({ endpoint: provider.url, requestHandler });
  await meterBedrock(client()).send(converse());
  expect(app.calls).toMatchObject([{ costPicoUsd: CONVERSE_COST_PICO_USD }]);
  // Given to no meter, it is still seen by the hook.
  await client().send(converse());
  expect(app.calls).toHaveLength(2);
  await stop();
});

it("a client on HTTP/1 is metered and not said to be missed; one that nobody meters is", async () => {
  await meter(() => converseAnswer());
  const { json } = converseAnswer();
  const provider = await startServer((_request, response) => sendJson(response, json));
  await app.stop();
  app = await startMeteredApp((_request, response) => response.end(), {
    env: { TOLLGATE_HOSTS: `${provider.host}=aws.bedrock` },
  });
  const client = () => bedrock.client({ endpoint: provider.url, requestHandler: new NodeHttpHandler() });
  await meterBedrock(client()).send(converse());
  await meterBedrock(client()).send(converse());
  expect(app.calls).toMatchObject([{ costPicoUsd: CONVERSE_COST_PICO_USD }, { costPicoUsd: CONVERSE_COST_PICO_USD }]);
  expect(app.lines).toEqual([]);
  await client().send(converse());
  expect(app.lines.join("")).toContain("Cannot meter calls to 127.0.0.1 (aws.bedrock)");
  await provider.stop();
});

it("what is no client is refused at once, by name of what it lacks", () => {
  expect(() => meterBedrock({} as BedrockRuntimeClient)).toThrow("it has no middlewareStack");
});

it("usage with an impossible count is an estimate, and says so", async () => {
  const client = await meter(() => converseAnswer({ usage: { ...CONVERSE_USAGE, outputTokens: -1 } }));
  await client.send(converse());
  expect(app.calls).toMatchObject([{ costStatus: "estimated", record: { problems: [expect.stringContaining("-1")] } }]);
});
