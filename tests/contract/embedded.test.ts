import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ClickHouseClient, createClient } from "@clickhouse/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectClickHouse } from "../../clickhouse/connect-clickhouse.ts";
import {
  type EmbeddedClickHouse,
  startEmbeddedClickHouse,
} from "../../clickhouse/embedded/start-embedded-clickhouse.ts";
import { migrate } from "../../clickhouse/migrate.ts";
import { ourSpan } from "./span-row.ts";

type User = keyof EmbeddedClickHouse["passwords"];

const dataDir = mkdtempSync(join(tmpdir(), "tollgate-embedded-"));
let engine: EmbeddedClickHouse;
let admin: ClickHouseClient;

const urlOf = (user: User) => engine.url.replace("://", `://${user}:${engine.passwords[user]}@`);

/** One request as a plain HTTP client makes it. */
async function ask(user: User, sql: string | Buffer<ArrayBuffer>, query = "", init: RequestInit = {}) {
  const headers = { authorization: `Basic ${btoa(`${user}:${engine.passwords[user]}`)}` };
  const response = await fetch(`${engine.url}/${query}`, {
    method: "POST",
    body: sql,
    ...init,
    headers: { ...headers, ...init.headers },
  });
  const body = Buffer.from(await response.arrayBuffer());
  return {
    status: response.status,
    code: response.headers.get("x-clickhouse-exception-code"),
    body,
    text: body.toString(),
    headers: response.headers,
  };
}

