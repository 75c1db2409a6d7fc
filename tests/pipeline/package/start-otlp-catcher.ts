import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

/** A span as OTLP's JSON has it, with its scope and its attributes by name. */
export interface CaughtSpan {
  scope: string;
  name: string;
  traceId: string;
  attributes: Record<string, unknown>;
}

export interface OtlpCatcher {
  url: string;
  /** All spans so far. */
  spans: CaughtSpan[];
  stop(): Promise<void>;
}

interface OtlpJson {
  resourceSpans?: { scopeSpans: { scope?: { name: string }; spans: OtlpSpan[] }[] }[];
}

interface OtlpSpan {
  name: string;
  traceId: string;
  attributes?: { key: string; value: Record<string, unknown> }[];
}

/** Takes OTLP over HTTP as JSON and remembers the spans. */
export async function startOtlpCatcher(): Promise<OtlpCatcher> {
  const spans: CaughtSpan[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const text = (request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body).toString("utf8");
    if (request.url === "/v1/traces") {
      for (const { scopeSpans } of (JSON.parse(text) as OtlpJson).resourceSpans ?? []) {
        for (const { scope, spans: ofScope } of scopeSpans) {
          for (const span of ofScope)
            spans.push({ scope: scope?.name ?? "", name: span.name, traceId: span.traceId, attributes: plain(span) });
        }
      }
    }
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function plain({ attributes = [] }: OtlpSpan): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
