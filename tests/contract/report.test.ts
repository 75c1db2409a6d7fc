import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { PACKAGE_ROOT } from "../../cli/package-root.ts";
import { readReport } from "../../cli/report/read-report.ts";
import { whatDiffers } from "../../cli/report/what-differs.ts";
import { seedReportLedger } from "./seed-report-ledger.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

// A report is some twenty queries, each of which a busy machine takes seconds to plan.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const run = promisify(execFile);
const directory = mkdtempSync(join(tmpdir(), "tollgate-report-"));

let ledger: Ledger;
let url: string;
beforeAll(async () => {
  ledger = await startLedger();
  url = `http://reader:${ledger.passwords.reader}@127.0.0.1:${ledger.port}`;
  await seedReportLedger(ledger.admin);
});
afterAll(async () => {
  await ledger.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function report(...words: string[]): Promise<{ text: string; csv: (name: string) => string[]; names: string[] }> {
  const out = mkdtempSync(join(directory, "r"));
  const { stdout } = await run(process.execPath, [
    join(PACKAGE_ROOT, "cli/main.ts"),
    ...["report", "--url", url, "--out", out, ...words],
  ]);
  const stem = stdout.trim().replace(/[.]md$/, "");
  return {
    text: readFileSync(`${stem}.md`, "utf8"),
    csv: (name) => readFileSync(`${stem}-${name}.csv`, "utf8").trimEnd().split("\r\n"),
    names: readdirSync(out),
  };
}

/** Cells of the row of a table that begins with these. */
function row(text: string, ...begin: string[]): string[] | undefined {
  const lines = text.split("\n").filter((line) => line.startsWith("|"));
  const cells = lines.map((line) => line.slice(2, -2).split(" | "));
  return cells.find((found) => begin.every((cell, index) => found[index] === cell))?.slice(begin.length);
}

describe("the report of October 2026", () => {
  let october: Awaited<ReturnType<typeof report>>;
  beforeAll(async () => {
    october = await report("--month", "2026-10");
  });

  test("has a line of the invoice for each model and tier, to the picodollar", () => {
    const { csv, text, names } = october;
    // gpt-5.2 standard: 1.5 + 0.000000000001 + 0.125 (failed); batch: 0.25. Claude: 2 and 0.5 estimated. The house model came without a price, one of its
    // two calls was priced later at 0.75. September: 7 at its last millisecond, of gpt-5.2 standard.
    expect(csv("models").map((line) => line.split(","))).toEqual([
      "provider,model,tier,calls,error_calls,blocked_calls,unpriced_calls,estimated_calls,input_tokens,cache_read_tokens,cache_write_tokens,output_tokens,reasoning_tokens,cache_write_1h_tokens,estimated_usd,billed_usd,cost_usd,previous_usd".split(
        ",",
      ),
      "anthropic,claude-sonnet-4-5,standard,2,0,0,0,1,30000,0,20000,1000,0,0,0.5,2.5,2.5,0".split(","),
      "openai,gpt-5.2,standard,3,1,0,0,0,1200,200,0,100,40,0,0,1.625000000001,1.625000000001,7".split(","),
      "openai,house-model-7,standard,2,0,0,1,0,0,0,0,0,0,0,0,0,0.75,0".split(","),
      "openai,gpt-5.2,batch,1,0,0,0,0,0,0,0,0,0,0,0,0.25,0.25,0".split(","),
    ]);
    expect(row(text, "**openai**")).toEqual([
      "",
      "",
      "**6**",
      "**1,000**",
      "**200**",
      "**0**",
      "**100**",
      "**$1.88**",
      "**$2.63**",
      "**$7.00**",
    ]);
    expect(row(text, "", "claude-sonnet-4-5", "standard")).toEqual([
      "2",
      "10,000",
      "0",
      "20,000",
      "1,000",
      "$2.50",
      "$2.50",
      "$0.00",
    ]);
    expect(row(text, "", "house-model-7 \\*")).toBeDefined();
    expect(text).toContain(
      "each add up to what the ledger has: $4.375000000001 as billed and $5.125000000001 as corrected, to the picodollar",
    );
    expect(names.filter((name) => name.includes("part"))).toEqual([]);
  });

  test("has the month before beside, and says loudly what is not known", () => {
    const { text } = october;
    expect(text).toContain(
      "# LLM spend in October 2026\n\nFrom 2026-10-01 00:00:00 to 2026-11-01 00:00:00 UTC, as providers' invoices are.",
    );
    expect(row(text, "**Cost**")).toEqual(["**$5.13**", "$7.00", "-26.8 %"]);
    expect(row(text, "calls")).toEqual(["8", "1", "+700.0 %"]);
    expect(text).toContain("> **The true cost is higher.** 1 of 8 calls (12.5 %) have no price");
    expect(text).toContain("openai house-model-7 (1 call)");
    expect(text).toContain("> **$0.50 of it is estimated** (11.4 % of what was billed, 1 call)");
    expect(text).toContain("> Re-pricing has changed this month by $0.75 since its calls were made.");
  });

  test("names agents, customers, projects and users, and nobody's name is markup or a formula", () => {
    const { text, csv } = october;
    expect(row(text, "writer")).toEqual(["3", "0", "1,200", "100", "$1.63", "31.7 %", "$7.00"]);
    expect(row(text, "\\<b\\>bold\\</b\\> \\| agent")).toBeDefined();
    expect(csv("agents").find((line) => line.includes("HYPERLINK"))).toMatch(/^"'=HYPERLINK\(""http:\/\/evil""\)",1,/);
    expect(csv("users").map((line) => line.split(",").slice(0, 2))).toEqual([
      ["user", "calls"],
      ["", "6"],
      ["ann", "2"],
    ]);
    expect(text).toContain("## By project\n\nNo call of this month names one.");
  });

  test("has the budgets of that month as they stood then, with the moment of each threshold", () => {
    const { text, csv } = october;
    // $5 a month: 1.625000000001 + 2 at 10:00 of the 5th is more than half of it. The fifth dollar is the correction of the call of the 20th. The limit of
    // today is another.
    expect(row(text, "october")).toEqual([
      "every call",
      "month",
      "$5.00",
      "$5.13",
      "**over** 102.5 %",
      "50 % 2026-10-05 10:00, 100 % 2026-10-20 09:00",
    ]);
    // $1.50 a day for each agent, in Berlin: there the $7 of the last millisecond of September were spent on 1 October, and 1.500000000001 on the
    // 3rd, which began at 22:00 UTC of the 2nd.
    expect(row(text, "daily", "agent writer")).toEqual([
      "day, the dearest was 2026-10-01; over on 2 days, Europe/Berlin",
      "$1.50",
      "$7.00",
      "**over** 466.7 %",
      "100 % 2026-09-30 23:59",
    ]);
    expect(csv("crossings")).toContain("daily,agent,writer,2026-10-03,100,2026-10-02 23:00:00");
    expect(text).not.toContain("| removed |");
    expect(csv("crossings")).toContain("october,total,,2026-10-01,50,2026-10-05 10:00:00");
  });

  test("tells what was paid for nothing", () => {
    const { text } = october;
    expect(row(text, "error")).toEqual(["1", "$0.13", "2.4 %"]);
  });
});

test("a tenant's report has that tenant's calls and budgets and nobody else's", async () => {
  const { text, csv } = await report("--month", "2026-10", "--tenant", "globex", "--top", "1");
  expect(text).toContain("# LLM spend of globex in October 2026");
  expect(csv("models")).toHaveLength(2);
  expect(csv("models")[1]).toContain("openai,gpt-5.2,batch,1");
  expect(
    csv("budgets")
      .slice(1)
      .map((line) => line.split(",")[0]),
  ).toEqual(["globex"]);
});

test("a month of another timezone begins at its midnight, and the report says that invoices do not", async () => {
  const { text, csv } = await report("--month", "2026-10", "--timezone", "Europe/Berlin");
  // From 22:00 UTC of 30 September: the $7 of 23:59:59.999 are in it.
  expect(text).toContain(
    "The month of Europe/Berlin: from 2026-09-30 22:00:00 to 2026-10-31 23:00:00 UTC. Providers' invoices are by UTC",
  );
  expect(csv("models")[1]).toMatch(/^openai,gpt-5.2,standard,4,.*,8.625000000001,8.625000000001,0$/);
});

test("a month that lasts still says so", async () => {
  const now = new Date().toISOString().slice(0, 7);
  expect((await report("--month", now)).text).toContain("**The month is not over: these are the figures so far.**");
});

test("a month without calls is a report too", async () => {
  const { text, csv } = await report("--month", "2026-02");
  expect(text).toContain("## Beside the invoices\n\nNo calls.");
  expect(csv("models")).toHaveLength(1);
});

test("of more names than can be read the dearest have rows, and the others one", async () => {
  const options = { month: "2026-10", timezone: "UTC", maxNames: 2 };
  const { values } = await readReport(ledger.reader, options);
  // The calls without an agent cost 0.25 + 0.75, the formula's one 0.5.
  expect(values.agent.map(({ value, calls, cost_usd }) => [value, calls, cost_usd])).toEqual([
    ["<b>bold</b> | agent", 1, "2"],
    ["writer", 3, "1.625000000001"],
    ["(all others)", 4, "1.5"],
  ]);
});

test("a report whose tables do not add up is not written", () => {
  const sums = { calls: 1, billed_usd: "1", cost_usd: "1" };
  const tables = { agent: [sums], customer: [sums], project: [sums], user: [sums] };
  type Tables = Parameters<typeof whatDiffers>[0];
  const data = (values: object) => ({ models: [sums], values }) as unknown as Tables;
  expect(whatDiffers(data(tables), sums)).toBe("");
  const short = { ...sums, cost_usd: "0.999999999999" };
  expect(whatDiffers(data({ ...tables, customer: [short] }), sums)).toBe(
    "$0.999999999999 (cost_usd) by customer, $1.00 in the ledger",
  );
  expect(whatDiffers(data({ ...tables, user: [{ ...sums, calls: 2 }] }), sums)).toBe(
    "2 calls by user, 1 in the ledger",
  );
  expect(whatDiffers(data(tables), { ...sums, billed_usd: "2" })).toBe(
    "$1.00 (billed_usd) by model, $2.00 in the ledger",
  );
});

test("what cannot be reported is one line", async () => {
  const refusal = async (...words: string[]) =>
    report(...words).then(
      () => "no error",
      (error: { code: number; stderr: string }) => `${error.code} ${error.stderr.split("\n")[0]}`,
    );
  expect(await refusal("--month", "2026-13")).toContain('"2026-13" is not a month as 2026-10.');
  expect(await refusal("--month", "2099-01")).toBe("1 Cannot report 2099-01: that month has not begun");
  expect(await refusal("--month", "2026-10", "--timezone", "Mars")).toContain("expected an IANA timezone");
  expect(await refusal("--month", "2026-10", "--out", "/dev/null/x")).toMatch(
    /^1 Cannot write the report into "\/dev\/null\/x": /,
  );
});
