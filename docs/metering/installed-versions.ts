import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../../cli/package-root.ts";

/** The exact versions of package.json, by the name under which the tests import a package. */
export function installedVersions(): Record<string, string> {
  const { devDependencies } = JSON.parse(readFileSync(join(PACKAGE_ROOT, "package.json"), "utf8"));
  const versions = Object.entries<string>(devDependencies);
  return Object.fromEntries(versions.map(([name, version]) => [name, version.replace(/^npm:.*@/, "")]));
}
