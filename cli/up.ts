import { Command, Option } from "commander";
import { parseDays } from "./parse-days.ts";
import type { Stack, StackMode } from "./stack/stack.ts";
import { startStack } from "./stack/start-stack.ts";
import { writeAppEnv } from "./stack/write-app-env.ts";

interface UpOptions {
  demo?: boolean;
  once?: boolean;
  days: number;
  mode: StackMode | "auto";
}

/** `tollgate up`: the pipeline in the foreground, until Ctrl-C or the end of --once. */
export function upCommand(): Command {
  return new Command("up")
    .description("start the pipeline (collector, ClickHouse, Grafana) and keep it running until Ctrl-C")
    .option("--demo", "send demo traffic through it and print what was spent")
    .option("--once", "exit when that is printed: 0 only if the ledger equals the provider's own log")
    .option("--days <n>", "days of generated history to send before the demo", parseDays, 0)
    .addOption(
      new Option("--mode <mode>", "where it runs; auto: Docker if it is there")
        .choices(["auto", "docker", "embedded"])
        .default("auto"),
    )
    .addHelpText("after", HELP)
    .action(up);
}

const HELP = `
Environment:
  TOLLGATE_HOME                state folder (default .tollgate): secrets, data, logs
  TOLLGATE_PORT_OTLP_HTTP      4318    TOLLGATE_PORT_OTLP_GRPC  4317    TOLLGATE_PORT_HEALTH  13133
  TOLLGATE_PORT_CLICKHOUSE     8123    TOLLGATE_PORT_GRAFANA    3000
  GRAFANA_HOME                 a Grafana to start when there is no Docker`;

async function up(options: UpOptions): Promise<void> {
  const interrupted = interruption();
  let stack: Stack | undefined;
  try {
    stack = await startStack({ mode: options.mode, log: console.log, signal: interrupted.signal });
    const envFile = writeAppEnv(stack.home, stack);
    console.log(whereItRuns(stack, envFile));
    if (options.demo) await Promise.race([demo(stack, options, interrupted.signal), interrupted.happened]);
    if (options.once || interrupted.signal.aborted) return;
    console.log("Running. Ctrl-C stops it; the data stays.");
    await interrupted.happened;
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
  } finally {
    if (stack !== undefined) {
      if (interrupted.signal.aborted) console.log("\nStopping ...");
      await stack.stop();
    }
    interrupted.forget();
    // Whatever the demo still had under way has nobody left to talk to.
    // With --once that is no verdict, and must not look like a good one.
    if (interrupted.signal.aborted) process.exit(options.once ? 130 : 0);
  }
}

async function demo(stack: Stack, { days, once }: UpOptions, signal: AbortSignal): Promise<void> {
  // Loaded here: the demo brings the price book and the report, and --help needs neither.
  const [{ runDemo, verifyDemo }, { printSpend }] = await Promise.all([import("./demo.ts"), import("./spend.ts")]);
  const run = await runDemo(stack, { days, signal });
  const verdict = await verifyDemo(stack, run);
  await printSpend(stack, { days: Math.max(days, 30) });
  console.log(verdict.line);
  if (once && !verdict.exact) process.exitCode = 1;
}

function whereItRuns(stack: Stack, envFile: string): string {
  const grafana =
    stack.grafanaUrl === undefined
      ? "none found. Boards and alerts need it: install Docker, or set GRAFANA_HOME. `npx tollgate spend` prints the same views"
      : `${stack.grafanaUrl} (user admin, password: GRAFANA_ADMIN_PASSWORD in ${stack.home}/secrets.env)`;
  return [
    `Tollgate is up (${stack.mode}).`,
    `  spans go to   ${stack.otlpHttpUrl} (HTTP), ${stack.otlpGrpcUrl.replace("http://", "")} (gRPC)`,
    `  ClickHouse    ${stack.clickhouseUrl}`,
    `  Grafana       ${grafana}`,
    `  in an app     node --env-file=${envFile} --import tollgate/register app.js`,
  ].join("\n");
}

/** The first Ctrl-C or SIGTERM asks for an orderly stop; a second one ends this process at once. */
function interruption() {
  const controller = new AbortController();
  const { promise: happened, resolve } = Promise.withResolvers<void>();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new Error("Interrupted"));
    resolve();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, onSignal);
  // In Docker nothing of ours would keep this process alive while it waits.
  const awake = setInterval(() => {}, 60_000);
  const forget = () => {
    clearInterval(awake);
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.removeListener(signal, onSignal);
  };
  return { signal: controller.signal, happened, forget };
}
