import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Makes `dir` hold exactly `files` (name → text), or with `check` only tells.
 * @returns the names that differed or should not be there; empty when all was fresh.
 */
export function writeGenerated(
  dir: string,
  files: Record<string, string>,
  options: { check?: boolean } = {},
): string[] {
  mkdirSync(dir, { recursive: true });
  const present = readdirSync(dir);
  const strangers = present.filter((name) => !(name in files));
  const stale = Object.keys(files).filter(
    (name) => !present.includes(name) || readFileSync(join(dir, name), "utf8") !== files[name],
  );
  if (!options.check) {
    for (const name of strangers) rmSync(join(dir, name));
    for (const name of stale) writeFileSync(join(dir, name), files[name] ?? "");
  }
  return [...stale, ...strangers].sort();
}
