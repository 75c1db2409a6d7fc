import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { startChatServer } from "./start-chat-server.ts";
import { startOtlpCatcher } from "./start-otlp-catcher.ts";

const run = promisify(execFile);

/** Runs a program of the app in a directory that makes one call, and tells what it printed, what reached us and what the app's own SDK exported. */
export async function runApp(app: string, args: string[]) {
  const [tollgate, own, provider] = await Promise.all([startOtlpCatcher(), startOtlpCatcher(), startChatServer()]);
  try {
    const { stdout, stderr } = await run(process.execPath, args, {
      cwd: app,
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
