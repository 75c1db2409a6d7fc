import { createClient } from "@clickhouse/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ourSpan } from "./span-row.ts";
import { type EmbeddedFront, startEmbeddedFront } from "./start-embedded-front.ts";

let front: EmbeddedFront;
beforeAll(async () => {
  front = await startEmbeddedFront();
});
afterAll(() => front.stop());

describe("@clickhouse/client", () => {
  test("inserts rows whose text holds blank lines, semicolons and quotes, and reads them back", async () => {
    const rows = [
      { id: "18446744073709551615", text: "a\n\n; DROP TABLE tollgate.notes; --\n\n'\"\\ü🙂" },
      { id: "2", text: "" },
    ];
    await front.admin.insert({ table: "tollgate.notes", values: rows, format: "JSONEachRow" });
    const result = await front.admin.query({
      query: "SELECT toString(id) AS id, text FROM tollgate.notes ORDER BY notes.id DESC",
      format: "JSONEachRow",
    });
    expect(await result.json()).toEqual(rows);
  });

  test("runs INSERT … VALUES with the rows in the statement, and INSERT … SELECT", async () => {
    await front.admin.command({ query: "TRUNCATE TABLE tollgate.notes" });
    await front.admin.command({ query: "INSERT INTO tollgate.notes (id, text) VALUES (1, 'x\n\n;y'), (2, ')')" });
    await front.admin.command({ query: "INSERT INTO tollgate.notes (id, text) SELECT 3, 'z'" });
    const result = await front.admin.query({
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
    const result = await front.admin.query({
      query,
      query_params: { text: hostile, list: ["a'b", hostile], n: null },
      format: "JSONEachRow",
    });
    expect(await result.json()).toEqual([{ text: hostile, list: ["a'b", hostile], n: null }]);
    // The value above must not serve a later request.
    await expect(front.admin.query({ query: "SELECT {text:String}" })).rejects.toMatchObject({
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
      await expect(front.admin.query({ query: query ?? "" })).rejects.toMatchObject({ code, type });
    }
  });

  test("sends gzip bodies and settings that hold for one request only", async () => {
    const client = createClient({ url: front.urlOf("admin"), compression: { request: true, response: true } });
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
    const { body } = await front.ask(
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
    const { body } = await front.ask("writer", "SELECT 1", "?default_format=Native");
    expect(body).toEqual(Buffer.from("\x01\x01\x011\x05UInt8\x01", "latin1"));
  });

  test("DESCRIBE of a landing table answers seven columns of text; received_at is MATERIALIZED and so left out by the exporter", async () => {
    const { text } = await front.ask("writer", 'DESCRIBE TABLE "tollgate"."otel_traces"');
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
    await front.admin.insert({ table: "tollgate.otel_traces", values: [span], format: "JSONEachRow" });
    const { body } = await front.ask(
      "admin",
      `SELECT * FROM tollgate.otel_traces WHERE SpanId = '${span.SpanId}'`,
      "?default_format=Native",
    );
    const columns =
      "(Timestamp, TraceId, SpanId, ParentSpanId, TraceState, SpanName, SpanKind, ServiceName, ResourceAttributes, ScopeName, ScopeVersion, SpanAttributes, Duration, StatusCode, StatusMessage, Events.Timestamp, Events.Name, Events.Attributes, Links.TraceId, Links.SpanId, Links.TraceState, Links.Attributes)";
    const insert = `?query=${encodeURIComponent(`INSERT INTO "tollgate"."otel_traces" ${columns} FORMAT Native`)}&async_insert=0&max_execution_time=9`;
    expect(await front.ask("writer", body, insert)).toMatchObject({ status: 200, text: "" });
    expect((await front.ask("writer", body.subarray(0, body.length - 7), insert)).status).not.toBe(200);
    expect(
      (await front.ask("admin", `SELECT count() FROM tollgate.otel_traces WHERE SpanId = '${span.SpanId}'`)).text,
    ).toBe("2\n");
  });
});

test.each([
  ["CSV", '1,"a"\n'],
  ["TSV", "1\ta\n"],
  ["JSONEachRow", '{"n":1,"s":"a"}\n'],
  ["JSONCompactEachRow", '[1, "a"]\n'],
])("%s comes from the URL's default_format, and a FORMAT clause wins over it", async (format, expected) => {
  expect((await front.ask("reader", "SELECT 1 AS n, 'a' AS s", `?default_format=${format}`)).text).toBe(expected);
  const clause = await front.ask("reader", `SELECT 1 AS n, 'a' AS s FORMAT ${format}`, "?default_format=Native");
  expect([clause.text, clause.headers.get("x-clickhouse-format")]).toEqual([expected, format]);
});
