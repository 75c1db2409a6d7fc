/**
 * Appends to `schema.landed.json` the schema files that are not in it, with their checksums: from then on databases may have applied them, so they are
 * never edited again, and a change is a new file (`npm run schema:land`, when a version is released). What stands in it is never changed.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { assertLanded, type SchemaLanding } from "./landed-schema.ts";
import { readSchemaFiles } from "./schema-file.ts";

const LANDINGS = new URL("./schema.landed.json", import.meta.url);
const landings = JSON.parse(readFileSync(LANDINGS, "utf8")) as SchemaLanding[];
const files = readSchemaFiles(fileURLToPath(new URL("./schema/", import.meta.url)));
assertLanded(files, landings);

const known = new Set(landings.flatMap((landing) => Object.keys(landing.files)));
const added = files.filter(({ name }) => !known.has(name));
if (added.length > 0) {
  const landing = {
    landedOn: new Date().toISOString().slice(0, 10),
    files: Object.fromEntries(added.map(({ name, checksum }) => [name, checksum])),
  };
  writeFileSync(LANDINGS, `${JSON.stringify([...landings, landing], null, 2)}\n`);
}
for (const { name } of added) console.log(`landed ${name}`);
console.log(`${known.size + added.length} schema files have landed`);
