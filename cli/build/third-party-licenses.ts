import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The licences of the packages that a bundle contains, which their authors ask to be kept with every copy.
 *
 * @param inputs file names in the bundle, relative to `root`
 * @throws {Error} When a package says no licence.
 */
export function thirdPartyLicenses(inputs: Iterable<string>, root: string): string {
  const directories = new Set<string>();
  for (const input of inputs) {
    const [directory] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [];
    if (directory !== undefined) directories.add(directory);
  }
  const namesByText = new Map<string, string[]>();
  for (const directory of [...directories].sort()) {
    const { name, version, license } = JSON.parse(readFileSync(join(root, directory, "package.json"), "utf8"));
    const file = readdirSync(join(root, directory)).find((entry) => /^licen[sc]e/i.test(entry));
    if (!license && file === undefined) throw new Error(`Cannot bundle package "${name}": it says no licence`);
    const text = file === undefined ? `Licence: ${license}` : readFileSync(join(root, directory, file), "utf8").trim();
    namesByText.set(text, [...(namesByText.get(text) ?? []), `${name} ${version}`]);
  }
  return [...namesByText].map(([text, names]) => `${names.join(", ")}\n\n${text}\n`).join(`\n${"-".repeat(80)}\n\n`);
}
