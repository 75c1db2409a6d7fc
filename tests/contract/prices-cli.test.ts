import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { PACKAGE_ROOT } from "../../cli/package-root.ts";
import { checkPrices } from "../../cli/prices/check-prices.ts";
import { readUnpricedModels } from "../../cli/prices/read-unpriced-models.ts";
import { renderPriceCheck } from "../../cli/prices/render-price-check.ts";
import { pricesCommand } from "../../cli/prices.ts";
import type { PriceRow } from "../../instrumentation/pricing/price-row.ts";
import { insertCalls } from "./insert-calls.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

/** A folder with a price file, or without. */
function folder(yaml?: string): string {
  const cwd = mkdtempSync(join(tmpdir(), "tollgate-prices-cli-"));
  if (yaml !== undefined) writeFileSync(join(cwd, "tollgate.prices.yaml"), yaml);
  return cwd;
}
const bare = folder();

/** What a command prints, or the line with which it fails. */
async function prices(words: string, { cwd = bare }: { cwd?: string } = {}): Promise<string> {
  const lines: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  const folderOfProcess = vi.spyOn(process, "cwd").mockReturnValue(cwd);
  try {
    const command = pricesCommand();
    for (const each of command.commands) each.exitOverride().configureOutput({ writeErr: () => {} });
    await command.parseAsync(words.split(" "), { from: "user" });
    return stripVTControlCharacters(lines.join("\n"));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    log.mockRestore();
    folderOfProcess.mockRestore();
  }
}

/** One run as people start it, in a folder where no stack is. */
function runPrices(words: string, cwd: string): Promise<{ code: number; out: string; error: string }> {
  const { TOLLGATE_HOME: _, TOLLGATE_PRICES: __, FORCE_COLOR: ___, ...env } = process.env;
  const args = [join(PACKAGE_ROOT, "cli/main.ts"), "prices", ...words.split(" ")];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, env: { ...env, NO_COLOR: "1" } }, (failure, out, error) =>
      resolve({ code: failure ? Number(failure.code) : 0, out, error }),
    );
  });
}

/** A source is shown whole, so that it can be opened. */
const widest = (text: string) =>
  Math.max(...text.split("\n").map((line) => (/^ +\d* ?https?:/.test(line) ? 0 : line.length)));

