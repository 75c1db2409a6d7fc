import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { PACKAGE_ROOT } from "../../cli/package-root.ts";
import { appEnv } from "../../cli/stack/write-app-env.ts";
import { chatAnswer } from "../unit/wire-answers.ts";
import { type LocalServer, sendJson, startServer } from "../unit/wire-metered-app.ts";
import { select, selectUntil } from "./stack-client.ts";
import { startNodeApp } from "./start-node-app.ts";

const stack = inject("stack");
const url = stack.clickhouseUrl.replace("://", `://admin:${stack.secrets.TOLLGATE_ADMIN_PASSWORD}@`);
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "tollgate-repricing-"));
// Of this test alone, because all pipeline files share one ledger and its price book.
const model = `house-${randomUUID().slice(0, 8)}`;
const service = `repricing-${randomUUID().slice(0, 8)}`;

let provider: LocalServer;
beforeAll(async () => {
  // 1,000 tokens in, 100 out.
  const usage = { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 };
  provider = await startServer((_, response) =>
    sendJson(response, chatAnswer({ id: `chatcmpl-${randomUUID()}`, model, usage })),
  );
});
afterAll(async () => {
  await provider.stop();
  // The published book again, for the files after this one.
  rmSync(join(folder, "tollgate.prices.yaml"), { force: true });
  await tollgate("migrate");
  rmSync(folder, { recursive: true });
});

/** One command as people run it, in a folder of its own. */
async function tollgate(...words: string[]): Promise<string> {
  const { TOLLGATE_PRICES: _, ...env } = process.env;
  const { stdout } = await run(process.execPath, [join(PACKAGE_ROOT, "cli/main.ts"), ...words], {
    cwd: folder,
    env: { ...env, CLICKHOUSE_URL: url },
  });
  return stdout;
}

interface Spend {
  calls: number;
  unpriced: number;
  corrected: string;
  billed: string;
}

async function spend(): Promise<Spend | undefined> {
  const [row] = await select<Spend>(
    stack,
    `SELECT toUInt32(sum(calls)) AS calls, toUInt32(sum(unpriced_calls)) AS unpriced, toString(sum(cost_usd)) AS corrected, toString(sum(billed_usd)) AS billed
     FROM tollgate.spend_by_hour WHERE tenant = '${service}'`,
  );
  return row;
}

test("a call of a model that nobody knew is metered as unpriced, and re-pricing puts it into the spend once the book knows it", async () => {
  const { TOLLGATE_BUDGET_URL: _, ...reporting } = appEnv(stack);
  const app = startNodeApp("tests/pipeline/apps/identity-app.ts", {
    args: ["chat=Hi", "chat=again"],
    env: {
      ...reporting,
      OTEL_SERVICE_NAME: service,
      TOLLGATE_TENANT: service,
      OPENAI_BASE_URL: `${provider.url}/v1`,
      TOLLGATE_HOSTS: `${new URL(provider.url).host}=openai`,
    },
  });
  expect(await app.ended).toMatchObject({ code: 0 });
  const landed = `SELECT toUInt32(count()) AS n FROM tollgate.calls WHERE service = '${service}' AND cost_status = 'unpriced'`;
  await selectUntil<{ n: number }>(stack, landed, ([row]) => row?.n === 2);
  expect(await spend()).toEqual({ calls: 2, unpriced: 2, corrected: "0", billed: "0" });

  // The price comes to the file, and from there into ClickHouse.
  const prices = `models:\n  - { provider: openai, model: ${model}, usd_per_million_tokens: { input: 3.00, output: 12.00 } }\n`;
  writeFileSync(join(folder, "tollgate.prices.yaml"), prices);
  expect(await tollgate("migrate")).toContain("loaded the price book");
  const day = (later: number) => new Date(Date.now() + later * 86_400_000).toISOString().slice(0, 10);
  const period = ["--from", day(-1), "--to", day(2), "--tenant", service];
  const dry = JSON.parse(await tollgate("prices", "reprice", ...period, "--dry-run", "--json"));
  expect(await spend()).toMatchObject({ corrected: "0", unpriced: 2 });
  // 1,000 × $3 and 100 × $12 a million are $0.0042, twice.
  expect(dry.total).toMatchObject({ calls: 2, billedUsd: "0.00", afterUsd: "0.0084", newlyPricedCalls: 2 });
  await tollgate("prices", "reprice", ...period, "--apply", "--run", service, "--reason", "new model");
  expect(await spend()).toEqual({ calls: 2, unpriced: 0, corrected: "0.0084", billed: "0" });
  expect(await tollgate("prices", "runs")).toContain(service);

  await tollgate("prices", "reprice", "--undo", service, "--apply");
  expect(await spend()).toEqual({ calls: 2, unpriced: 2, corrected: "0", billed: "0" });
});
