import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { pricesCommand } from "../../cli/prices.ts";
import { loadPrices } from "../../clickhouse/load-prices.ts";
import { fillDocument } from "../../docs/fill-document.ts";
import { GenAi } from "../../instrumentation/conventions.ts";
import { effectivePriceBook } from "../../instrumentation/pricing/overrides/effective-price-book.ts";
import { acmeCall } from "./repriced-ledger.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

// A test is some ten statements that take the engine half a second of planning each.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const path = new URL("../../docs/repricing.md", import.meta.url);
const document = readFileSync(path, "utf8");
const cwd = mkdtempSync(join(tmpdir(), "tollgate-reprice-cli-"));

let ledger: Ledger;
let url: string;
beforeAll(async () => {
  ledger = await startLedger();
  url = `http://admin:${ledger.passwords.admin}@127.0.0.1:${ledger.port}`;
  const spent = (input: number, output: number) => ({
    [GenAi.inputTokens]: String(input),
    [GenAi.outputTokens]: String(output),
  });
  const values = [
    ...Array.from({ length: 4 }, () => acmeCall("acme-large", 450_000_000_000, { attributes: spent(100_000, 10_000) })),
    ...Array.from({ length: 3 }, () => acmeCall("acme-small", undefined, { attributes: spent(200_000, 20_000) })),
    acmeCall("acme-embed", 20_000_000_000, { attributes: spent(1_000_000, 0) }),
  ];
  await ledger.admin.insert({ table: "tollgate.otel_traces", values, format: "JSONEachRow" });
  // The file is the one of the page.
  writeFileSync(join(cwd, "tollgate.prices.yaml"), /```yaml\n(.*?)```/s.exec(document)?.[1] ?? "");
  await loadPrices(ledger.admin, effectivePriceBook({ cwd, env: {} }));
});
afterAll(async () => {
  await ledger.stop();
  rmSync(cwd, { recursive: true, force: true });
});

/** What `tollgate prices …` prints, or the line with which it fails. Words with a space stand in quotes. */
async function prices(words: string, folder = cwd): Promise<string> {
  const lines: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  const here = vi.spyOn(process, "cwd").mockReturnValue(folder);
  try {
    const command = pricesCommand();
    for (const each of command.commands) each.exitOverride().configureOutput({ writeErr: () => {} });
    const parts = [...words.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
    await command.parseAsync([...parts, "--url", url], { from: "user" });
    return stripVTControlCharacters(lines.join("\n"));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    log.mockRestore();
    here.mockRestore();
  }
}

const OCTOBER = "--from 2026-10-01 --to 2026-11-01";

test("docs/repricing.md has what the commands of its example print: TOLLGATE_REPRICING=write writes it", async () => {
  const sections: string[] = [];
  const run = async (words: string) => {
    const out = await prices(words);
    // Who and when differ from run to run.
    const steady = out
      .replace(/by \S+@?\S* · /g, "by ada@finance · ")
      .replace(/\d{4}-\d\d-\d\d \d\d:\d\d(?= )/g, "2026-11-23 10:15");
    expect(Math.max(...steady.split("\n").map((line) => line.length))).toBeLessThanOrEqual(110);
    sections.push("```console", `$ tollgate prices ${words}`, steady, "```", "");
    return out;
  };
  const dry = await run(`reprice ${OCTOBER} --dry-run`);
  expect(dry).toMatch(/acme-large +4 +\$1\.800000 +\$1\.480000 +-\$0\.320000 +0\n/);
  expect(dry).toMatch(/acme-small +3 +no price +\$0\.420000 +\+\$0\.420000 +3\n/);
  expect(dry).toMatch(/Total +8 +\$1\.820000 +\$1\.920000 +\+\$0\.100000 +3\n/);
  const applied = await run(`reprice ${OCTOBER} --apply --run acme-contract --reason "contract of 12 November"`);
  expect(applied).toContain("Run acme-contract: posted 7 entries");
  await run("runs");
  await run("reprice --undo acme-contract --dry-run");
  const before = readFileSync(path, "utf8");
  const after = fillDocument(before, { example: sections.join("\n").trimEnd() });
  if (process.env.TOLLGATE_REPRICING === "write") writeFileSync(path, after);
  else expect(before).toBe(after);
});

describe("afterwards", () => {
  test("--json has each amount with all its decimals", async () => {
    const again = JSON.parse(await prices(`reprice ${OCTOBER} --dry-run --json`));
    expect(again).toMatchObject({
      state: "planned",
      total: { calls: 8, billedUsd: "1.82", beforeUsd: "1.92", afterUsd: "1.92", deltaUsd: "0.00", correctedCalls: 0 },
    });
    const small = JSON.parse(await prices(`reprice ${OCTOBER} --model acme-small --dry-run --json`));
    expect(small.models).toEqual([
      {
        ...{ provider: "acme", model: "acme-small", calls: 3, billedUsd: "0.00", beforeUsd: "0.42", afterUsd: "0.42" },
        ...{ deltaUsd: "0.00", correctedCalls: 0, newlyPricedCalls: 0, unpricedCalls: 0, unknownCalls: 0 },
      },
    ]);
    expect(JSON.parse(await prices("runs --json"))).toMatchObject([
      {
        runId: "acme-contract",
        state: "done",
        deltaUsd: "0.1",
        newlyPricedCalls: 3,
        reason: "contract of 12 November",
      },
    ]);
  });

  test("the same run and a new one have nothing to do", async () => {
    expect(await prices(`reprice ${OCTOBER} --apply --run acme-contract`)).toMatch(
      /^Run acme-contract of \d{4}-\d\d-\d\d \d\d:\d\d was done already, with 7 entries: nothing is changed/,
    );
    expect(await prices(`reprice ${OCTOBER} --apply`)).toMatch(/Nothing to correct$/);
    expect(await prices("reprice --from 2026-09-01 --to 2026-09-02 --dry-run")).toBe(
      "No calls there: nothing to correct",
    );
  });

  test("it says when the folder has another book than ClickHouse", async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "tollgate-reprice-bare-"));
    expect(await prices(`reprice ${OCTOBER} --dry-run`, elsewhere)).toMatch(
      /ClickHouse has another price book than this folder: "tollgate migrate" loads this one$/,
    );
    rmSync(elsewhere, { recursive: true });
  });

  test("the run is taken back, and the list says so", async () => {
    expect(await prices("reprice --undo acme-contract --apply --run back")).toMatch(/Run back: posted 7 entries$/);
    const runs = await prices("runs");
    expect(runs).toMatch(/acme-contract .* undone by back\n/);
    expect(runs).toContain("takes back acme-contract");
  });
});

