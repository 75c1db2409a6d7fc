import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import type { Stack } from "../../cli/stack/stack.ts";
import { startStack } from "../../cli/stack/start-stack.ts";

/** What `inject("stack")` gives a pipeline test: where the one stack of the run is, and its secrets. */
export type PipelineStack = Pick<Stack, "home" | "otlpHttpUrl" | "otlpGrpcUrl" | "clickhouseUrl" | "secrets">;

declare module "vitest" {
  export interface ProvidedContext {
    stack: PipelineStack;
  }
}

/**
 * One embedded stack, on free ports and in a folder of its own, for all pipeline files. Without a collector or an engine
 * this throws and the run fails: a pipeline test that was skipped would look like one that passed.
 *
 * @returns How to end it.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), "tollgate-pipeline-"));
  const ports = { otlpHttp: 0, otlpGrpc: 0, clickhouse: 0, grafana: 0, health: 0 };
  const stack = await startStack({ home, mode: "embedded", ports, grafana: false, log: console.log });
  const { otlpHttpUrl, otlpGrpcUrl, clickhouseUrl, secrets } = stack;
  project.provide("stack", { home, otlpHttpUrl, otlpGrpcUrl, clickhouseUrl, secrets });
  return async () => {
    await stack.stop();
    rmSync(home, { recursive: true, force: true });
  };
}