beforeAll(async () => {
  engine = await startEmbeddedClickHouse(dataDir);
  admin = connectClickHouse(urlOf("admin"));
  await migrate(admin);
  await admin.command({
    query:
      "CREATE TABLE tollgate.notes (id UInt64, text String, at DateTime DEFAULT '2026-01-01 00:00:00') ENGINE = MergeTree ORDER BY id",
  });
});
afterAll(async () => {
  await admin.close();
  await engine.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe("@clickhouse/client", () => {
  test("inserts rows whose text holds blank lines, semicolons and quotes, and reads them back", async () => {
    const rows = [
      { id: "18446744073709551615", text: "a\n\n; DROP TABLE tollgate.notes; --\n\n'\"\\ü🙂" },
      { id: "2", text: "" },
    ];
    await admin.insert({ table: "tollgate.notes", values: rows, format: "JSONEachRow" });
    const result = await admin.query({
      query: "SELECT toString(id) AS id, text FROM tollgate.notes ORDER BY notes.id DESC",
      format: "JSONEachRow",
    });
    expect(await result.json()).toEqual(rows);
  });

  test("runs INSERT … VALUES with the rows in the statement, and INSERT … SELECT", async () => {
    await admin.command({ query: "TRUNCATE TABLE tollgate.notes" });
    await admin.command({ query: "INSERT INTO tollgate.notes (id, text) VALUES (1, 'x\n\n;y'), (2, ')')" });
    await admin.command({ query: "INSERT INTO tollgate.notes (id, text) SELECT 3, 'z'" });
    const result = await admin.query({
      query: "SELECT text, toString(at) AS at FROM tollgate.notes ORDER BY id",
      format: "JSONCompactEachRow",
    });
    expect(await result.json()).toEqual([
      ["x\n\n;y", "2026-01-01 00:00:00"],
      [")", "2026-01-01 00:00:00"],
      ["z", "2026-01-01 00:00:00"],
    ]);
  });

  test("binds parameters, also hostile ones, and an error names the one that is missing", async () => {
    const hostile = "'; DROP TABLE tollgate.notes; --\\\n\t{x:String}";
    const query = "SELECT {text:String} AS text, {list:Array(String)} AS list, {n:Nullable(UInt8)} AS n";
    const result = await admin.query({
      query,
      query_params: { text: hostile, list: ["a'b", hostile], n: null },
      format: "JSONEachRow",
    });
    expect(await result.json()).toEqual([{ text: hostile, list: ["a'b", hostile], n: null }]);
    // The value above must not serve a later request.
    await expect(admin.query({ query: "SELECT {text:String}" })).rejects.toMatchObject({
      code: "456",
      type: "UNKNOWN_QUERY_PARAMETER",
    });
  });

  test("gets ClickHouse's own error codes and names", async () => {
    for (const [query, code, type] of [
      ["SELEC 1", "62", "SYNTAX_ERROR"],
      ["SELECT * FROM tollgate.nothing", "60", "UNKNOWN_TABLE"],
      ["SELECT 1; SELECT 2", "62", "SYNTAX_ERROR"],
    ]) {
      await expect(admin.query({ query: query ?? "" })).rejects.toMatchObject({ code, type });
    }
  });

  test("sends gzip bodies and settings that hold for one request only", async () => {
    const client = createClient({ url: urlOf("admin"), compression: { request: true, response: true } });
    await client.insert({ table: "tollgate.notes", values: [{ id: 9, text: "zipped" }], format: "JSONEachRow" });
    const wide = await client.query({
      query: "SELECT toUInt64(7) AS n",
      format: "JSONEachRow",
      clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
    });
    expect(await wide.json()).toEqual([{ n: "7" }]);
    const again = await client.query({ query: "SELECT toUInt64(7) AS n", format: "JSONEachRow" });
    expect(await again.json()).toEqual([{ n: 7 }]);
    await client.close();
  });
});

describe("clickhouse-go, as the collector and Grafana use it", () => {
  test("the handshake is one Native block of revision 54460 that claims revision 0", async () => {
    const { body } = await ask(
      "writer",
      "SELECT displayName(), version(), revision(), timezone()",
      "?default_format=Native&client_protocol_version=54460&database=tollgate",
    );
    // BlockInfo, four columns, one row; then name, type, one byte 00 for "no custom serialization", value.
    expect(body.subarray(0, 10)).toEqual(Buffer.from([1, 0, 2, 0xff, 0xff, 0xff, 0xff, 0, 4, 1]));
    expect(body.includes(Buffer.from("\x0arevision()\x06UInt32\0\0\0\0\0"))).toBe(true);
    expect(body.includes("UTC")).toBe(true);
  });

  test("a ping's column is named 1, in a Native block without BlockInfo", async () => {
    const { body } = await ask("writer", "SELECT 1", "?default_format=Native");
    expect(body).toEqual(Buffer.from("\x01\x01\x011\x05UInt8\x01", "latin1"));
  });

  test("DESCRIBE of a landing table answers seven columns of text; received_at is MATERIALIZED and so left out by the exporter", async () => {
    const { text } = await ask("writer", 'DESCRIBE TABLE "tollgate"."otel_traces"');
    const rows = text
      .slice(0, -1)
      .split("\n")
      .map((line) => line.split("\t"));
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([7]));
    expect(rows.filter((row) => row[2] !== "").map((row) => [row[0], row[2]])).toEqual([
      ["received_at", "MATERIALIZED"],
    ]);
  });

  test("a Native block in the body lands, a cut one lands not at all", async () => {
    const span = ourSpan("2026-11-10T14:00:00Z", 5);
    await admin.insert({ table: "tollgate.otel_traces", values: [span], format: "JSONEachRow" });
    const { body } = await ask(
      "admin",
      `SELECT * FROM tollgate.otel_traces WHERE SpanId = '${span.SpanId}'`,
      "?default_format=Native",
    );
    const columns =
      "(Timestamp, TraceId, SpanId, ParentSpanId, TraceState, SpanName, SpanKind, ServiceName, ResourceAttributes, ScopeName, ScopeVersion, SpanAttributes, Duration, StatusCode, StatusMessage, Events.Timestamp, Events.Name, Events.Attributes, Links.TraceId, Links.SpanId, Links.TraceState, Links.Attributes)";
    const insert = `?query=${encodeURIComponent(`INSERT INTO "tollgate"."otel_traces" ${columns} FORMAT Native`)}&async_insert=0&max_execution_time=9`;
    expect(await ask("writer", body, insert)).toMatchObject({ status: 200, text: "" });
    expect((await ask("writer", body.subarray(0, body.length - 7), insert)).status).not.toBe(200);
    expect((await ask("admin", `SELECT count() FROM tollgate.otel_traces WHERE SpanId = '${span.SpanId}'`)).text).toBe(
      "2\n",
    );
  });
});

test.each([
  ["CSV", '1,"a"\n'],
  ["TSV", "1\ta\n"],
  ["JSONEachRow", '{"n":1,"s":"a"}\n'],
  ["JSONCompactEachRow", '[1, "a"]\n'],
])("%s comes from the URL's default_format, and a FORMAT clause wins over it", async (format, expected) => {
  expect((await ask("reader", "SELECT 1 AS n, 'a' AS s", `?default_format=${format}`)).text).toBe(expected);
  const clause = await ask("reader", `SELECT 1 AS n, 'a' AS s FORMAT ${format}`, "?default_format=Native");
  expect([clause.text, clause.headers.get("x-clickhouse-format")]).toEqual([expected, format]);
});

describe("who may do what", () => {
  test("a wrong password is 516, none at all 194 with a challenge; neither says whether the user exists", async () => {
    const wrong = await ask("reader", "SELECT 1", "", { headers: { authorization: `Basic ${btoa("reader:x")}` } });
    const nobody = await ask("reader", "SELECT 1", "", { headers: { authorization: `Basic ${btoa("nobody:x")}` } });
    expect([wrong.status, wrong.code, nobody.status, nobody.code]).toEqual([403, "516", 403, "516"]);
    expect(wrong.text.replace("reader", "")).toBe(nobody.text.replace("nobody", ""));
    const none = await fetch(`${engine.url}/?query=SELECT+1`);
    expect([
      none.status,
      none.headers.get("x-clickhouse-exception-code"),
      none.headers.get("www-authenticate"),
    ]).toEqual([401, "194", expect.stringContaining("Basic")]);
  });

  const outfile = join(tmpdir(), "tollgate-never-written");
  test.each<[User, string]>([
    ["reader", "SELECT * FROM tollgate.llm_calls"],
    ["reader", "SELECT * FROM tollgate.calls WHERE agent IN tollgate.budgets"],
    ["reader", "SELECT * FROM merge('tollgate', 'llm_calls')"],
    ["reader", "SELECT * FROM tollgate.llm_calls FORMAT Null SETTINGS readonly = 1"],
    ["reader", "SELECT * FROM tollgate.llm_calls SETTINGS readonly = 1 FORMAT CSV"],
    ["reader", "SELECT * FROM file('/etc/passwd', 'LineAsString')"],
    ["reader", "SELECT file('/etc/passwd')"],
    ["reader", "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')"],
    ["reader", "DESCRIBE TABLE url('http://127.0.0.1:1/', 'LineAsString')"],
    ["reader", "SELECT * FROM system.processes"],
    ["reader", `SELECT 1 INTO OUTFILE '${outfile}'`],
    ["reader", `SELECT 1 /* FORMAT CSV */ INTO/**/OUTFILE '${outfile}'`],
    ["reader", "KILL QUERY WHERE 1"],
    ["reader", "INSERT INTO tollgate.budgets (budget) VALUES ('mine')"],
    ["reader", "INSERT INTO tollgate.budgets (budget) SELECT 'mine'"],
    ["reader", "DROP TABLE tollgate.budgets"],
    ["reader", "SYSTEM SHUTDOWN"],
    ["guard", "SELECT * FROM tollgate.calls"],
    ["guard", "SELECT * FROM tollgate.budget_state WHERE budget IN (SELECT agent FROM tollgate.calls)"],
    ["writer", "SELECT * FROM tollgate.calls"],
    ["writer", "SELECT * FROM tollgate.otel_traces"],
    ["writer", 'INSERT INTO tollgate.llm_calls FORMAT JSONEachRow {"cost": 1}'],
    ["writer", "INSERT INTO tollgate.otel_traces (TraceId) VALUES (file('/etc/passwd'))"],
    [
      "writer",
      "INSERT INTO tollgate.otel_traces (TraceId) SETTINGS a = 1 SELECT budget FROM tollgate.budgets -- FORMAT Native",
    ],
    ["writer", "INSERT INTO tollgate.otel_traces (TraceId) SELECT budget FROM tollgate.budgets"],
    ["writer", "DESCRIBE TABLE tollgate.budgets"],
  ])("%s is refused: %s", async (user, sql) => {
    expect((await ask(user, sql)).code).toMatch(/^(497|62|164)$/);
    expect(readdirSync(tmpdir())).not.toContain("tollgate-never-written");
    expect((await ask("admin", "SELECT count() FROM tollgate.budgets")).text).toBe("0\n");
  });

  test("a CTE with a table's name does not lend its right to the table, and no other database can be chosen", async () => {
    const hidden = "SELECT * FROM (WITH llm_calls AS (SELECT 1) SELECT * FROM llm_calls), llm_calls";
    expect((await ask("reader", hidden, "?database=tollgate")).code).toBe("497");
    expect((await ask("reader", "SELECT * FROM one", "?database=system")).code).toBe("497");
    expect((await ask("reader", "SELECT count() FROM calls", "?database=tollgate")).status).toBe(200);
  });

  test.each<[User, string]>([
    ["reader", "SELECT count() FROM tollgate.calls"],
    ["reader", "WITH a AS (SELECT agent FROM tollgate.calls), b AS (SELECT * FROM a) SELECT count() FROM b -- one\n"],
    ["reader", "SELECT * FROM tollgate.spend_trend(from = now() - INTERVAL 1 DAY, to = now())"],
    ["reader", "SELECT 'INTO OUTFILE; KILL QUERY' AS text"],
    ["reader", "SELECT name FROM system.tables WHERE database = 'tollgate'"],
    ["reader", "DESCRIBE TABLE tollgate.calls"],
    ["reader", "SHOW TABLES FROM tollgate"],
    ["guard", "SELECT * FROM tollgate.budget_state FORMAT JSONEachRow"],
    ["guard", "SELECT 1"],
  ])("%s may: %s", async (user, sql) => {
    expect(await ask(user, sql)).toMatchObject({ status: 200 });
  });

  test("settings in a reader's URL are left out, and a reader's own SETTINGS clause is refused", async () => {
    expect((await ask("reader", "SELECT getSetting('max_result_rows')", "?max_result_rows=9&readonly=0")).text).toBe(
      "200000\n",
    );
    expect((await ask("reader", "SELECT 1 SETTINGS max_execution_time = 0")).code).toBe("164");
  });

  test("a GET changes nothing, whoever asks", async () => {
    expect(await ask("admin", "", "?query=DROP+TABLE+tollgate.notes", { method: "GET", body: null })).toMatchObject({
      status: 403,
      code: "164",
    });
  });
});

describe("limits", () => {
  test("a reader's result has a bound, and the next answer holds nothing of what was cut", async () => {
    expect(await ask("reader", "SELECT number FROM numbers(10000000)")).toMatchObject({ code: "396" });
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask("reader", "SELECT 'mine'")));
    expect(new Set(answers.map((answer) => answer.text))).toEqual(new Set(["mine\n"]));
  });

  test("a reader's memory has a bound", async () => {
    expect(await ask("reader", "SELECT length(groupArray(toString(number))) FROM numbers(100000000)")).toMatchObject({
      code: "241",
    });
  });

  test("a light query does not wait behind a heavy one", async () => {
    const heavy = ask("reader", "SELECT sleep(2)");
    expect(await Promise.race([heavy.then(() => "heavy"), ask("reader", "SELECT 1").then(() => "light")])).toBe(
      "light",
    );
    await heavy;
  });

  test("compressed blocks are refused with a sentence that says what to set", async () => {
    const { text, status } = await ask(
      "writer",
      "",
      "?query=INSERT+INTO+tollgate.otel_traces+FORMAT+Native&decompress=1",
    );
    expect([status, text]).toEqual([501, expect.stringContaining("set compress: none")]);
  });
});

