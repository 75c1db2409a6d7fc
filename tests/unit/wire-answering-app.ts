import OpenAI from "openai";
import { afterEach, beforeEach } from "vitest";
import { type MeteredApp, sendJson, startMeteredApp } from "./wire-metered-app.ts";

/** An app for the tests of a file, a new one for each, whose provider answers by method and path what the test says, and else 404. */
export interface AnsweringApp {
  /** By method and path: text as a file, anything else as JSON. */
  answers: Record<string, unknown>;
  /** To be called once in a test, before anything else. */
  serve(provider?: string): Promise<void>;
  app(): MeteredApp;
  openai(): OpenAI;
}

export function answeringApp(): AnsweringApp {
  let started: MeteredApp | undefined;
  const app = () => {
    if (started === undefined) throw new Error("Cannot use the app: call serve() first");
    return started;
  };
  const answering: AnsweringApp = {
    answers: {},
    async serve(provider = "openai") {
      started = await startMeteredApp(
        ({ method, path }, response) => {
          const answer = answering.answers[`${method} ${path}`];
          if (typeof answer === "string")
            response.writeHead(200, { "content-type": "application/octet-stream" }).end(answer);
          else sendJson(response, answer ?? { error: { message: "Not found", code: "not_found" } }, answer ? 200 : 404);
        },
        { provider },
      );
    },
    app,
    openai: () => new OpenAI({ apiKey: "k", baseURL: `${app().provider.url}/v1`, maxRetries: 0 }),
  };
  beforeEach(() => {
    answering.answers = {};
  });
  afterEach(async () => {
    await started?.stop();
    started = undefined;
  });
  return answering;
}
