import type { Reporter, TestModule } from "vitest/node";

/** Ends a run with what was skipped and why, then the counts: a skip that nobody reads about looks like a pass. */
export class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      // A file that dies while loading has no tests to fail, but it has failed.
      if (module.state() === "failed" && module.errors().length > 0) counts.failed++;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === "passed" || result.state === "failed") counts[result.state]++;
        else {
          counts.skipped++;
          const reason = result.state === "skipped" ? result.note : undefined;
          console.log(`skipped: ${test.fullName} (${reason ?? "no reason given"})`);
        }
      }
    }
    console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  }
}
