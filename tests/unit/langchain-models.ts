import { setTimeout as sleep } from "node:timers/promises";
import { ChatAnthropic } from "@langchain/anthropic";
import { ChatOpenAI } from "@langchain/openai";
import type { FinishedCall } from "../../instrumentation/finished-call.ts";
import { TollgateCallbackHandler } from "../../instrumentation/langchain.ts";
import type { MeteredApp } from "./wire-metered-app.ts";

export interface ModelOptions {
  /** The app's own, for a call that no hook sees. */
  fetch?: typeof globalThis.fetch;
  [option: string]: unknown;
}

export const callbacks = () => [new TollgateCallbackHandler()];

export const openAiModel = (app: MeteredApp, { fetch, ...options }: ModelOptions = {}) =>
  new ChatOpenAI({
    model: "gpt-4o",
    apiKey: "k",
    maxRetries: 0,
    callbacks: callbacks(),
    ...options,
    configuration: { baseURL: `${app.provider.url}/v1`, ...(fetch && { fetch }) },
  });

export const anthropicModel = (app: MeteredApp, { fetch, ...options }: ModelOptions = {}) =>
  new ChatAnthropic({
    model: "claude-sonnet-4-5",
    anthropicApiKey: "k",
    anthropicApiUrl: app.provider.url,
    maxTokens: 9,
    maxRetries: 0,
    callbacks: callbacks(),
    ...options,
    clientOptions: fetch ? { fetch } : {},
  });

/** Longer than LangChain and the wire wait for each other. */
export const AFTER_GRACE_MS = 400;

export async function callsOf(app: MeteredApp): Promise<FinishedCall[]> {
  await sleep(AFTER_GRACE_MS);
  return app.calls;
}

/** Reads a stream to its end, or leaves it after `limit` chunks. */
export async function readStream(stream: AsyncIterable<unknown>, limit = Number.POSITIVE_INFINITY): Promise<void> {
  let chunks = 0;
  for await (const _ of stream) if (++chunks === limit) break;
}
