import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { PACKAGE_ROOT } from "../../cli/package-root.ts";
import type { PriceCheck } from "../../cli/prices/check-prices.ts";

const { home, clickhouseUrl } = inject("stack");

/** What `tollgate prices check` finds; its exit code is also 1 when other tests have made up models. */
function check(clickhousePort: string): Promise<PriceCheck> {
  const env = { ...process.env, TOLLGATE_HOME: home, TOLLGATE_PORT_CLICKHOUSE: clickhousePort };
  const args = [join(PACKAGE_ROOT, "cli/main.ts"), "prices", "check", "--json"];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (_, stdout) => resolve(JSON.parse(stdout)));
  });
}

test("tollgate prices check reads the models without a price as the stack's reader", async () => {
  const found = await check(new URL(clickhouseUrl).port);
  expect(found.ledgerProblem).toBeUndefined();
  expect(found.unpriced).toBeInstanceOf(Array);
});

test("tollgate prices check goes on when ClickHouse is away, and says so", async () => {
  const found = await check("9");
  expect(found.ledgerProblem).toMatch(/^Cannot read calls from "http:\/\/127\.0\.0\.1:9": .*ECONNREFUSED/);
  expect(found.book.rows).toBeGreaterThan(0);
});
