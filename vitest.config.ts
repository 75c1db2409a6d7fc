import { defineConfig } from "vitest/config";
import { ClosingLineReporter } from "./tests/closing-line.reporter.ts";
import { MatrixReporter } from "./tests/matrix.reporter.ts";

/** unit: no engine and no collector, at most small servers and apps on loopback. contract: the engine, one for each file. pipeline: the whole stack, one for all files. */
export default defineConfig({
  test: {
    reporters: ["default", new MatrixReporter(), new ClosingLineReporter()],
    projects: [
      { test: { name: "unit", include: ["tests/unit/**/*.test.ts"], sequence: { groupOrder: 0 }, maxWorkers: 2 } },
      {
        test: {
          name: "contract",
          include: ["tests/contract/**/*.test.ts"],
          pool: "forks",
          // They wait for refreshes more than they work: three at once take half the time on two cores.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          globalSetup: ["tests/contract/ledger.setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "pipeline",
          include: ["tests/pipeline/**/*.test.ts"],
          pool: "forks",
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          globalSetup: ["tests/pipeline/stack.setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
