import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { appSources } from "./app-sources.ts";

const run = promisify(execFile);

/** Makes an app in `directory` with the packed tollgate and `packages`, which are exact versions. */
export async function installApp(
  directory: string,
  options: { tarball: string; packages: Record<string, string> },
): Promise<void> {
  const { tarball, packages } = options;
  mkdirSync(directory, { recursive: true });
  const dependencies = { tollgate: `file:${tarball}`, ...packages };
  writeFileSync(join(directory, "package.json"), JSON.stringify({ name: "app", private: true, dependencies }));
  for (const [file, source] of Object.entries(appSources("@opentelemetry/sdk-node" in packages))) {
    writeFileSync(join(directory, file), source);
  }
  await run(
    "npm",
    ["install", "--prefer-offline", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"],
    { cwd: directory },
  );
}