describe("the process", () => {
  test("a second one on the same directory says who holds it", async () => {
    await expect(startEmbeddedClickHouse(dataDir)).rejects.toThrow(
      /^Cannot open the ledger in ".*": process \d+ is using it\. Stop that one, or choose another directory$/,
    );
  });

  test("a port in use is one clear line", async () => {
    const other = mkdtempSync(join(tmpdir(), "tollgate-embedded-"));
    await expect(startEmbeddedClickHouse(other, { port: engine.port })).rejects.toThrow(
      /^Cannot listen on 127\.0\.0\.1:\d+: the port is in use/,
    );
    rmSync(other, { recursive: true, force: true });
  });

  test("SIGTERM and the end of its parent stop it cleanly, and what it acknowledged is there after", async () => {
    const dir = mkdtempSync(join(tmpdir(), "tollgate-embedded-"));
    const first = await startEmbeddedClickHouse(dir);
    const client = connectClickHouse(first.url.replace("://", `://admin:${first.passwords.admin}@`));
    await client.command({ query: "CREATE DATABASE kept ENGINE = Atomic" });
    await client.command({ query: "CREATE TABLE kept.t (n UInt8) ENGINE = MergeTree ORDER BY n AS SELECT 7" });
    await client.close();
    await first.stop();
    const main = new URL("../../clickhouse/embedded/main.ts", import.meta.url).pathname;
    const child = spawn(process.execPath, [main, "--data", dir, "--port", "0", "--stop-on-stdin-end"], {
      env: { ...process.env, TOLLGATE_ADMIN_PASSWORD: "a" },
      stdio: ["pipe", "pipe", "inherit"],
    });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const { url } = JSON.parse(line.toString()) as { url: string };
    const answer = await fetch(`${url}/?query=SELECT+n+FROM+kept.t&user=admin&password=a`);
    expect(await answer.text()).toBe("7\n");
    // No password given for the reader: it cannot log in, not even with an empty one.
    expect((await fetch(`${url}/?query=SELECT+1&user=reader&password=`)).status).toBe(403);
    child.stdin.end();
    expect(await once(child, "exit")).toEqual([0, null]);
    rmSync(dir, { recursive: true, force: true });
  });
});
