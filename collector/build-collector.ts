import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { CollectorCache } from "./collector-cache.ts";

const BUILDER = "go.opentelemetry.io/collector/cmd/builder@v0.161.0";

/** ocb's own log lines, said in a user's words. */
const STAGES: [pattern: RegExp, words: string][] = [
  [/Getting go modules|mod", "tidy/, "downloading modules"],
  [/Compiling/, "compiling"],
];

/**
 * Builds the collector with ocb and Go into the cache: about two minutes and 60 MB the first time on two cores.
 * Each build works in a folder of its own and puts the binary in place by one rename, so two builds at once, or one that
 * is killed, never leave half a binary.
 *
 * @param go Path of the go command.
 * @throws When the build fails; the message names ocb's log file, which is kept.
 */
export async function buildCollector(
  cache: CollectorCache,
  options: { go: string; builderFile: string; log: (line: string) => void; signal?: AbortSignal | undefined },
): Promise<void> {
  await mkdir(cache.folder, { recursive: true });
  const stage = await mkdtemp(join(cache.folder, "build-"));
  const recipe = join(stage, "builder.yaml");
  const output = join(stage, "out");
  const logFile = join(cache.folder, "build.log");
  const text = await readFile(options.builderFile, "utf8");
  await writeFile(recipe, text.replace(/^dist:$/m, `dist:\n  output_path: ${JSON.stringify(output)}`));

  options.log("Building the collector once with Go (about 2 minutes, kept in the cache) ...");
  const failed = await runBuilder(recipe, logFile, options);
  if (failed === undefined) {
    const built = join(output, "otelcol-tollgate");
    await chmod(built, 0o755);
    await rename(built, cache.binary);
  }
  await rm(stage, { recursive: true, force: true });
  if (failed !== undefined) {
    throw new Error(`Cannot build the collector with "go run ${BUILDER}": ${failed} (full log: ${logFile})`);
  }
}

/** Resolves to undefined on success, else to the last line that says why. */
function runBuilder(
  recipe: string,
  logFile: string,
  { go, log, signal }: { go: string; log: (line: string) => void; signal?: AbortSignal | undefined },
): Promise<string | undefined> {
  const startedMs = Date.now();
  const seconds = () => `${Math.round((Date.now() - startedMs) / 1000)} s`;
  const file = createWriteStream(logFile);
  // GOFLAGS and GOWORK of a developer's own Go work must not leak into this build.
  const child = spawn(go, ["run", BUILDER, "--config", recipe, "--verbose"], {
    env: { ...process.env, CGO_ENABLED: "0", GOWORK: "off", GOFLAGS: "-buildvcs=false" },
    stdio: ["ignore", "pipe", "pipe"],
    ...(signal === undefined ? {} : { signal }),
  });
  let stage = "fetching ocb";
  let lastLine = "no output";
  const ticker = setInterval(() => log(`  collector: ${stage}, ${seconds()} so far`), 20_000);
  const onLine = (line: string) => {
    file.write(`${line}\n`);
    if (line.trim() !== "") lastLine = line.slice(0, 300);
    const next = STAGES.find(([pattern]) => pattern.test(line))?.[1];
    if (next !== undefined && next !== stage) {
      stage = next;
      log(`  collector: ${stage} (${seconds()})`);
    }
  };
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", onLine);
  return new Promise((resolve) => {
    const end = (failure: string | undefined) => {
      clearInterval(ticker);
      file.end();
      if (failure === undefined) log(`  collector: built in ${seconds()}`);
      resolve(failure);
    };
    child.once("error", (error) => end(error.message));
    child.once("close", (code, signal) => end(code === 0 ? undefined : `${lastLine} [exit ${code ?? signal}]`));
  });
}
