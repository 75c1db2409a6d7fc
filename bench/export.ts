/**
 * `tollgate export` of a seeded ledger through the embedded engine: calls a second, and the most memory that the command and the engine took.
 * A tenth of the calls first: the command's memory must not grow with their number.
 *
 *   node bench/export.ts [calls, default 1000000]
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../cli/package-root.ts";
import { connectClickHouse } from "../clickhouse/connect-clickhouse.ts";
import { startEmbeddedClickHouse } from "../clickhouse/embedded/start-embedded-clickhouse.ts";
import { migrate } from "../clickhouse/migrate.ts";
import { DAYS, generateCalls, readRates } from "./ledger/generate-calls.ts";

const CALLS = Number(process.argv[2] ?? 1_000_000);
const BATCH = 100_000;
/** The command says what it took when it ends: kilobytes and microseconds. */
const SAY_USAGE =
  "data:text/javascript,process.on('exit',()=>{const u=process.resourceUsage();console.error('peak '+u.maxRSS+' cpu '+(u.userCPUTime+u.systemCPUTime))})";

const directory = mkdtempSync(join(tmpdir(), "tollgate-bench-"));
const engine = await startEmbeddedClickHouse(join(directory, "data"));
const url = (user: "admin" | "reader") => engine.url.replace("://", `://${user}:${engine.passwords[user]}@`);
const admin = connectClickHouse(url("admin"));
try {
  await migrate(admin);
  const endsAt = Date.parse("2026-11-01T00:00:00Z") / 1000;
  const rates = (await (await admin.query({ query: readRates(endsAt), format: "TabSeparatedRaw" })).text()).trim();
  for (let from = 0; from < CALLS; from += BATCH)
    await admin.command({ query: generateCalls({ calls: CALLS, endsAt, rates }, from, Math.min(from + BATCH, CALLS)) });
  console.log(
    `${CALLS.toLocaleString("en")} calls over ${DAYS} days; engine: peak ${enginePeakMb()} MB while they were made`,
  );
  for (const format of ["csv", "jsonl"]) {
    // The last tenth of the days, then all.
    for (const days of [DAYS / 10, DAYS])
      await measure(format, new Date((endsAt - days * 86_400) * 1000), new Date(endsAt * 1000));
  }
  console.log(`engine: peak ${enginePeakMb()} MB`);
} finally {
  await admin.close();
  await engine.stop();
  rmSync(directory, { recursive: true, force: true });
}

async function measure(format: string, from: Date, to: Date): Promise<void> {
  const [startedAt, cpuBefore] = [performance.now(), engineCpuSeconds()];
  const child = spawn(
    process.execPath,
    [
      ...[
        "--import",
        SAY_USAGE,
        join(PACKAGE_ROOT, "cli/main.ts"),
        "export",
        "--url",
        url("reader"),
        "--format",
        format,
      ],
      ...["--from", from.toISOString(), "--to", to.toISOString()],
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let [lines, bytes, said] = [format === "csv" ? -1 : 0, 0, ""];
  child.stdout.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    for (const byte of chunk) if (byte === 10) lines++;
  });
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`Cannot measure the export: it ended with ${code} and said ${said}`);
  const seconds = (performance.now() - startedAt) / 1000;
  const [, peak = "0", cpu = "0"] = /peak (\d+) cpu (\d+)/.exec(said) ?? [];
  // CPU seconds beside the clock's, because the machine may do other things.
  const cpuSeconds = Number(cpu) / 1e6 + engineCpuSeconds() - cpuBefore;
  console.log(
    `${format.padEnd(5)} ${lines.toLocaleString("en").padStart(10)} calls  ${(bytes / 1e6).toFixed(0).padStart(5)} MB  ${seconds.toFixed(1).padStart(6)} s  ` +
      `${Math.round(lines / seconds)
        .toLocaleString("en")
        .padStart(8)} calls/s  CPU ${cpuSeconds.toFixed(1)} s  command: peak ${Math.round(Number(peak) / 1024)} MB`,
  );
}

/** What /proc has of the engine's process, our only other child; Linux only. */
function engineProc(file: string): string {
  const children = readdirSync("/proc/self/task").flatMap((task) =>
    readFileSync(`/proc/self/task/${task}/children`, "utf8").split(" ").filter(Boolean),
  );
  return readFileSync(`/proc/${children[0]}/${file}`, "utf8");
}

function enginePeakMb(): number {
  return Math.round(Number(/^VmHWM:\s+(\d+) kB/m.exec(engineProc("status"))?.[1]) / 1024);
}

/** In ticks of a hundredth of a second. */
function engineCpuSeconds(): number {
  const fields = engineProc("stat")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
