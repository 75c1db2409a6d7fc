import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One file of `schema/`. Its number says what it may read: lower hundreds only. */
export interface SchemaFile {
  name: string;
  /** Each can be run again: IF NOT EXISTS, OR REPLACE. */
  statements: string[];
  checksum: string;
  /** First line `--! server-only`: users and roles, which the embedded engine does not have. */
  serverOnly: boolean;
}

/** The schema in order. */
export function readSchemaFiles(directory: string): SchemaFile[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .map((name) => parseSchemaFile(name, readFileSync(join(directory, name), "utf8")));
}

/** A statement ends with a semicolon at the end of a line; comments therefore never end with one (a test holds that). */
export function parseSchemaFile(name: string, text: string): SchemaFile {
  const statements = text
    .split(/;[ \t]*(?:\r?\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement.replace(/^--.*$/gm, "").trim() !== "");
  const checksum = createHash("sha256").update(statements.join(";\n")).digest("hex").slice(0, 16);
  return { name, statements, checksum, serverOnly: text.startsWith("--! server-only") };
}
