import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** The part of Grafana's webhook body that a receiver reads. */
export interface WebhookMessage {
  status: string;
  title: string;
  message: string;
  alerts: { labels: Record<string, string>; annotations: Record<string, string> }[];
}

/** A local server that keeps every webhook it gets. */
export async function catchWebhooks(): Promise<{ url: string; messages: WebhookMessage[]; close(): Promise<void> }> {
  const messages: WebhookMessage[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    messages.push(JSON.parse(body));
    response.writeHead(200).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/alerts`,
    messages,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
