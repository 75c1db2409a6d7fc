import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PACKAGE_ROOT } from "../../cli/package-root.ts";
import { installApp } from "./package/install-app.ts";
import { startChatServer } from "./package/start-chat-server.ts";
import { startOtlpCatcher } from "./package/start-otlp-catcher.ts";
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
let tarball = "";

beforeAll(async () => {
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", directory], {
    cwd: PACKAGE_ROOT,
    maxBuffer: 2 ** 26,
  });
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf("[\n"))) as { filename: string }[];
  tarball = join(directory, packed?.filename ?? "");
  await Promise.all(Object.entries(APPS).map(([name, packages]) => installApp(appOf(name), { tarball, packages })));
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Runs a program that makes one call, and tells what it printed, what reached us and what the app's own SDK exported. */
async function runApp(name: string, args: string[]) {
  const [tollgate, own, provider] = await Promise.all([startOtlpCatcher(), startOtlpCatcher(), startChatServer()]);
  try {
    const { stdout, stderr } = await run(process.execPath, args, {
      cwd: appOf(name),
      env: {
        PATH: process.env.PATH,
        PROVIDER_HOST: provider.host,
        TOLLGATE_HOSTS: `${provider.host}=openai`,
        TOLLGATE_OTLP_ENDPOINT: tollgate.url,
        OTEL_EXPORTER_OTLP_ENDPOINT: own.url,
        OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
        OTEL_METRICS_EXPORTER: "none",
        OTEL_LOGS_EXPORTER: "none",
      },
    });
    const ours = tollgate.spans.filter(({ scope }) => scope === "tollgate");
    return { stdout, stderr, ours, own: own.spans };
  } finally {
    await Promise.all([tollgate.stop(), own.stop(), provider.stop()]);
  }
}

/** 1,000 × $0.15/M + 100 × $0.60/M = $0.00021 */
const ONE_CALL = { "gen_ai.response.id": "chatcmpl-package", "tollgate.cost.picousd": 210_000_000 };
const ONE_CALL_SEEN = { stdout: "hello\n", stderr: "", ours: [{ attributes: ONE_CALL }] };

