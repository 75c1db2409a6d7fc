import { defineConfig } from "vitest/config";
import { ClosingLineReporter } from "./tests/closing-line.reporter.ts";
import { MatrixReporter } from "./tests/matrix.reporter.ts";

/** unit: no engine and no collector, at most small servers and apps on loopback. contract: the engine, one for each file. pipeline: the whole stack, one for all files. */
export default defineConfig({
  test: {
    reporters: ["default", new MatrixReporter(), new ClosingLineReporter()],
    projects: [
      { test: { name: "unit", include: ["tests/unit/**/*.test.ts"] } },
      {
        test: {
          name: "contract",
          include: ["tests/contract/**/*.test.ts"],
          pool: "forks",
          globalSetup: ["tests/contract/ledger.setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "pipeline",
          include: ["tests/pipeline/**/*.test.ts"],
          pool: "forks",
          fileParallelism: false,
          globalSetup: ["tests/pipeline/stack.setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