test.each([
  [`reprice ${OCTOBER}`, "Cannot reprice: say --dry-run to see what would change, or --apply to post it"],
  [`reprice ${OCTOBER} --dry-run --apply`, "error: option '--dry-run' cannot be used with option '--apply'"],
  ["reprice --from 2026-10-01 --dry-run", "Cannot reprice: give --from and --to, days in UTC as in"],
  [
    "reprice --from 2026-10-02 --to 2026-10-02 --dry-run",
    'Cannot reprice: --to "2026-10-02" has to be after --from "2026-10-02"',
  ],
  ["reprice --from 2026-10-32 --to 2026-11-01 --dry-run", '"2026-10-32" is not a day as 2026-01-31.'],
  [
    "reprice --undo acme-contract --from 2026-10-01 --dry-run",
    "error: option '--undo <run>' cannot be used with option '--from <day>'",
  ],
  [
    "reprice --undo acme-contract --model acme-small --dry-run",
    "Cannot undo calls of one model: a run is taken back as a whole",
  ],
  ["reprice --undo nobody --dry-run", 'Cannot undo run "nobody": there is none of that id, see "tollgate prices runs"'],
  [`reprice ${OCTOBER} --apply --run "x' OR '1'='1"`, "expected 1 to 64 letters, digits, dots, dashes or underscores"],
  [
    `reprice --undo "x'); DROP TABLE tollgate.llm_calls --" --apply`,
    "expected 1 to 64 letters, digits, dots, dashes or underscores",
  ],
])("prices %s fails with one line that says what to do", async (words, message) => {
  expect(await prices(words)).toContain(message);
});

test("a schema from before there were corrections and a ClickHouse that is away are told in one line", async () => {
  const right = url;
  url = "http://admin:x@127.0.0.1:9";
  expect(await prices("runs")).toMatch(
    /^Cannot reprice at "127\.0\.0\.1:9": .*ECONNREFUSED.*\. Is the stack up \(npm start\)\?$/,
  );
  url = right;
  await ledger.admin.command({ query: "RENAME TABLE tollgate.repricing_audit TO tollgate.gone" });
  expect(await prices("runs")).toMatch(/^Cannot reprice at .*Run "tollgate migrate" first$/);
});
