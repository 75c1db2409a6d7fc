import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installApp } from "./package/install-app.ts";
import { packTollgate } from "./package/pack-tollgate.ts";
import { runApp } from "./package/run-app.ts";
import { WAY_SOURCES } from "./package/way-sources.ts";

const run = promisify(execFile);

/** The apps that tollgate is installed into, and the versions of OpenTelemetry that they bring. */
const APPS: Record<string, Record<string, string>> = {
  "no OpenTelemetry": {},
  "OpenTelemetry SDK 2": { "@opentelemetry/api": "1.9.0", "@opentelemetry/sdk-node": "0.223.0" },
  "OpenTelemetry SDK 3": { "@opentelemetry/api": "1.10.0", "@opentelemetry/sdk-node": "0.301.0" },
};

/** The ways to start metering. */
const STARTS: [words: string, args: string[]][] = [
  ["an ES module that imports tollgate/register", ["register.mjs"]],
  ["an ES module started with --import", ["--import", "tollgate/register", "plain.mjs"]],
  ["a CommonJS file that requires tollgate/register", ["register.cjs"]],
  ["a CommonJS file started with --import", ["--import", "tollgate/register", "plain.cjs"]],
  ["a CommonJS file started with --require", ["--require", "tollgate/register", "plain.cjs"]],
  [
    "an ES module with --import, an import and a require of it: both module kinds in one process",
    ["--import", "tollgate/register", "both.mjs"],
  ],
];

const directory = mkdtempSync(join(tmpdir(), "tollgate-package-"));
const appOf = (name: string) => join(directory, name.replaceAll(" ", "-"));

beforeAll(async () => {
  const tarball = await packTollgate(directory);
  await Promise.all(Object.entries(APPS).map(([name, packages]) => installApp(appOf(name), { tarball, packages })));
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** 1,000 × $0.15/M + 100 × $0.60/M = $0.00021 */
const ONE_CALL = { "gen_ai.response.id": "chatcmpl-package", "tollgate.cost.picousd": 210_000_000 };
const ONE_CALL_SEEN = { stdout: "hello\n", stderr: "", ours: [{ attributes: ONE_CALL }] };

describe.each(Object.keys(APPS))("tollgate installed into an app with %s", (name) => {
  test.for(STARTS)("meters the one call once in %s", async ([start, args], { task }) => {
    task.meta.startCell = { start, app: name };
    const { own, ...seen } = await runApp(appOf(name), args);
    expect(seen).toMatchObject(ONE_CALL_SEEN);
    // The app's own SDK exports its own span to its own place, and nothing of ours; ours belongs to the same trace.
    const traceId = seen.ours[0]?.traceId;
    expect(own).toEqual(
      name === "no OpenTelemetry" ? [] : [expect.objectContaining({ scope: "app", name: "app-work", traceId })],
    );
  });

  test.each(["public.mjs", "public.cjs"])("gives its functions to %s", async (file) => {
    const { stdout } = await run(process.execPath, [file], { cwd: appOf(name) });
    expect(stdout).toBe("function,function,function\n");
  });
});

describe("the package", () => {
  const app = appOf("no OpenTelemetry");

  beforeAll(() => {
    mkdirSync(join(app, "next"));
    for (const [file, source] of Object.entries(WAY_SOURCES)) writeFileSync(join(app, file), source);
  });

  test.for(["cjs", "esm"] as const)(
    "meters the one call once in an app that is bundled to one file (%s)",
    async (format, { task }) => {
      task.meta.startCell = { start: `an app bundled to one file by esbuild (${format})`, app: "no OpenTelemetry" };
      const kind = format === "cjs" ? "cjs" : "mjs";
      const files = { entryPoints: [join(app, `register.${kind}`)], outfile: join(app, `bundled.${kind}`) };
      await build({ ...files, format, bundle: true, platform: "node", logLevel: "silent" });
      expect(await runApp(app, [`bundled.${kind}`])).toMatchObject(ONE_CALL_SEEN);
    },
  );

  test.for(["cjs", "esm"] as const)(
    "meters the one call once in a server built as Next.js builds one (%s)",
    async (format, { task }) => {
      const start = `a bundled server that calls \`register()\`, patches \`fetch\` and loads its routes, as Next.js (${format})`;
      task.meta.startCell = { start, app: "no OpenTelemetry" };
      const kind = format === "cjs" ? "cjs" : "mjs";
      const outdir = join(app, `next-${format}`);
      await build({
        entryPoints: [join(app, "next/server.mjs")],
        outdir,
        outExtension: { ".js": `.${kind}` },
        format,
        splitting: format === "esm",
        bundle: true,
        platform: "node",
        logLevel: "silent",
      });
      expect(await runApp(app, [join(outdir, `server.${kind}`)])).toMatchObject(ONE_CALL_SEEN);
    },
  );

  test.for([
    ["a worker thread of an app started with --import", ["--import", "tollgate/register", "worker-main.mjs"]],
    ["a worker thread that imports tollgate/register", ["worker-register.mjs"]],
    ["a client built before tollgate/register, given tollgateFetch", ["early.mjs", "given"]],
  ] satisfies [string, string[]][])("meters the one call once in %s", async ([start, args], { task }) => {
    task.meta.startCell = { start, app: "no OpenTelemetry" };
    expect(await runApp(app, args)).toMatchObject(ONE_CALL_SEEN);
  });

  test("does not see a client that took its fetch before tollgate/register, which works all the same", async () => {
    expect(await runApp(app, ["early.mjs", "own"])).toMatchObject({ stdout: "hello\n", ours: [] });
  });
});
