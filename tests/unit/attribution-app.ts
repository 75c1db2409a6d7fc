import { createHmac } from "node:crypto";
import { context, propagation } from "@opentelemetry/api";
import { afterEach } from "vitest";
import { chatAnswer } from "./wire-answers.ts";
import { type MeteredApp, type MeteredAppOptions, sendJson, startMeteredApp } from "./wire-metered-app.ts";

export const HASH_KEY = "0123456789abcdef0123456789abcdef";

/** A user's id as the ledger has it under `HASH_KEY`. */
export const hashed = (user: string) =>
  `hmac-${createHmac("sha256", HASH_KEY).update(user).digest("hex").slice(0, 32)}`;

/** A metered app that a test begins and that asks one question at a time; stopped after each test of the file. */
export function attributionApp() {
  let app: MeteredApp;
  afterEach(async () => {
    await app.stop();
    context.disable();
    propagation.disable();
  });
  return {
    async begin(env: Record<string, string> = {}, options: MeteredAppOptions = {}): Promise<void> {
      app = await startMeteredApp((_request, response) => sendJson(response, chatAnswer()), { ...options, env });
    },
    async ask(headers: Record<string, string> = {}): Promise<void> {
      const body = JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content: "Hi" }] });
      await (await fetch(`${app.provider.url}/v1/chat/completions`, { method: "POST", body, headers })).json();
    },
    attributions: () => app.calls.map(({ record }) => record.attribution),
    get app(): MeteredApp {
      return app;
    },
  };
}