describe.each(Object.keys(APPS))("tollgate installed into an app with %s", (name) => {
  test.for(STARTS)("meters the one call once in %s", async ([start, args], { task }) => {
    task.meta.startCell = { start, app: name };
    const { own, ...seen } = await runApp(name, args);
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
  const installed = join(app, "node_modules/tollgate");

  beforeAll(() => {
    mkdirSync(join(app, "next"));
    for (const [file, source] of Object.entries(WAY_SOURCES)) writeFileSync(join(app, file), source);
  });

  test("brings no other package than the OpenTelemetry API", () => {
    const packages = readdirSync(join(app, "node_modules")).filter((entry) => !entry.startsWith("."));
    expect(packages).toEqual(["@opentelemetry", "tollgate"]);
    expect(readdirSync(join(app, "node_modules/@opentelemetry"))).toEqual(["api"]);
    expect(existsSync(join(installed, "node_modules"))).toBe(false);
  });

  test("is small: a tarball below 2.5 MB, most of it tokenizers, without sources that only run in the repository", () => {
    expect(statSync(tarball).size).toBeLessThan(2_500_000);
    const sources = readdirSync(installed, { recursive: true, encoding: "utf8" }).filter((file) =>
      /(?<!\.d)\.ts$/.test(file),
    );
    expect(sources).toEqual([]);
  });

  test.for(["cjs", "esm"] as const)(
    "meters the one call once in an app that is bundled to one file (%s)",
    async (format, { task }) => {
      task.meta.startCell = { start: `an app bundled to one file by esbuild (${format})`, app: "no OpenTelemetry" };
      const kind = format === "cjs" ? "cjs" : "mjs";
      const files = { entryPoints: [join(app, `register.${kind}`)], outfile: join(app, `bundled.${kind}`) };
      await build({ ...files, format, bundle: true, platform: "node", logLevel: "silent" });
      expect(await runApp("no OpenTelemetry", [`bundled.${kind}`])).toMatchObject(ONE_CALL_SEEN);
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
      expect(await runApp("no OpenTelemetry", [join(outdir, `server.${kind}`)])).toMatchObject(ONE_CALL_SEEN);
    },
  );

  test.for([
    ["a worker thread of an app started with --import", ["--import", "tollgate/register", "worker-main.mjs"]],
    ["a worker thread that imports tollgate/register", ["worker-register.mjs"]],
    ["a client built before tollgate/register, given tollgateFetch", ["early.mjs", "given"]],
  ] satisfies [string, string[]][])("meters the one call once in %s", async ([start, args], { task }) => {
    task.meta.startCell = { start, app: "no OpenTelemetry" };
    expect(await runApp("no OpenTelemetry", args)).toMatchObject(ONE_CALL_SEEN);
  });

  test("does not see a client that took its fetch before tollgate/register, which works all the same", async () => {
    expect(await runApp("no OpenTelemetry", ["early.mjs", "own"])).toMatchObject({ stdout: "hello\n", ours: [] });
  });

  test("needs @langchain/core only for its LangChain handler", async () => {
    writeFileSync(
      join(app, "langchain.mjs"),
      'import { TollgateCallbackHandler } from "tollgate/langchain";\nconsole.log(new TollgateCallbackHandler().name);\n',
    );
    const without = await run(process.execPath, ["langchain.mjs"], { cwd: app }).catch(
      (error: { stderr: string }) => error,
    );
    expect(without.stderr).toContain("Cannot find package '@langchain/core'");
    mkdirSync(join(app, "node_modules/@langchain"));
    symlinkSync(join(PACKAGE_ROOT, "node_modules/@langchain/core"), join(app, "node_modules/@langchain/core"));
    expect((await run(process.execPath, ["langchain.mjs"], { cwd: app })).stdout).toBe("tollgate\n");
  });

  test("meters a Bedrock client that the app brings, without an AWS package of its own", async () => {
    writeFileSync(
      join(app, "bedrock.mjs"),
      'import { meterBedrock } from "tollgate/aws";\nconst added = [];\nconst client = { middlewareStack: { add: (_, { name }) => added.push(name) } };\nconsole.log(meterBedrock(client) === client, added.join());\n',
    );
    const { stdout } = await run(process.execPath, ["bedrock.mjs"], { cwd: app });
    expect(stdout).toBe("true tollgateMeter,tollgateSent\n");
  });

  test("keeps the licences of the packages bundled in it", () => {
    const licences = readFileSync(join(installed, "dist/THIRD-PARTY-LICENSES.txt"), "utf8");
    for (const name of ["commander", "cli-table3", "@clickhouse/client", "@opentelemetry/core"])
      expect(licences).toContain(`${name} `);
  });

  test("has every file that its docker-compose.yml mounts", () => {
    const compose = readFileSync(join(installed, "docker-compose.yml"), "utf8");
    const mounted = [...compose.matchAll(/\.\/([\w./-]+)/g)].map((match) => match[1] ?? "");
    expect(mounted.length).toBeGreaterThan(0);
    expect(mounted.filter((file) => !existsSync(join(installed, file)))).toEqual([]);
  });

  test.each(
    [
      [],
      ["up"],
      ["down"],
      ["demo"],
      ["spend"],
      ["budget"],
      ["budget", "set"],
      ["price"],
      ["prices", "list"],
      ["migrate"],
    ].map((words) => [words.join(" "), words]),
  )("answers npx tollgate %s --help", async (_, words) => {
    const { stdout } = await run("npx", ["--no-install", "tollgate", ...words, "--help"], { cwd: app });
    expect(stdout).toMatch(/^Usage: tollgate /);
  });

  test("has types that a strict app compiles with, its declarations checked too", async () => {
    writeFileSync(
      join(app, "typed.mts"),
      `import "tollgate/register";
import { flush, recordLlmCall, recordUsage, withAttribution, type Attribution } from "tollgate";
import { meterBedrock } from "tollgate/aws";
const who: Attribution = { agent: "a" };
const done: Promise<unknown> = flush();
// @ts-expect-error An agent is named by text.
withAttribution({ agent: 1 }, () => 1);
export const n: number = withAttribution(who, () => 1);
recordUsage({ kind: "image", provider: "azure", model: "dall-e-3", units: { "image/1024x1024/hd": 1 } });
// @ts-expect-error There is no such unit.
recordUsage({ kind: "image", provider: "azure", model: "dall-e-3", units: { picture: 1 } });
// @ts-expect-error What has no middleware stack is no client of the AWS SDK.
export const none = () => meterBedrock({});
export { done, recordLlmCall };
`,
    );
    const options = {
      strict: true,
      noEmit: true,
      module: "nodenext",
      target: "es2024",
      skipLibCheck: false,
      types: ["node"],
      typeRoots: [join(PACKAGE_ROOT, "node_modules/@types")],
    };
    writeFileSync(join(app, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["typed.mts"] }));
    await run(join(PACKAGE_ROOT, "node_modules/.bin/tsc"), ["-p", app]).catch((error: { stdout: string }) =>
      expect(error.stdout).toBe(""),
    );
  });
});
