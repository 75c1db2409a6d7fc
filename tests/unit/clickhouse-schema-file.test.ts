import { expect, test } from "vitest";
import { parseSchemaFile } from "../../clickhouse/schema-file.ts";

test("parseSchemaFile() ends statements at a semicolon at a line's end, and drops comments that stand alone", () => {
  const { statements } = parseSchemaFile("x.sql", "-- About; it.\nSELECT ';' AS a,\n  2;\n\n-- Only words.\n");
  expect(statements).toEqual(["-- About; it.\nSELECT ';' AS a,\n  2"]);
});

test("parseSchemaFile() sees server-only in the first line only", () => {
  expect(parseSchemaFile("x.sql", "--! server-only\nSELECT 1;").serverOnly).toBe(true);
  expect(parseSchemaFile("x.sql", "SELECT 1;\n--! server-only").serverOnly).toBe(false);
});

test("parseSchemaFile() gives another checksum for another statement, and the same for other line ends", () => {
  const checksum = (text: string) => parseSchemaFile("x.sql", text).checksum;
  expect(checksum("SELECT 1;\nSELECT 2;\n")).toBe(checksum("SELECT 1;\r\nSELECT 2;\r\n"));
  expect(checksum("SELECT 1;\n")).not.toBe(checksum("SELECT 2;\n"));
});
