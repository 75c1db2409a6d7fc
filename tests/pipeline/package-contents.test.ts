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
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PACKAGE_ROOT } from "../../cli/package-root.ts";
import { installApp } from "./package/install-app.ts";
import { packTollgate } from "./package/pack-tollgate.ts";

const run = promisify(execFile);

describe("the package", () => {
  const directory = mkdtempSync(join(tmpdir(), "tollgate-package-"));
  const app = join(directory, "app");
  const installed = join(app, "node_modules/tollgate");
  let tarball = "";

  beforeAll(async () => {
    tarball = await packTollgate(directory);
    await installApp(app, { tarball, packages: {} });
  });

  afterAll(() => rmSync(directory, { recursive: true, force: true }));

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
