import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { READER_SETTINGS } from "../../clickhouse/embedded/reader-settings.ts";
import { readSchemaFiles } from "../../clickhouse/schema-file.ts";

test("the embedded engine's readers and the bench ask with what later files add to a server's profile of readers", () => {
  const statements = readSchemaFiles(fileURLToPath(new URL("../../clickhouse/schema/", import.meta.url))).flatMap(
    (file) => file.statements,
  );
  const added = statements.flatMap((statement) => {
    const [, settings = ""] = statement.split("ALTER SETTINGS PROFILE tollgate_reader ADD SETTINGS");
    // What a reader may change, as the read API's cache, is the question's own.
    return [...settings.matchAll(/(\w+) = (\d+)\b(?! CHANGEABLE)/g)].map(([, name, value]) => [name, Number(value)]);
  });
  expect(added.length).toBeGreaterThan(0);
  expect(Object.fromEntries(added)).toEqual(READER_SETTINGS);
});
