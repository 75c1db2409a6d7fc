import {
  type BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { ChatBedrockConverse } from "@langchain/aws";
import { describe, expect, it } from "vitest";
import type { WaysCell } from "../../docs/metering/ways-cell.ts";
import { meterBedrock } from "../../instrumentation/aws.ts";
import { TollgateCallbackHandler } from "../../instrumentation/langchain.ts";
import {
  CLAUDE,
  CONVERSE_COST_PICO_USD,
  converseAnswer,
  converseEvents,
  invokeAnswer,
  invokeEvents,
} from "./bedrock-answers.ts";
import { type BedrockAnswer, startBedrock } from "./bedrock-server.ts";
import { type MeteredApp, startMeteredApp } from "./wire-metered-app.ts";

/** Makes one call with a metered client and reads its answer whole. */
type Call = (client: BedrockRuntimeClient) => Promise<string>;

const messages = [{ role: "user" as const, content: [{ text: "Hi" }] }];
const body = JSON.stringify({ anthropic_version: "bedrock-2023-05-31", max_tokens: 9, messages });
const chat = (client: BedrockRuntimeClient) =>
  new ChatBedrockConverse({
    model: CLAUDE,
    region: "us-east-1",
    client,
    maxRetries: 0,
    callbacks: [new TollgateCallbackHandler()],
  });

const CALLS: readonly [way: string, shape: string, calls: { plain: Call; streamed: Call }][] = [
  [
    "AWS SDK 3 with meterBedrock()",
    "converse",
    {
      async plain(client) {
        const { output } = await client.send(new ConverseCommand({ modelId: CLAUDE, messages }));
        return output?.message?.content?.[0]?.text ?? "";
      },
      async streamed(client) {
        const { stream = [] } = await client.send(new ConverseStreamCommand({ modelId: CLAUDE, messages }));
        let text = "";
        for await (const { contentBlockDelta } of stream as AsyncIterable<{
          contentBlockDelta?: { delta?: { text?: string } };
        }>)
          text += contentBlockDelta?.delta?.text ?? "";
        return text;
      },
    },
  ],
  [
    "AWS SDK 3 with meterBedrock()",
    "invoke-model",
    {
      plain: async (client) =>
        (await client.send(new InvokeModelCommand({ modelId: CLAUDE, body }))).body.transformToString(),
      async streamed(client) {
        const command = new InvokeModelWithResponseStreamCommand({ modelId: CLAUDE, body });
        let text = "";
        for await (const { chunk } of (await client.send(command)).body ?? []) text += Buffer.from(chunk?.bytes ?? []);
        return text;
      },
    },
  ],
  [
    "LangChain 1",
    "converse",
    {
      plain: async (client) => (await chat(client).invoke("Hi")).text,
      async streamed(client) {
        let text = "";
        for await (const chunk of await chat(client).stream("Hi")) text += chunk.text;
        return text;
      },
    },
  ],
];

function answer({ path }: { path: string }): BedrockAnswer {
  if (path.includes("/converse")) return path.endsWith("-stream") ? { events: converseEvents() } : converseAnswer();
  return path.endsWith("-stream") ? { events: invokeEvents() } : invokeAnswer();
}

const refuse = (): BedrockAnswer => ({
  status: 400,
  headers: { "x-amzn-errortype": "ValidationException" },
  json: { message: "No" },
});

describe.each(CALLS)("%s", (way, shape, calls) => {
  const test = (mode: WaysCell["mode"], check: (app: MeteredApp, client: BedrockRuntimeClient) => Promise<void>) =>
    it(`${shape}, ${mode}`, async ({ task }) => {
      task.meta.waysCell = { way, shape, mode };
      const app = await startMeteredApp((_request, response) => response.end());
      const bedrock = await startBedrock(mode === "failed" ? refuse : answer);
      try {
        await check(app, meterBedrock(bedrock.client()));
        expect(bedrock.asked).toHaveLength(1);
      } finally {
        await Promise.all([app.stop(), bedrock.stop()]);
      }
    });
  const whole = { costStatus: "priced", costPicoUsd: CONVERSE_COST_PICO_USD };

  for (const mode of ["plain", "streamed"] as const)
    test(mode, async (app, client) => {
      expect(await calls[mode](client)).toContain("Grüße");
      await app.handle.flush();
      expect(app.calls).toMatchObject([{ ...whole, record: { usageSource: "provider", stream: mode === "streamed" } }]);
    });

  test("failed", async (app, client) => {
    await expect(calls.plain(client)).rejects.toThrow("No");
    await app.handle.flush();
    const record = { errorType: "ValidationException", httpStatus: 400 };
    expect(app.calls).toMatchObject([{ costStatus: "free", costPicoUsd: 0, record }]);
  });
});
