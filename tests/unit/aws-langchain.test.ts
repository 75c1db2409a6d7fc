import { setTimeout as sleep } from "node:timers/promises";
import { ChatBedrockConverse } from "@langchain/aws";
import { afterEach, expect, it } from "vitest";
import { withAttribution } from "../../instrumentation/attribution.ts";
import { meterBedrock } from "../../instrumentation/aws.ts";
import { TollgateCallbackHandler } from "../../instrumentation/langchain.ts";
import { CLAUDE, CONVERSE_COST_PICO_USD, converseAnswer, converseEvents } from "./bedrock-answers.ts";
import { type BedrockAnswer, type BedrockServer, startBedrock } from "./bedrock-server.ts";
import { type MeteredApp, type MeteredAppOptions, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
let bedrock: BedrockServer;
afterEach(async () => {
  await app.stop();
  await bedrock.stop();
});

/** Longer than both sides wait for each other. */
const AFTER_GRACE_MS = 400;

const answer = ({ path }: { path: string }): BedrockAnswer =>
  path.endsWith("-stream") ? { events: converseEvents() } : converseAnswer();

async function chat({ isMetered = true, ...options }: MeteredAppOptions & { isMetered?: boolean } = {}) {
  app = await startMeteredApp((_request, response) => response.end(), options);
  bedrock = await startBedrock(answer);
  const client = isMetered ? meterBedrock(bedrock.client()) : bedrock.client();
  const callbacks = [new TollgateCallbackHandler()];
  return new ChatBedrockConverse({ model: CLAUDE, region: "us-east-1", client, callbacks });
}

const metadata = { lc_agent_name: "researcher", thread_id: "t1" };
const joined = {
  costPicoUsd: CONVERSE_COST_PICO_USD,
  record: { source: "wire", requestModel: CLAUDE, attribution: { agent: "researcher", session: "t1" } },
};

it("invoke and stream seen by the client and by LangChain are charged once each, with LangChain's agent", async () => {
  const model = await chat();
  await model.invoke("Hi", { metadata });
  for await (const _ of await model.stream("Hi", { metadata }));
  await sleep(AFTER_GRACE_MS);
  expect(app.calls).toMatchObject([joined, joined]);
});

it("ten calls at once are ten charges, each to its own customer", async () => {
  const model = await chat();
  const customers = Array.from({ length: 10 }, (_, at) => `customer-${at}`);
  await Promise.all(customers.map((customer) => withAttribution({ customer }, () => model.invoke("Hi", { metadata }))));
  await sleep(AFTER_GRACE_MS);
  expect(app.calls.map(({ record }) => record.attribution.customer).toSorted()).toEqual(customers);
  expect(new Set(app.calls.map(({ record }) => record.responseId)).size).toBe(10);
});

it("a client that is not metered is charged by LangChain's numbers, which lack the one-hour cache", async () => {
  const model = await chat({ isMetered: false });
  await model.invoke("Hi", { metadata });
  await sleep(AFTER_GRACE_MS);
  expect(app.calls).toMatchObject([{ record: { source: "langchain", provider: "aws.bedrock" } }]);
});

it("a refusal by a budget is not tried again by LangChain", async () => {
  const block = {
    budget: "team",
    scope: "agent",
    scopeValue: "writer",
    period: "day" as const,
    limitPicoUsd: 1n,
    spentPicoUsd: 2n,
    message: 'Budget "team" is used up',
  };
  const guard = {
    reserve: () => ({ outcome: "blocked" as const, block }),
    ready: () => Promise.resolve(),
    refresh: () => Promise.resolve(),
    close: () => {},
  };
  const model = await chat({ guard });
  await expect(model.invoke("Hi")).rejects.toThrow('Budget "team" is used up');
  const read = async () => {
    for await (const _ of await model.stream("Hi"));
  };
  await expect(read()).rejects.toThrow('Budget "team" is used up');
  await sleep(AFTER_GRACE_MS);
  expect(bedrock.asked).toEqual([]);
  expect(app.calls.map(({ record }) => record.errorType)).toEqual(["blocked", "blocked"]);
});
