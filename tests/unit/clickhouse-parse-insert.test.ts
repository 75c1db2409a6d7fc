import { describe, expect, test } from "vitest";
import { parseInsert } from "../../clickhouse/embedded/parse-insert.ts";
import { plainName } from "../../clickhouse/embedded/plain-name.ts";

describe("parseInsert() splits the statement from its rows", () => {
  test.each([
    ["INSERT INTO t FORMAT Native", { table: "t", columns: "", format: "Native", inlineRows: "" }],
    [
      'INSERT INTO "db"."t" (a, `b.c`) FORMAT JSONEachRow\n{"a":1}\n\n{"a":2}',
      { table: '"db"."t"', columns: "(a, `b.c`)", format: "JSONEachRow", inlineRows: '{"a":1}\n\n{"a":2}' },
    ],
    [
      "insert into table db.t values (1, ';'), (2, ')')",
      { table: "db.t", columns: "", format: "Values", inlineRows: "(1, ';'), (2, ')')" },
    ],
    ["INSERT INTO t (a) VALUES(1);", { table: "t", columns: "(a)", format: "Values", inlineRows: "(1)" }],
    [
      "INSERT INTO t SETTINGS x = 1, y = 'z' FORMAT CSV\n1\n",
      { table: "t", settings: "x = 1, y = 'z'", format: "CSV", inlineRows: "1\n" },
    ],
    [
      "\n  INSERT INTO t (* EXCEPT(b)) FORMAT JSONEachRow\n",
      { columns: "(* EXCEPT(b))", format: "JSONEachRow", inlineRows: "" },
    ],
  ])("%j", (sql, expected) => {
    expect(parseInsert(sql)).toMatchObject(expected);
  });

  test.each([
    "INSERT INTO t SELECT 1",
    "INSERT INTO tollgate.spend_values SELECT 1",
    "INSERT INTO tollgate.my_format SELECT 1",
    "INSERT INTO t (a) SELECT a FROM u FORMAT CSV",
    "INSERT INTO t WITH 1 AS x SELECT x",
    "SELECT 'INSERT INTO t FORMAT CSV'",
    "INSERT INTO FUNCTION file('/tmp/x', 'CSV', 'a UInt8') VALUES (1)",
  ])("%j carries no rows and is left alone", (sql) => {
    expect(parseInsert(sql)).toBeUndefined();
  });
});

test("plainName() gives database.table without quotes", () => {
  expect(plainName("t", "tollgate")).toBe("tollgate.t");
  expect(plainName('"tollgate"."otel_traces"', "default")).toBe("tollgate.otel_traces");
  expect(plainName("`tollgate` . `otel_traces`", "default")).toBe("tollgate.otel_traces");
});
