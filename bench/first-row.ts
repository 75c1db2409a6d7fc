/**
 * How long a new user waits: from `tollgate up --demo` in an empty folder, embedded, to the first priced row on screen.
 * Target: 15 s or less when the collector is cached. Build it once before (any `npm start` does).
 *
 *   node bench/first-row.ts
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../cli/package-root.ts";

const TARGET_SECONDS = 15;
/** A row of the table "By agent", with an amount that is not zero. */
const FIRST_PRICED_ROW = /^ +\S+ +[\d,]+ +\d+ .*\$\d*[1-9.][\d.]*/m;

const home = mkdtempSync(join(tmpdir(), "tollgate-bench-"));
const free = ["OTLP_HTTP", "OTLP_GRPC", "CLICKHOUSE", "GRAFANA", "HEALTH"].map((name) => [
  `TOLLGATE_PORT_${name}`,
  "0",
]);
const startedAtMs = performance.now();
const seconds = () => ((performance.now() - startedAtMs) / 1000).toFixed(1);

const args = [join(PACKAGE_ROOT, "cli/tollgate.mjs"), "up", "--demo", "--once", "--mode", "embedded"];
const up = spawn(process.execPath, args, {
  env: { ...process.env, ...Object.fromEntries(free), TOLLGATE_HOME: home },
  stdio: ["ignore", "pipe", "inherit"],
});
let printed = "";
const marks: [what: string, pattern: RegExp][] = [
  ["stack takes spans", /Tollgate is up/],
  ["first priced row on screen", FIRST_PRICED_ROW],
  ["bill checked", /^Bill /m],
];
up.stdout.setEncoding("utf8").on("data", (text: string) => {
  printed += text;
  while (marks[0]?.[1].test(printed)) {
    const target = marks[0][1] === FIRST_PRICED_ROW ? `   target ${TARGET_SECONDS} s` : "";
    console.log(`${seconds().padStart(6)} s  ${marks[0][0]}${target}`);
    marks.shift();
  }
});
up.once("close", (code) => {
  console.log(`${seconds().padStart(6)} s  everything stopped, exit code ${code}`);
  rmSync(home, { recursive: true, force: true });
  if (code !== 0 || marks.length > 0) {
    console.error(printed);
    process.exitCode = 1;
  }
});