describe("tollgate prices list", () => {
  test("prints the prices of a day for a million tokens, with their ids and sources, in 80 columns", async () => {
    const out = await prices("list --provider openai --tier standard --at 2025-06-10");
    expect(out).toMatch(
      /^openai \(on 2025-06-10, \$ per million tokens\)\n {2}Price +Input +Cached +Output +Source\n {2}─+\n/,
    );
    expect(out).toMatch(/\n {2}o3\/standard\/2025-06-10\S* +2\.00 +0\.50 +8\.00 +\d+\n/);
    expect(out).toMatch(/\n {2}\d+ @pydantic\/genai-prices \d/);
    expect(widest(out)).toBeLessThanOrEqual(80);
    const dayBefore = await prices("list --provider openai --tier standard --at 2025-06-09");
    expect(dayBefore).toMatch(/\n {2}o3\/standard\/1970-01-01\S* +10\.00 /);
  });

  test("gives the rows as JSON, in picodollars", async () => {
    const out = await prices("list --provider OpenAI --tier default --json");
    const rows = JSON.parse(out) as PriceRow[];
    expect(new Set(rows.map(({ provider, tier }) => `${provider} ${tier}`))).toEqual(new Set(["openai standard"]));
    expect(rows.find(({ model }) => model === "gpt-4o")?.prices).toMatchObject({
      input: 2_500_000,
      output: 10_000_000,
    });
  });

  test("of all providers fits 80 columns too", async () => {
    expect(widest(await prices("list"))).toBeLessThanOrEqual(80);
  });

  test("names what there is where nothing is found", async () => {
    expect(await prices("list --provider opnai")).toMatch(
      /^Cannot list prices: provider "opnai" is not in the price book, known are "anthropic", /,
    );
    expect(await prices("list --provider openai --tier turbo")).toMatch(
      /^Cannot list prices: there is no service tier "turbo", known are "batch", /,
    );
    expect(await prices("list --at 2026-02-30")).toContain('"2026-02-30" is not a day as 2026-01-31.');
  });

  test("shows the discounts and own models of the folder's file, in other currencies by its rates", async () => {
    const cwd = folder(`
discounts: [{ name: off-15, provider: openai, model: gpt-4o, from: 2026-01-01, percent: 15 }]
models: [{ provider: vllm, model: llama, usd_per_million_tokens: { input: 0.2, output: 0.6 } }]
currencies: { EUR: [{ from: 2026-01-01, per_usd: 0.88 }] }
`);
    const list = (words: string) => prices(`list --at 2026-02-01 --tier standard ${words}`, { cwd });
    // $2.50, $1.25 and $10 less 15 %, then at 0.88 € for $1
    expect(await list("--provider openai")).toMatch(/gpt-4o\/standard\/\S+\+off-15 +2\.125 +1\.0625 +8\.50 /);
    expect(await list("--provider openai --currency EUR")).toMatch(
      /gpt-4o\/standard\/\S+\+off-15 +1\.87 +0\.935 +7\.48 /,
    );
    expect(await list("--provider vllm")).toMatch(/llama\/standard\/1970-01-01\+own +0\.20 +– +0\.60 /);
    expect(await prices("list --at 2025-12-31 --currency EUR", { cwd })).toMatch(
      /^Cannot show prices in "EUR": no rate for 2025-12-31 in .*tollgate\.prices\.yaml, currencies there: "EUR"$/,
    );
  });

  test("refuses to show prices beside a broken file", async () => {
    const cwd = folder("discounts: [{ name: a, provider: openai, percent: 101 }]");
    expect(await runPrices("list", cwd)).toEqual({
      code: 1,
      out: "",
      error: expect.stringMatching(
        /tollgate\.prices\.yaml:1: Cannot use percent "101" of a discount: expected a number from 0 to 100\n$/,
      ),
    });
  });
});

describe("tollgate prices show", () => {
  test("prints a model's whole history, which price is current and where it is from", async () => {
    const out = await prices("show O3 --provider openai --tier standard --at 2025-06-09");
    expect(out).toMatch(
      /^openai o3 \(\$ per million tokens\)\n {2}names +o3, o3-2025-04-16\n {2}pattern +\^\(\?:o3\|o3-2025-04-16\)\$\n/,
    );
    expect(out).toMatch(/\n {2}standard since ever to 2025-06-09 {2}current\n {4}input 10\.00, /);
    expect(out).toMatch(/\n {2}standard from 2025-06-10\n {4}input 2\.00, /);
    expect(out).toMatch(/\n {4}id openai\/o3\/standard\/2025-06-10/);
  });

  test("finds a model by every way of writing it", async () => {
    for (const name of ["gpt-4o-2024-08-06", "GPT-4O", "openai/gpt-4o"]) {
      const [found] = JSON.parse(await prices(`show ${name} --provider openai --json`)) as { model: string }[];
      expect([name, found?.model]).toEqual([name, "gpt-4o"]);
    }
  });

  test("of an unknown name prints the nearest and exits with 1", async () => {
    expect(await runPrices("show gpt-4oo --provider openai", bare)).toEqual({
      code: 1,
      out: "",
      error:
        'Cannot show model "gpt-4oo": provider "openai" has no such model in the price book, nearest are "gpt-4o", "gpt-4", "gpt-4.1"\n',
    });
  });
});

