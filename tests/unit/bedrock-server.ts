import { createServer, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { BedrockRuntimeClient, type BedrockRuntimeClientConfig } from "@aws-sdk/client-bedrock-runtime";
import { EventStreamCodec } from "@smithy/core/event-streams";

export interface BedrockAsked {
  path: string;
  body: string;
}

export interface BedrockAnswer {
  status?: number;
  headers?: Record<string, string>;
  /** A plain answer. */
  json?: unknown;
  /** A streamed one, `[type, payload]` each; a type that ends in `Exception` is one. */
  events?: [type: string, payload: unknown][];
  /** Before each event but the first. */
  pauseMs?: number;
  /** What becomes of the stream after its events. @default "end" */
  ending?: "end" | "cut" | "hang";
}

export interface BedrockServer {
  url: string;
  asked: BedrockAsked[];
  /** A client of it with the SDK's own defaults, over HTTP/2. */
  client(options?: BedrockRuntimeClientConfig): BedrockRuntimeClient;
  stop(): Promise<void>;
}

/** Of the first answer; the next ones count on. */
export const REQUEST_ID = "7f3c1a52-0000-4000-8000-000000000001";

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(typeof bytes === "string" ? bytes : bytes).toString(),
  (text) => Buffer.from(text),
);

/** Answers over HTTP/2 without TLS, as Bedrock does with it: JSON, or frames of its event stream. */
export async function startBedrock(answer: (asked: BedrockAsked) => BedrockAnswer): Promise<BedrockServer> {
  const asked: BedrockAsked[] = [];
  const server = createServer();
  const sessions = new Set<{ destroy(): void }>();
  const clients: BedrockRuntimeClient[] = [];
  server.on("session", (session) => {
    sessions.add(session);
    session.on("error", () => {});
  });
  server.on("stream", async (stream: ServerHttp2Stream, headers) => {
    stream.on("error", () => {});
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    const request = { path: decodeURIComponent(String(headers[":path"])), body: Buffer.concat(chunks).toString() };
    asked.push(request);
    await respond(stream, answer(request), REQUEST_ID.replace(/1$/, String(asked.length)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    asked,
    client(options = {}) {
      const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
      const client = new BedrockRuntimeClient({ region: "us-east-1", endpoint: url, credentials, ...options });
      clients.push(client);
      return client;
    },
    async stop() {
      for (const client of clients) client.destroy();
      for (const session of sessions) session.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function respond(stream: ServerHttp2Stream, answer: BedrockAnswer, requestId: string): Promise<void> {
  const { status = 200, headers = {}, json, events, pauseMs = 0, ending = "end" } = answer;
  const type = events === undefined ? "application/json" : "application/vnd.amazon.eventstream";
  stream.respond({ ":status": status, "content-type": type, "x-amzn-requestid": requestId, ...headers });
  if (events === undefined) {
    stream.end(JSON.stringify(json));
    return;
  }
  for (const [at, [name, payload]] of events.entries()) {
    if (at > 0 && pauseMs > 0) await sleep(pauseMs);
    if (stream.destroyed) return;
    stream.write(frame(name, payload));
  }
  if (ending === "end") stream.end();
  if (ending === "cut") stream.close(2);
}

function frame(name: string, payload: unknown): Uint8Array {
  const isError = name.endsWith("Exception");
  const text = (value: string) => ({ type: "string" as const, value });
  return codec.encode({
    headers: {
      ":message-type": text(isError ? "exception" : "event"),
      [isError ? ":exception-type" : ":event-type"]: text(name),
      ":content-type": text("application/json"),
    },
    body: Buffer.from(JSON.stringify(payload)),
  });
}

/** InvokeModel's streams have the maker's own JSON in base64. */
export function chunkOf(payload: unknown): [string, unknown] {
  return ["chunk", { bytes: Buffer.from(JSON.stringify(payload)).toString("base64") }];
}
