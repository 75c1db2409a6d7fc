import type { SchemaFile } from "./schema-file.ts";

/** Schema files that databases may have applied from a day on, each with its checksum. */
export interface SchemaLanding {
  landedOn: string;
  files: Readonly<Record<string, string>>;
}

/** @throws {Error} naming every landed file that was edited, renamed or removed since */
export function assertLanded(files: readonly SchemaFile[], landings: readonly SchemaLanding[]): void {
  const checksums = new Map(files.map(({ name, checksum }) => [name, checksum]));
  const faults = landings
    .flatMap((landing) => Object.entries(landing.files))
    .flatMap(([name, checksum]) => {
      const now = checksums.get(name);
      if (now === undefined) return [`"${name}" is gone`];
      return now === checksum ? [] : [`"${name}" was edited (checksum ${checksum}, now ${now})`];
    });
  if (faults.length === 0) return;
  throw new Error(
    `Databases have applied schema files that changed since: ${faults.join(", ")}. Restore them, and make the change a file with a new number`,
  );
}
