import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { FinishedCall } from "../../instrumentation/finished-call.ts";
import type { TollgateHandle } from "../../instrumentation/handle.ts";
import { type StartOptions, start } from "../../instrumentation/setup.ts";

export interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}

export type Answer = (request: ReceivedRequest, response: ServerResponse) => unknown;

export interface LocalServer {
  host: string;
  url: string;
  requests: ReceivedRequest[];
  stop(): Promise<void>;
}

/** A server on a free port that keeps what it was sent and answers as told. */
export async function startServer(answer: Answer): Promise<LocalServer> {
  const requests: ReceivedRequest[] = [];
  const server: Server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const received = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body };
    requests.push(received);
    await answer(received, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    requests,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface MeteredApp {
  provider: LocalServer;
  collector: LocalServer;
  handle: TollgateHandle;
  /** Finished calls, in order. */
  calls: FinishedCall[];
  /** What the operator was told. */
  lines: string[];
  /** Resolves when so many calls are over. */
  waitForCalls(count: number): Promise<FinishedCall[]>;
  stop(): Promise<void>;
}

export interface MeteredAppOptions {
  env?: Record<string, string>;
  /** What the provider's host is known as; null leaves it unknown. @default "openai" */
  provider?: string | null;
  guard?: StartOptions["guard"];
  /** @default none can be loaded, so that estimates are the rule of thumb and there at once */
  loadTokenizer?: StartOptions["loadTokenizer"];
  collect?: Answer;
}

/** This process, metered, with a provider that answers as told and a collector that takes everything. */
export async function startMeteredApp(answer: Answer, options: MeteredAppOptions = {}): Promise<MeteredApp> {
  const provider = await startServer(answer);
  const collector = await startServer(options.collect ?? ((_request, response) => response.end("{}")));
  const calls: FinishedCall[] = [];
  const lines: string[] = [];
  const name = options.provider === undefined ? "openai" : options.provider;
  const handle = start({
    env: {
      TOLLGATE_OTLP_ENDPOINT: collector.url,
      ...(name !== null && { TOLLGATE_HOSTS: `${provider.host}=${name}` }),
      ...options.env,
    },
    onCall: (call) => calls.push(call),
    write: (line) => lines.push(line),
    loadTokenizer: options.loadTokenizer ?? (() => Promise.reject(new Error("There is no tokenizer in this test"))),
    ...(options.guard && { guard: options.guard }),
  });
  if (handle === undefined) throw new Error("Metering is switched off in this environment");
  return {
    provider,
    collector,
    handle,
    get calls() {
      handle.finishEnded();
      return calls;
    },
    lines,
    async waitForCalls(count) {
      for (let turns = 0; calls.length < count; turns += 1) {
        if (turns > 500) throw new Error(`Expected ${count} calls, saw ${calls.length}`);
        await sleep(10);
      }
      return calls;
    },
    async stop() {
      await handle.close();
      await provider.stop();
      await collector.stop();
    },
  };
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json", "x-request-id": "req_1" }).end(JSON.stringify(body));
}

/** Sends events one by one, as far as the caller stays. */
export async function sendEvents(response: ServerResponse, events: readonly string[], pauseMs = 0): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const event of events) {
    if (response.destroyed) return;
    response.write(event);
    if (pauseMs > 0) await sleep(pauseMs);
  }
  response.end();
}
