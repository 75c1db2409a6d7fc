import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../package-root.ts";
import { answers } from "./answers.ts";
import { childEnv } from "./child-env.ts";
import type { Ports } from "./ports.ts";
import type { Secrets } from "./secrets.ts";
import type { ChildSpec } from "./supervise.ts";

/** The process of the embedded engine: its source in the repository, its bundle in an installed package. */
const MAIN_FILES = ["clickhouse/embedded/main.ts", "dist/embedded-clickhouse.js"];

/**
 * How the embedded ClickHouse runs.
 *
 * @throws When its engine is not installed: an app that only depends on tollgate does not carry its 543 MB.
 */
export function clickhouseSpec(at: { home: string; ports: Ports; secrets: Secrets }): ChildSpec {
  const { home, ports, secrets } = at;
  const main = MAIN_FILES.map((file) => join(PACKAGE_ROOT, file)).find((file) => existsSync(file));
  if (main === undefined)
    throw new Error(`Cannot start ClickHouse: none of ${MAIN_FILES.join(", ")} in ${PACKAGE_ROOT}`);
  try {
    createRequire(main).resolve("chdb");
  } catch {
    throw new Error(
      "Cannot start ClickHouse: there is no Docker, and the embedded engine is not installed. Install Docker, or run: npm install --save-dev chdb@3.4.0",
    );
  }
  return {
    name: "clickhouse",
    command: process.execPath,
    args: [main, "--data", join(home, "clickhouse"), "--port", String(ports.clickhouse), "--stop-on-stdin-end"],
    env: childEnv({
      // Dates without a zone are UTC, as on the server image.
      TZ: "UTC",
      // One thread for each of the front's sessions (clickhouse/embedded/engine.ts); Node's default of 4 would queue them.
      UV_THREADPOOL_SIZE: "16",
      TOLLGATE_ADMIN_PASSWORD: secrets.TOLLGATE_ADMIN_PASSWORD,
      TOLLGATE_WRITER_PASSWORD: secrets.TOLLGATE_WRITER_PASSWORD,
      TOLLGATE_READER_PASSWORD: secrets.TOLLGATE_READER_PASSWORD,
      TOLLGATE_GUARD_PASSWORD: secrets.TOLLGATE_GUARD_PASSWORD,
    }),
    logFile: join(home, "logs", "clickhouse.log"),
    ready: () => answers(`http://127.0.0.1:${ports.clickhouse}/ping`),
  };
}
