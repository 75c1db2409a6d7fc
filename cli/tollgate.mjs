#!/usr/bin/env node
// The `tollgate` command. In the repository it runs the sources, in an installed package the bundle.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const source = at("./main.ts");

if (!existsSync(source)) {
  await import("../dist/cli.js");
} else if (process.features.typescript) {
  await import("./main.ts");
} else {
  // A machine with an older Node: the repository brings its own (development dependency "node"), which runs TypeScript.
  const node = at("../node_modules/.bin/node");
  if (!existsSync(node)) {
    console.error(`Cannot run tollgate on Node ${process.versions.node}: run "npm ci" first, it brings Node 24.`);
    process.exit(1);
  }
  // This process only waits; Ctrl-C is for the child, which shares the terminal.
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {});
  const { status } = spawnSync(node, [source, ...process.argv.slice(2)], { stdio: "inherit" });
  process.exit(status ?? 1);
}
