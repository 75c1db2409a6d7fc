import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { answerHandshake } from "./answer-handshake.ts";
import { assertMayInsert } from "./assert-may-insert.ts";
import { assertReadsOnly } from "./assert-reads-only.ts";
import { ClickHouseError } from "./clickhouse-error.ts";
import { contentType } from "./content-type.ts";
import type { Engine } from "./engine.ts";
import { parseInsert } from "./parse-insert.ts";
import { readBody } from "./read-body.ts";
import { readParameters } from "./read-parameters.ts";
import { authenticate, type Passwords } from "./users.ts";

interface Answer {
  body: Uint8Array;
  format: string;
  summary: { read_rows: string; read_bytes: string };
}

/**
 * ClickHouse's HTTP interface over the embedded engine, as far as @clickhouse/client, the collector's clickhouseexporter
 * and Grafana's ClickHouse plugin use it.
 */
export function createFront(engine: Engine, passwords: Passwords): Server {
  const server = createServer((request, response) => {
    response.setHeader("X-ClickHouse-Server-Display-Name", "tollgate-embedded");
    response.setHeader("X-ClickHouse-Timezone", "UTC");
    answer(engine, passwords, request).then(
      (result) => send(response, result),
      (error: unknown) => sendError(request, response, ClickHouseError.from(error)),
    );
  });
  // A heavy board query may take 20 s and a body may be slow to come; the defaults (5 min, 5 s) are otherwise right.
  server.keepAliveTimeout = 30_000;
  return server;
}

async function answer(engine: Engine, passwords: Passwords, request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? "/", "http://front");
  if (request.method === "GET" && (url.pathname === "/ping" || (url.pathname === "/" && url.search === "")))
    return plain("Ok.\n");
  const user = authenticate(request, url, passwords);
  const asked = readParameters(request, url);
  const body = await readBody(request);
  // A statement in the URL makes the body rows; without one the body is the statement.
  const text = asked.query === "" ? body.toString() : asked.query;
  const handshake = answerHandshake(text, engine.version);
  if (handshake !== undefined) return { ...plain(""), body: handshake, format: "Native" };
  if (request.method === "GET") assertReadsOnly(text);
  const insert = parseInsert(text);
  if (insert !== undefined) {
    assertMayInsert(user, insert, asked.database);
    await engine.insert({ ...asked, user, sql: "" }, insert, asked.query === "" ? Buffer.alloc(0) : body);
    return plain("");
  }
  const sql = asked.query === "" ? text : `${asked.query}\n${body.toString()}`;
  const result = await engine.run({ ...asked, user, sql });
  const format = /\bFORMAT\s+(\w+)\s*;?\s*$/i.exec(sql)?.[1] ?? asked.format;
  const summary = { read_rows: String(result.rowsRead), read_bytes: String(result.bytesRead) };
  return { body: result.bytes(), format, summary };
}

function plain(text: string): Answer {
  return { body: Buffer.from(text), format: "TSV", summary: { read_rows: "0", read_bytes: "0" } };
}

function send(response: ServerResponse, { body, format, summary }: Answer): void {
  response.setHeader("Content-Type", contentType(format));
  response.setHeader("X-ClickHouse-Format", format);
  response.setHeader("X-ClickHouse-Summary", JSON.stringify(summary));
  response.setHeader("Content-Length", body.length);
  response.end(body);
}

function sendError(request: IncomingMessage, response: ServerResponse, error: ClickHouseError): void {
  response.statusCode = error.status;
  response.setHeader("Content-Type", "text/plain; charset=UTF-8");
  response.setHeader("X-ClickHouse-Exception-Code", error.code);
  if (error.status === 401) response.setHeader("WWW-Authenticate", 'Basic realm="ClickHouse server HTTP API"');
  // A body that was not read to its end would be taken for the next request on this connection.
  if (!request.complete) response.setHeader("Connection", "close");
  response.end(`${error.message}\n`);
}
