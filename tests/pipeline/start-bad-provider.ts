import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface BadProvider {
  host: string;
  url: string;
  stop(): void;
}

/** One id for each way, the same in every run, so that two runs print the same. */
const completion = (name: string) => ({
  ...{ id: `chatcmpl-bad-${name}`, object: "chat.completion", created: 1_763_800_000, model: "gpt-4.1" },
  choices: [{ index: 0, message: { role: "assistant", content: "twelve chars" }, finish_reason: "stop" }],
});
const usage = { prompt_tokens: 1_000, completion_tokens: 50, total_tokens: 1_050 };
const chunk = (name: string) => {
  const choices = [{ index: 0, delta: { content: "four" }, finish_reason: null }];
  return `data: ${JSON.stringify({ ...completion(name), object: "chat.completion.chunk", choices, usage: null })}\n\n`;
};

/** Answers as the user's message names it: the ways an answer can be bad that the demo's provider never shows. */
export async function startBadProvider(): Promise<BadProvider> {
  const json = (response: ServerResponse, status: number, body: unknown) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  const answers: Record<string, (response: ServerResponse) => unknown> = {
    "provider-error": (response) =>
      json(response, 500, { error: { message: "It broke.", type: "server_error", param: null, code: null } }),
    "not-json": (response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>A gateway</html>"),
    "no-usage": (response) => json(response, 200, completion("no-usage")),
    "unknown-model": (response) => json(response, 200, { ...completion("unknown"), model: "house-model-1", usage }),
    "cut-stream": (response) => stream(response, "cut", () => response.destroy()),
    "aborted-stream": (response) => stream(response, "aborted", () => {}),
  };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request.setEncoding("utf8")) body += part;
    const name = JSON.parse(body).messages[0].content;
    (answers[name] ?? (() => response.writeHead(404).end()))(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { host, url: `http://${host}`, stop };
}

/** Eight chunks and no end. */
async function stream(response: ServerResponse, name: string, then: () => void): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (let at = 0; at < 8 && !response.destroyed; at++) {
    response.write(chunk(name));
    await sleep(20);
  }
  then();
}
