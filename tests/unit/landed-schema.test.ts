import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { assertLanded, type SchemaLanding } from "../../clickhouse/landed-schema.ts";
import { parseSchemaFile, readSchemaFiles } from "../../clickhouse/schema-file.ts";

const clickhouse = new URL("../../clickhouse/", import.meta.url);

test("every schema file that databases may have applied stands as it landed; a change is a new file", () => {
  const landings = JSON.parse(readFileSync(new URL("schema.landed.json", clickhouse), "utf8")) as SchemaLanding[];
  expect(Object.keys(landings[0]?.files ?? {})).toContain("200_llm_calls.sql");
  assertLanded(readSchemaFiles(fileURLToPath(new URL("schema/", clickhouse))), landings);
});

describe("assertLanded()", () => {
  const file = parseSchemaFile("100_one.sql", "-- One.\nSELECT 1;\n");
  const landings = [{ landedOn: "2026-11-23", files: { "100_one.sql": file.checksum } }];

  test("lets a file with a new number in, and blank lines between statements", () => {
    const respaced = parseSchemaFile("100_one.sql", "-- One.\nSELECT 1;\n\n\n");
    assertLanded([respaced, parseSchemaFile("101_two.sql", "-- Two.\nSELECT 2;\n")], landings);
  });

  test("names each file that was edited, if only in a comment, or is gone", () => {
    const edited = parseSchemaFile("100_one.sql", "-- One!\nSELECT 1;\n");
    expect(() => assertLanded([edited], landings)).toThrow(
      /schema files that changed since: "100_one\.sql" was edited/,
    );
    expect(() => assertLanded([], landings)).toThrow('"100_one.sql" is gone');
  });
});
