import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { seededRandom } from "../seeded-random.ts";
import { anthropicAnswer } from "./anthropic-answer.ts";
import { type BilledTokens, billedTokens, type CacheUse } from "./billed-tokens.ts";
import { errorAnswer, passingErrorStatus } from "./error-answer.ts";
import { openAiChatAnswer, openAiEmbeddingsAnswer } from "./openai-answer.ts";
import type { ProviderAnswer, ProviderRequest } from "./provider-answer.ts";
import { appendProviderLog, type ProviderApi } from "./provider-log.ts";

export interface ProviderServerOptions {
  /** @default 0, the system chooses */
  port?: number;
  /** Chooses sizes, errors and delays: by the request's content and how often it came, not by the order of arrival. @default "demo" */
  seed?: string;
  /** Share of requests answered with an error. @default 0.04 */
  errorShare?: number;
  /** Share of requests that take `slowMs` longer. @default 0.03 */
  slowShare?: number;
  /** @default 1200 */
  slowMs?: number;
  /** Fixes the size of a model's calls, for a bill that is known beforehand. @default chosen by the seed */
  tokensOf?: (model: string) => BilledTokens | undefined;
}

export interface ProviderServer {
  /** `127.0.0.1:PORT`, as `TOLLGATE_HOSTS` wants it. */
  host: string;
  url: string;
  stop(): Promise<void>;
}

const APIS: Record<string, ProviderApi> = {
  "/v1/chat/completions": "chat",
  "/v1/embeddings": "embeddings",
  "/v1/messages": "messages",
};

/**
 * A local server that answers like OpenAI and Anthropic, bills like them, and keeps its own log of what it billed.
 *
 * @param logPath JSON Lines of `ProviderLogLine`, appended
 */
export async function startProviderServer(
  logPath: string,
  options: ProviderServerOptions = {},
): Promise<ProviderServer> {
  const { port = 0, seed = "demo", errorShare = 0.04, slowShare = 0.03, slowMs = 1200, tokensOf } = options;
  const timesSeen = new Map<string, number>();
  const count = (key: string) => {
    const times = (timesSeen.get(key) ?? 0) + 1;
    timesSeen.set(key, times);
    return times;
  };

  async function answer(request: IncomingMessage, api: ProviderApi): Promise<ProviderAnswer> {
    const text = await readBody(request);
    if (!request.headers.authorization && !request.headers["x-api-key"]) return errorAnswer(api, 401);
    let body: ProviderRequest;
    try {
      body = JSON.parse(text);
    } catch {
      return errorAnswer(api, 400);
    }
    const model = body.model ?? "";
    const random = seededRandom(`${seed} ${text} ${count(text)}`);
    await sleep(random.int(10, 60) + (random.next() < slowShare ? slowMs : 0));
    if (random.next() < errorShare) return errorAnswer(api, passingErrorStatus(api, random), model);
    const cache = api === "embeddings" ? "none" : cacheUse(api, body, count);
    const tokens = tokensOf?.(model) ?? billedTokens(model, random, { cache, promptChars: text.length });
    if (api === "embeddings") return openAiEmbeddingsAnswer(body, tokens);
    return api === "chat" ? openAiChatAnswer(body, tokens) : anthropicAnswer(body, tokens);
  }

  const server = createServer(async (request, response) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    const api = APIS[path];
    const given = api ? await answer(request, api) : errorAnswer("chat", 404);
    const { id, model, status, tier, tokens } = given;
    await send(response, given, (complete) => {
      if (!api) return;
      const provider = api === "messages" ? "anthropic" : "openai";
      const line = { id, provider, api, model, atMs: Date.now(), status, complete } as const;
      appendProviderLog(logPath, { ...line, ...(tier && { tier }), ...(tokens && { tokens }) });
    });
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { host, url: `http://${host}`, stop };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

/** Calls `beforeEnd` ahead of the last write: a client that has the whole answer finds its line in the log. */
async function send(response: ServerResponse, answer: ProviderAnswer, beforeEnd: (complete: boolean) => void) {
  if (response.destroyed) return;
  const events = typeof answer.body === "string" ? [answer.body] : answer.body;
  response.writeHead(answer.status, answer.headers);
  for (const event of events.slice(0, -1)) {
    if (response.destroyed) break;
    response.write(event);
    await sleep(2);
  }
  beforeEnd(!response.destroyed);
  response.end(events.at(-1));
}

/**
 * OpenAI caches a repeated system prompt by itself; Anthropic caches what is marked, for five minutes or an hour. The
 * first call with a prefix writes, later ones read.
 */
function cacheUse(api: ProviderApi, request: ProviderRequest, count: (key: string) => number): CacheUse {
  const prefix = JSON.stringify(api === "messages" ? request.system : request.messages?.[0]) ?? "";
  const first = count(`${request.model} ${prefix}`) === 1;
  if (api === "chat") return first ? "none" : "read";
  if (!prefix.includes('"cache_control"')) return "none";
  return first ? (prefix.includes('"ttl":"1h"') ? "write1h" : "write5m") : "read";
}
