import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Session } from "chdb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createUserStatements } from "../../clickhouse/create-users.ts";
import { quote } from "../../clickhouse/embedded/quote.ts";
import { forServer } from "../../clickhouse/for-server.ts";
import { readSchemaFiles } from "../../clickhouse/schema-file.ts";
import { dropTenantReader, tenantReaderStatements } from "../../clickhouse/tenant-reader.ts";

const schemaDir = fileURLToPath(new URL("../../clickhouse/schema/", import.meta.url));
const files = readSchemaFiles(schemaDir);
const statements = files.flatMap(({ name, statements }) => statements.map((sql) => ({ file: name, sql })));
const bare = (sql: string) => sql.replace(/^\s*--.*$/gm, "").trim();

const dataDir = mkdtempSync(join(tmpdir(), "tollgate-rules-"));
let session: Session;
beforeAll(() => {
  session = new Session(dataDir);
});
afterAll(() => {
  session.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test.each(statements.map(({ file, sql }, index) => [file, index, sql] as const))(
  "%s: statement %i is one that the engine can parse",
  (_file, _index, sql) => {
    expect(session.query(`SELECT formatQuery(${quote(bare(sql))})`)).not.toBe("");
  },
);

test("the statements that create a server's users parse, repeat, and hold no password", () => {
  for (const sql of createUserStatements({ writer: "w-secret", reader: "r'secret", guard: "g-secret" })) {
    expect(session.query(`SELECT formatQuery(${quote(sql)})`)).not.toBe("");
    expect(sql).not.toContain("secret");
  }
});

test("the statements that make and remove a tenant's reader parse, whatever the tenant is called, and hold no password", () => {
  for (const tenant of ["acme", "acme-eu", "it's", "back`tick", "back\\slash", "Ünïcode & co"]) {
    for (const sql of [...tenantReaderStatements(tenant, "t-secret"), dropTenantReader(tenant)]) {
      expect(session.query(`SELECT formatQuery(${quote(sql)})`)).not.toBe("");
      expect(sql).not.toContain("t-secret");
    }
  }
});

/** A table with another layout under the old name. The file begins with the first of them, so running it again from its beginning repeats the copy. */
const copiesTable = (table: string) => [
  `DROP TABLE IF EXISTS tollgate.${table}_next SYNC`,
  expect.stringMatching(new RegExp(`^CREATE TABLE tollgate\\.${table}_next\\s`)),
  expect.stringMatching(new RegExp(`^INSERT INTO tollgate\\.${table}_next SELECT `)),
  `EXCHANGE TABLES tollgate.${table}_next AND tollgate.${table}`,
  `DROP TABLE tollgate.${table}_next SYNC`,
];

const TOUCHES = /^INSERT INTO tollgate\.touched_hours \(hour, touched_at\)\s/;

test("every statement can be repeated, or its whole file", () => {
  const copied = new Map(
    statements.flatMap(({ file, sql }) => {
      const table = /^DROP TABLE IF EXISTS tollgate\.(\w+)_next/.exec(bare(sql))?.[1];
      return table === undefined ? [] : [[file, table] as const];
    }),
  );
  for (const [file, table] of copied) {
    const whole = statements.filter((statement) => statement.file === file).map(({ sql }) => bare(sql));
    // What was posted after the copy is touched anew: 340 may have said that these hours are rolled. 325 and 326 ran before there was a 340.
    if (file > "340") expect([file, whole.splice(3, 1)]).toEqual([file, [expect.stringMatching(TOUCHES)]]);
    expect([file, whole.slice(0, 5)]).toEqual([file, copiesTable(table)]);
  }
  const rest = statements.filter(
    ({ sql }) => !/^\S+ (\S+ )*tollgate\.\w+_next\s/.test(bare(sql)) && !TOUCHES.test(bare(sql)),
  );
  for (const { file, sql } of rest) {
    expect([file, bare(sql)]).toEqual([
      file,
      expect.stringMatching(
        /^(CREATE (TABLE|MATERIALIZED VIEW|DICTIONARY|ROLE|ROW POLICY|SETTINGS PROFILE|USER) IF NOT EXISTS |CREATE OR REPLACE (VIEW|FUNCTION) |ALTER SETTINGS PROFILE \w+ ADD SETTINGS\s|ALTER TABLE tollgate[.]\w+\s+(ADD (COLUMN|INDEX|PROJECTION) IF NOT EXISTS|MODIFY (COLUMN|QUERY|REFRESH|SETTING)|MATERIALIZE (INDEX|PROJECTION))\s|GRANT )/,
      ),
    ]);
  }
});

test("on a server each dictionary logs in as a user that may read its table and nothing else", () => {
  const dictionaries = statements
    .filter(({ sql }) => /^CREATE DICTIONARY/.test(bare(sql)))
    .map(({ sql }) => forServer(sql));
  const tables = dictionaries.map((sql) => {
    const source =
      /SOURCE\(CLICKHOUSE\(USER '(\w+)' DB 'tollgate'\s+(?:TABLE '(\w+)'|QUERY '[\s\S]*?FROM tollgate\.(\w+))/.exec(
        sql,
      );
    expect([sql, source?.[1]]).toEqual([sql, "tollgate_dictionary"]);
    return source?.[2] ?? source?.[3] ?? "";
  });
  const grants = statements
    .map(({ sql }) => /^GRANT (.*) TO tollgate_dictionary$/.exec(bare(sql))?.[1])
    .filter(Boolean);
  expect(grants.toSorted()).toEqual(tables.map((table) => `SELECT ON tollgate.${table}`).toSorted());
  expect(tables).not.toEqual([]);
});

test("no view has an explicit PREWHERE, which filters before FINAL collapses rows and gives wrong sums", () => {
  for (const { file, sql } of statements) expect([file, /\bPREWHERE\b/i.test(bare(sql))]).toEqual([file, false]);
});

test("the ledger is read with FINAL everywhere but where only its newest time or its length is asked", () => {
  for (const { file, sql } of statements) {
    const reads = [...bare(sql).matchAll(/(FROM|JOIN) tollgate\.llm_calls\b(?<final> (AS c )?FINAL)?/g)];
    const plain = reads.filter((read) => read.groups?.final === undefined).length;
    const newestOnly = [
      ...bare(sql).matchAll(
        /SELECT ((toDateTime64\()?max\((hour|ingested_at)\)(, 3, 'UTC'\))?|count\(\)) FROM tollgate\.llm_calls/g,
      ),
    ].length;
    // The touch of an hour comes from the rows being inserted, which have not collapsed yet.
    const touch = sql.includes("touched_hours_from_calls") ? 1 : 0;
    // Twins are sought among rows of several places, which FINAL never collapses; within one it takes the highest rank itself.
    const sweep = sql.includes("tollgate.twins_sweep") ? 5 : 0;
    expect([file, plain]).toEqual([file, touch + newestOnly + sweep]);
  }
});

test("each file's views read files of lower numbers only", () => {
  const createdIn = new Map<string, string>();
  for (const { file, sql } of statements) {
    const created = /^CREATE (?:OR REPLACE )?(?:TABLE|VIEW|MATERIALIZED VIEW)(?: IF NOT EXISTS)? (tollgate\.\w+)/.exec(
      bare(sql),
    )?.[1];
    for (const [, table = ""] of bare(sql).matchAll(/(?:FROM|JOIN|TO|ON) (tollgate\.\w+)/g)) {
      expect([file, table, createdIn.get(table) ?? "created later"]).toEqual([
        file,
        table,
        expect.stringMatching(/\.sql$/),
      ]);
    }
    if (created !== undefined) createdIn.set(created, file);
  }
});

test("each file opens with a comment, and no comment ends a statement early", () => {
  for (const { name } of files) {
    const text = readFileSync(join(schemaDir, name), "utf8");
    expect([name, text.replace("--! server-only\n", "").startsWith("-- ")]).toEqual([name, true]);
    expect([name, text.split("\n").filter((line) => /^\s*--.*;\s*$/.test(line))]).toEqual([name, []]);
  }
});
