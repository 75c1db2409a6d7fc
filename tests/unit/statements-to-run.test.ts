import { expect, test } from "vitest";
import { parseSchemaFile } from "../../clickhouse/schema-file.ts";
import { statementsToRun } from "../../clickhouse/statements-to-run.ts";

const view = (name: string, body: string) => `CREATE OR REPLACE VIEW tollgate.${name} AS SELECT ${body};\n`;

/** Which statements are left out, by their number from 0, of pending files with these texts. */
function leftOut(texts: readonly string[]): number[] {
  const files = texts.map((text, index) => parseSchemaFile(`${index}.sql`, text));
  const toRun = statementsToRun(files);
  return files.flatMap((file, index) => (toRun.get(file)?.length === 0 ? [index] : []));
}

test("a view that a later file makes anew is left out, whoever else is made in between", () => {
  expect(leftOut([view("a", "1"), view("b", "1"), view("a", "2"), view("a", "3")])).toEqual([0, 2]);
});

test("a function too, but no table, which the second statement would not change", () => {
  const created = (body: string) => `CREATE OR REPLACE FUNCTION tollgate_f AS x -> x + ${body};\n`;
  expect(leftOut([created("1"), created("2")])).toEqual([0]);
  const table = "CREATE TABLE IF NOT EXISTS tollgate.t (a UInt8) ENGINE = Null;\n";
  expect(leftOut([table, `-- Again.\n${table}`])).toEqual([]);
});

test("not a view that is asked for in between, itself or through another view or function", () => {
  expect(leftOut([view("a", "1"), view("b", "* FROM tollgate.a"), view("a", "2")])).toEqual([]);
  const through = [view("a", "1"), view("b", "* FROM tollgate.a"), view("a", "2"), view("c", "* FROM tollgate.b")];
  expect(leftOut([...through, view("a", "3")])).toEqual([]);
  const called = [
    "CREATE OR REPLACE FUNCTION tollgate_f AS () -> (SELECT x FROM tollgate.a);\n",
    view("c", "tollgate_f()"),
  ];
  expect(leftOut([view("a", "1 AS x"), view("a", "2 AS x"), ...called, view("a", "3 AS x")])).toEqual([0]);
});

test("what only a comment names is not asked for, nor a view whose name merely begins alike", () => {
  expect(leftOut([view("a", "1"), `-- Not tollgate.a.\n${view("a_long", "1")}`, view("a", "2")])).toEqual([0]);
});

test("what asks and is itself left out asks for nothing", () => {
  expect(leftOut([view("a", "1"), view("b", "* FROM tollgate.a"), view("a", "2"), view("b", "1")])).toEqual([0, 1]);
});

test("rows that move ask for everything, because views that fill tables run then", () => {
  const rows = "INSERT INTO tollgate.t SELECT 1;\n";
  expect(leftOut([view("a", "1"), rows, view("a", "2")])).toEqual([]);
  expect(leftOut([view("a", "1"), view("a", "2"), rows])).toEqual([0]);
});

test("a view that is dropped or altered in between is made first", () => {
  expect(leftOut([view("a", "1"), "DROP VIEW tollgate.a;\n", view("a", "2")])).toEqual([]);
});

test("of several statements in a file the others run in their order, and of two with one text the last", () => {
  const [first, last] = [view("a", "1") + view("b", "1") + view("c", "1"), view("b", "1")];
  const files = [parseSchemaFile("1.sql", first), parseSchemaFile("2.sql", last)];
  expect([...statementsToRun(files).values()]).toEqual([
    ["CREATE OR REPLACE VIEW tollgate.a AS SELECT 1", "CREATE OR REPLACE VIEW tollgate.c AS SELECT 1"],
    ["CREATE OR REPLACE VIEW tollgate.b AS SELECT 1"],
  ]);
});
