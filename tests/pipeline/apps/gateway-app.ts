/** A gateway: passes each request on to PROVIDER_URL and its answer back. Says where it listens; ends with its stdin. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += chunk;
  const answer = await fetch(`${process.env.PROVIDER_URL}${request.url}`, { method: "POST", body });
  const { status, headers } = answer;
  response.writeHead(status, { "content-type": headers.get("content-type") ?? "" }).end(await answer.text());
});
server.listen(0, "127.0.0.1", () => console.log(`listening on ${(server.address() as AddressInfo).port}.`));
process.stdin.resume().once("data", () => {
  server.close();
  server.closeAllConnections();
  process.stdin.destroy();
});
