import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { AlwaysOnSampler, BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { start } from "../instrumentation/setup.ts";
import { BudgetServer, row } from "../tests/unit/budget-server.ts";

/** Takes everything. On a thread of its own, as it is on a machine of its own in life. */
const COLLECTOR = `
  const { parentPort } = require("node:worker_threads");
  const server = require("node:http").createServer((incoming, response) => incoming.resume().on("end", () => response.end("{}")));
  server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
`;

/** Spans of others: batched, and exported to nowhere. */
export function tracingToNowhere(): TracerProvider {
  const exporter = {
    export: (_spans: unknown, done: (result: { code: number }) => void) => done({ code: 0 }),
    shutdown: () => Promise.resolve(),
  };
  return new TracerProvider({
    sampler: new AlwaysOnSampler(),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
}

export interface MeteringSetup {
  collectorUrl: string;
  /** The metered one of `bareFetch`. */
  fetch: typeof fetch;
  close(): Promise<void>;
}

/** Tollgate as it runs in life: calls are priced, asked of a budget, attributed, counted, and sent to a collector. */
export async function startMetering(bareFetch: typeof fetch, env: Record<string, string> = {}): Promise<MeteringSetup> {
  const collector = new Worker(COLLECTOR, { eval: true });
  collector.unref();
  const [port] = await once(collector, "message");
  const collectorUrl = `http://127.0.0.1:${port}`;
  const budgets = new BudgetServer(Date.parse("2026-11-22T12:00:00Z"));
  await budgets.start();
  // No call comes near: a refused one would cost less.
  const guard = await budgets.guardOf([row("all", 1_000_000_000, 0)]);
  globalThis.fetch = bareFetch;
  const handle = start({ env: { TOLLGATE_OTLP_ENDPOINT: collectorUrl, TOLLGATE_TENANT: "bench", ...env }, guard });
  if (handle === undefined) throw new Error("Metering is switched off in this environment");
  return {
    collectorUrl,
    fetch: handle.fetch,
    async close() {
      await handle.close();
      await budgets.stop();
      await collector.terminate();
    },
  };
}
