/**
 * What loading the package adds to an app's start: `npm run build && node bench/instrumentation-import.ts [rounds]`.
 *
 * Processes of their own, one kind after the other: the OpenTelemetry SDK alone, the package behind it, the package alone, and what a
 * process needs without either.
 */
import { spawnSync } from "node:child_process";
import { percentile } from "./timings.ts";

const rounds = Number(process.argv[2] ?? 20);
const ROOT = new URL("../", import.meta.url);
const SDK = 'const { NodeSDK } = await import("@opentelemetry/sdk-node"); new NodeSDK({}).start();';
const OURS = `await import("${new URL("dist/register.js", ROOT)}");`;

const KINDS = {
  "the OpenTelemetry SDK, imported and started": { before: "", measured: SDK },
  "tollgate/register behind it": { before: SDK, measured: OURS },
  "tollgate/register alone": { before: "", measured: OURS },
};

/** Milliseconds on the clock and of CPU. */
function take({ before, measured }: { before: string; measured: string }): { wall: number; cpu: number } {
  const code = `${before}
    const begun = performance.now(), cpu = process.cpuUsage();
    ${measured}
    const took = performance.now() - begun, used = process.cpuUsage(cpu);
    console.log(JSON.stringify({ wall: took, cpu: (used.user + used.system) / 1000 }));
    process.reallyExit(0);`;
  const env = { ...process.env, TOLLGATE_OTLP_ENDPOINT: "http://127.0.0.1:9", OTEL_TRACES_EXPORTER: "none" };
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
    cwd: ROOT,
    encoding: "utf8",
    env,
  });
  if (!stdout.startsWith("{")) throw new Error(`Cannot measure the import, is dist/ built? ${stderr}`);
  return JSON.parse(stdout);
}

const taken = new Map(Object.keys(KINDS).map((name) => [name, [] as { wall: number; cpu: number }[]]));
for (let round = 0; round < rounds; round += 1)
  for (const [name, kind] of Object.entries(KINDS)) taken.get(name)?.push(take(kind));
console.log("| import | p50 ms | p10 ms | CPU p50 ms |\n|---|---|---|---|");
for (const [name, all] of taken) {
  const wall = all.map((one) => one.wall);
  const cells = [percentile(wall), percentile(wall, 0.1), percentile(all.map((one) => one.cpu))];
  console.log(`| ${name} | ${cells.map((cell) => cell.toFixed(1)).join(" | ")} |`);
}
