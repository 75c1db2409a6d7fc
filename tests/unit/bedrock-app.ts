import type { BedrockRuntimeClient, BedrockRuntimeClientConfig } from "@aws-sdk/client-bedrock-runtime";
import { afterEach } from "vitest";
import { meterBedrock } from "../../instrumentation/aws.ts";
import { type BedrockAnswer, type BedrockServer, startBedrock } from "./bedrock-server.ts";
import { type MeteredApp, type MeteredAppOptions, startMeteredApp } from "./wire-metered-app.ts";

/** A metered app and a Bedrock for it, begun by a test with `meter` and stopped after each test of the file. */
export function bedrockApp() {
  let app: MeteredApp;
  let bedrock: BedrockServer;
  afterEach(async () => {
    await app.stop();
    await bedrock.stop();
  });
  return {
    async meter(
      answer: () => BedrockAnswer,
      { client, ...options }: MeteredAppOptions & { client?: BedrockRuntimeClientConfig } = {},
    ): Promise<BedrockRuntimeClient> {
      app = await startMeteredApp((_request, response) => response.end(), options);
      bedrock = await startBedrock(answer);
      return meterBedrock(bedrock.client(client));
    },
    get app(): MeteredApp {
      return app;
    },
    get bedrock(): BedrockServer {
      return bedrock;
    },
  };
}
