import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { API_CACHE_SECONDS, API_HEADERS } from "../read-api/api-routes.ts";
import { AnswerCache } from "./answer-cache.ts";
import { answerHandshake } from "./answer-handshake.ts";
import { assertMayInsert } from "./assert-may-insert.ts";
import { assertReadsOnly } from "./assert-reads-only.ts";
import { ClickHouseError } from "./clickhouse-error.ts";
import { contentType } from "./content-type.ts";
import type { Engine } from "./engine.ts";
import { type ApiRequest, findApiRequest } from "./find-api-request.ts";
import { parseInsert } from "./parse-insert.ts";
import { readBody } from "./read-body.ts";
import { readParameters } from "./read-parameters.ts";
import { authenticate, type Passwords, type UserName } from "./users.ts";

interface Answer {
  body: Uint8Array;
  format: string;
  summary: { read_rows: string; read_bytes: string };
  headers?: Readonly<Record<string, string>>;
}

interface Backend {
  engine: Engine;
  passwords: Passwords;
  cache: AnswerCache<Answer>;
}

/**
 * ClickHouse's HTTP interface over the embedded engine, as far as @clickhouse/client, the collector's clickhouseexporter
 * and Grafana's ClickHouse plugin use it.
 */
export function createFront(engine: Engine, passwords: Passwords): Server {
  const backend = { engine, passwords, cache: new AnswerCache<Answer>(API_CACHE_SECONDS) };
  const server = createServer((request, response) => {
    response.setHeader("X-ClickHouse-Server-Display-Name", "tollgate-embedded");
    response.setHeader("X-ClickHouse-Timezone", "UTC");
    answer(backend, request).then(
      (result) => send(response, result),
      (error: unknown) => sendError(request, response, ClickHouseError.from(error)),
    );
  });
  // A heavy board query may take 20 s and a body may be slow to come; the defaults (5 min, 5 s) are otherwise right.
  server.keepAliveTimeout = 30_000;
  return server;
}

async function answer(backend: Backend, request: IncomingMessage): Promise<Answer> {
  const { engine, passwords } = backend;
  const url = new URL(request.url ?? "/", "http://front");
  if (request.method === "GET" && (url.pathname === "/ping" || (url.pathname === "/" && url.search === "")))
    return plain("Ok.\n");
  const user = authenticate(request, url, passwords);
  const api = findApiRequest(request, url);
  if (api !== undefined) return answerApi(backend, user, api);
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
  return { body: result.bytes(), format, summary: summaryOf(result) };
}

function summaryOf(result: { rowsRead: number; bytesRead: number }): Answer["summary"] {
  return { read_rows: String(result.rowsRead), read_bytes: String(result.bytesRead) };
}

async function answerApi({ engine, cache }: Backend, user: UserName, { route, params }: ApiRequest): Promise<Answer> {
  const key = JSON.stringify([user, route.path, ...[...params].sort()]);
  const kept = cache.get(key, Date.now());
  if (kept !== undefined) return kept;
  const { sql, format } = route;
  const statement = { user, sql, database: "default", format, params, settings: new Map<string, string>() };
  const result = await engine.run(statement).catch((error: unknown) => {
    throw ClickHouseError.from(error).withoutStatement();
  });
  const fresh = { body: result.bytes(), format, summary: summaryOf(result), headers: API_HEADERS };
  cache.set(key, fresh, Date.now());
  return fresh;
}

function plain(text: string): Answer {
  return { body: Buffer.from(text), format: "TSV", summary: { read_rows: "0", read_bytes: "0" } };
}

function send(response: ServerResponse, { body, format, summary, headers = {} }: Answer): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
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