describe("tollgate prices diff", () => {
  test("prints old and new prices, in $ and percent", async () => {
    const out = await prices("diff 2025-06-09 2025-06-10 --provider openai --tier standard");
    expect(out).toMatch(/\n {2}o3\n/);
    // $10 to $2 is a fall by 80 %
    expect(out).toMatch(/\n {2}standard +input +10\.00 +2\.00 +-80%\n/);
    expect(widest(await prices("diff 2024-01-01 2026-11-01"))).toBeLessThanOrEqual(80);
  });

  test("says so where nothing changed, and refuses days in the wrong order", async () => {
    expect(await prices("diff 2025-06-10 2025-06-10")).toBe("No price changes between 2025-06-10 and 2025-06-10.");
    expect(await prices("diff 2025-06-10 2025-06-09")).toBe(
      'Cannot compare prices: "2025-06-09" is before "2025-06-10", give the earlier day first',
    );
  });
});

describe("tollgate prices check", () => {
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await startLedger();
  });
  afterAll(() => ledger.stop());

  const check = (options: Partial<Parameters<typeof checkPrices>[0]> = {}) =>
    checkPrices({
      ...{ maxAgeDays: 30, nowMs: Date.now(), env: {}, cwd: bare },
      readUnpriced: () => readUnpricedModels(ledger.reader),
      ...options,
    });

  test("without a stack says so in a line, and finds nothing to do", async () => {
    const { out, code } = await runPrices("check --max-age 9999", bare);
    expect(code).toBe(0);
    expect(out).toMatch(/\nnote models in use were not checked: Cannot find a stack: /);
    expect(out).toMatch(/\nNothing to do\.\n$/);
  });

  test("lists the called models without a price, the most called first, with what is near", async () => {
    const calls = (count: number, model: string) => Array.from({ length: count }, () => ({ model }));
    const old = { model: "long-gone", at: new Date(Date.now() - 92 * 86_400_000) };
    await insertCalls(ledger.admin, [...calls(1, "my-llama"), ...calls(3, "gpt-4oo"), ...calls(2, "gpt-4o"), old]);
    const found = await check();
    expect(found.unpriced?.map(({ model, calls }) => [model, calls])).toEqual([
      ["gpt-4oo", 3],
      ["my-llama", 1],
    ]);
    expect(found.pricedNow?.map(({ model, calls }) => [model, calls])).toEqual([["gpt-4o", 2]]);
    const text = renderPriceCheck(found);
    expect(text).toContain('model "gpt-4oo" of provider "openai" is not in the price book, nearest are "gpt-4o"');
    expect(text).toMatch(/\n→ Give the models without a price one: /);
    const given = await check({
      cwd: folder("models: [{ provider: openai, model: gpt-4oo, names: [my-llama], free: true }]"),
    });
    expect([given.unpriced, given.actions]).toEqual([
      [],
      ['Run "tollgate migrate" in this folder: ClickHouse has an older book'],
    ]);
  });

  test("asks for a newer book once its newest price is older than allowed", async () => {
    const { book } = await check();
    const actionsAfter = async (days: number) =>
      (await check({ nowMs: Date.parse(book.newestReadOn) + days * 86_400_000, readUnpriced: async () => [] })).actions;
    expect(await actionsAfter(29)).toEqual([]);
    expect(await actionsAfter(30)).toEqual([]);
    expect(await actionsAfter(31)).toEqual([
      'The price book is 31 days old: install a newer tollgate, or run "npm run prices:update" in its source',
    ]);
  });

  test("names the errors of the file and what in it has no effect, and exits with 1", async () => {
    const cwd = folder("discounts: [{ name: a, provider: opnai, percent: 5 }]");
    const unknown = await runPrices("check", cwd);
    expect(unknown.code).toBe(1);
    expect(unknown.out).toMatch(
      /tollgate\.prices\.yaml:1: discount "a" has no effect: provider "opnai" is not in the price book/,
    );
    const broken = await check({ cwd: folder("free: 1\nmargins: 2\n") });
    expect(broken.file?.problems).toEqual([
      expect.stringMatching(/tollgate\.prices\.yaml:1: Cannot use free "1": expected keys with values$/),
      expect.stringMatching(/:2: Cannot use "margins": expected a list, each entry beginning with "- "$/),
    ]);
  });
});
