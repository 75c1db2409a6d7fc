import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Reporter, TestCase, TestModule } from "vitest/node";
import { PACKAGE_ROOT } from "../cli/package-root.ts";
import { fillDocument } from "../docs/fill-document.ts";
import { installedVersions } from "../docs/metering/installed-versions.ts";
import { renderMatrix, type TestedCell } from "../docs/metering/render-matrix.ts";
import { renderStarts } from "../docs/metering/render-starts.ts";

const DOCUMENT = join(PACKAGE_ROOT, "docs/metering.md");
const UNIT_TESTS = join(PACKAGE_ROOT, "tests/unit");

/**
 * Holds the tables of docs/metering.md to the tests that ran: with TOLLGATE_MATRIX=write it writes them, else a table that says something
 * else fails the run. A table is left alone where its tests did not all run, or one failed.
 */
export class MatrixReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const before = readFileSync(DOCUMENT, "utf8");
    let after = before;
    try {
      after = fillDocument(before, tablesOf(modules));
    } catch (error) {
      fail((error as Error).message);
    }
    if (after === before) return;
    if (process.env.TOLLGATE_MATRIX === "write") writeFileSync(DOCUMENT, after);
    else fail('docs/metering.md is not what the tests did: run "npm run docs:matrix" and commit what it writes');
  }
}

function tablesOf(modules: readonly TestModule[]): Record<string, string> {
  const tables: Record<string, string> = {};
  const ways = modules.filter(({ moduleId }) => /\/ways-[^/]*\.test\.ts$/.test(moduleId));
  const wayFiles = readdirSync(UNIT_TESTS).filter((file) => /^ways-.*\.test\.ts$/.test(file));
  if (ways.length === wayFiles.length && ways.every(isComplete))
    tables.matrix = renderMatrix(ways.flatMap(testsOf).flatMap(cellOf), installedVersions());
  const starts = modules.filter(({ moduleId }) => moduleId.endsWith("/pipeline/package.test.ts"));
  if (starts.length > 0 && starts.every(isComplete))
    tables.starts = renderStarts(starts.flatMap(testsOf).flatMap((test) => test.meta().startCell ?? []));
  return tables;
}

/** All of it ran: nothing failed, and nothing was left out by a filter, which leaves no note. */
function isComplete(module: TestModule): boolean {
  return testsOf(module).every((test) => {
    const result = test.result();
    return result.state === "passed" || (result.state === "skipped" && result.note !== undefined);
  });
}

function testsOf(module: TestModule): TestCase[] {
  return [...module.children.allTests()];
}

function cellOf(test: TestCase): TestedCell[] {
  const { waysCell } = test.meta();
  const result = test.result();
  if (waysCell === undefined) return [];
  return [{ ...waysCell, ...(result.state === "skipped" && { pending: result.note ?? "" }) }];
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
