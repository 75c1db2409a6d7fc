#!/usr/bin/env node
// The `tollgate` command. In the repository it runs the sources, in an installed package the bundle.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const source = at("./main.ts");

if (!existsSync(source)) {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 22 || (major === 22 && minor < 15)) {
    console.error(`Cannot run tollgate on Node ${process.versions.node}: it needs 22.15 or later.`);
    process.exit(1);
  }
  await import("../dist/cli.js");
} else if (process.features.typescript) {
  await import("./main.ts");
} else {
  runOnNode24();
}

/** A machine with an older Node: the repository brings its own (development dependency "node"), which runs TypeScript. */
function runOnNode24() {
  const node = at("../node_modules/.bin/node");
  if (!existsSync(node)) {
    console.error(`Cannot run tollgate on Node ${process.versions.node}: run "npm ci" first, it brings Node 24.`);
    process.exit(1);
  }
  const child = spawn(node, [source, ...process.argv.slice(2)], { stdio: "inherit" });
  // A Ctrl-C reaches the child by the terminal; sent on again it would count as the second one, which does not wait.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)));
}
