import { fork } from "node:child_process";
import { join } from "node:path";
import type { DemoReport } from "../../examples/demo/app-report.ts";
import { startProviderServer } from "../../examples/demo/provider/start-provider-server.ts";
import { PACKAGE_ROOT } from "../package-root.ts";
import { appEnv } from "../stack/write-app-env.ts";
import type { DemoStack } from "./demo-stack.ts";

export const DEMO_APP = join(PACKAGE_ROOT, "examples/demo/app.ts");
/** The `service.name` of the demo's program; the ledger's rows of a run are found by it. */
export const DEMO_SERVICE = "tollgate-demo";

/**
 * Runs the demo's program as a user would run an app (a process of its own, `--import` of register) against two local
 * providers, and waits for its end.
 *
 * @param logPath the providers' own log, JSON Lines, appended
 * @throws When the program fails; its own words are on stderr.
 */
export async function runApp(
  stack: DemoStack,
  logPath: string,
  options: { seed?: string; log?: (line: string) => void; signal?: AbortSignal } = {},
): Promise<DemoReport> {
  const { seed = "demo", log = console.log, signal } = options;
  // One address each, because the hook knows a provider by its address, as it does in the world.
  const openai = await startProviderServer(logPath, { seed });
  const anthropic = await startProviderServer(logPath, { seed });
  try {
    return await forkApp(environment(stack, openai, anthropic), { log, signal });
  } finally {
    await Promise.all([openai.stop(), anthropic.stop()]);
  }
}

function environment(
  stack: DemoStack,
  openai: { host: string; url: string },
  anthropic: { host: string; url: string },
) {
  // Telemetry settings of the operator's shell are for the operator's apps.
  const own = Object.entries(process.env).filter(([name]) => !/^(OTEL_|TOLLGATE_)/.test(name));
  return {
    ...Object.fromEntries(own),
    OTEL_SERVICE_NAME: DEMO_SERVICE,
    TOLLGATE_ENVIRONMENT: "demo",
    ...appEnv(stack),
    TOLLGATE_HOSTS: `${openai.host}=openai,${anthropic.host}=anthropic`,
    OPENAI_BASE_URL: `${openai.url}/v1`,
    OPENAI_API_KEY: "demo",
    ANTHROPIC_BASE_URL: anthropic.url,
    ANTHROPIC_API_KEY: "demo",
  };
}

/** Ended with `signal`, and by itself when this process is gone: it would come back to the next stack and fill its ledger. */
function forkApp(
  env: NodeJS.ProcessEnv,
  { log, signal }: { log: (line: string) => void; signal: AbortSignal | undefined },
): Promise<DemoReport> {
  const register = join(PACKAGE_ROOT, "instrumentation/register.ts");
  const app = fork(DEMO_APP, [], {
    env,
    execArgv: ["--import", register],
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    ...(signal && { signal }),
  });
  let report: DemoReport | undefined;
  app.on("message", (message) => {
    report = message as DemoReport;
  });
  let printed = "";
  app.stdout?.setEncoding("utf8").on("data", (text: string) => {
    const lines = (printed + text).split("\n");
    printed = lines.pop() ?? "";
    for (const line of lines) log(line);
  });
  return new Promise((resolve, reject) => {
    app.once("error", reject);
    app.once("close", (code, endedBy) => {
      if (code === 0 && report) resolve(report);
      else reject(new Error(`Demo program failed: it ended with ${endedBy ?? `code ${code}`} before it reported`));
    });
  });
}
