import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exportCalls } from "../../cli/export/export-calls.ts";
import { planPages } from "../../cli/export/plan-pages.ts";
import { writeExport } from "../../cli/export/write-export.ts";
import { PACKAGE_ROOT } from "../../cli/package-root.ts";
import { connectClickHouse } from "../../clickhouse/connect-clickhouse.ts";
import { GenAi, Tollgate } from "../../instrumentation/conventions.ts";
import { ourSpan } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

const run = promisify(execFile);
const MAIN = join(PACKAGE_ROOT, "cli/main.ts");
const directory = mkdtempSync(join(tmpdir(), "tollgate-export-"));

let ledger: Ledger;
let url: string;
beforeAll(async () => {
  ledger = await startLedger();
  url = `http://reader:${ledger.passwords.reader}@127.0.0.1:${ledger.port}`;
  // 1 October: 40 calls, a minute apart, of 1, 2 … 40 picodollars and ten dollars each; every fourth is of globex. One at midnight of the 2nd.
  const first = Date.parse("2026-10-01T10:30:00Z");
  const calls = Array.from({ length: 40 }, (_, n) =>
    ourSpan(first + n * 60_000, 10_000_000_000_001n + BigInt(n), {
      [GenAi.agentName]: `agent "${n}", the ${n}th`,
      [Tollgate.tenant]: n % 4 === 0 ? "globex" : "acme",
    }),
  );
  const values = [
    ...calls.reverse(),
    ourSpan("2026-10-02T00:00:00Z", 7),
    ourSpan("2026-10-01T23:59:59.999Z", undefined),
  ];
  await ledger.admin.insert({ table: "tollgate.otel_traces", values, format: "JSONEachRow" });
});
afterAll(async () => {
  await ledger.stop();
  rmSync(directory, { recursive: true, force: true });
});

const OCTOBER_1 = { from: new Date("2026-10-01"), to: new Date("2026-10-02") };
const text = async (pieces: AsyncGenerator<Buffer>) => Buffer.concat(await Readable.from(pieces).toArray()).toString();
const tollgate = (...words: string[]) => run(process.execPath, [MAIN, "export", "--url", url, ...words]);
const OF_OCTOBER_1 = ["--from", "2026-10-01", "--to", "2026-10-02"];

describe("an export", () => {
  test("has each call of the period once, in order of time, with every digit of its cost", async () => {
    const { stdout } = await tollgate(...OF_OCTOBER_1, "--format", "jsonl");
    const rows = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows).toHaveLength(41);
    expect(rows.slice(0, 40).map((row) => row.cost_usd)).toEqual(
      Array.from({ length: 40 }, (_, n) => `10.${`${n + 1}`.padStart(12, "0").replace(/0+$/, "")}`),
    );
    expect(rows[0]).toMatchObject({
      ts: "2026-10-01 10:30:00.000",
      agent: 'agent "0", the 0th',
      time_to_first_chunk_ms: null,
    });
    expect(rows[40]).toMatchObject({ ts: "2026-10-01 23:59:59.999", cost_usd: "0", cost_status: "unpriced" });
    expect(rows[0]?.call_id).toMatch(/^\d+$/);
  });

  test("is CSV with a head, of the columns and the tenant that were asked for", async () => {
    const { stdout } = await tollgate(
      ...OF_OCTOBER_1,
      ...["--tenant", "globex", "--columns", "cost_usd, agent,time_to_first_chunk_ms", "--format", "csv"],
    );
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(11);
    expect(lines.slice(0, 2)).toEqual([
      "cost_usd,agent,time_to_first_chunk_ms",
      '"10.000000000001","agent ""0"", the 0th",""',
    ]);
  });

  test("has a call's cost as corrected by re-pricing, and beside it what it was billed", async () => {
    const call = "hour, ts, tenant, model, session";
    await ledger.admin.command({
      query: `INSERT INTO tollgate.llm_calls (${call}, call_id, rank, kind, run_id, corrects, unpriced_delta, cost)
        SELECT ${call}, cityHash64(call_id, run), 30, 'correction', run, call_id, 0, toDecimal64(usd, 12) FROM tollgate.calls
        ARRAY JOIN ['first', 'second'] AS run, ['2.000000000001', '-0.5'] AS usd WHERE ts = '2026-10-02 00:00:00.000'`,
    });
    const { stdout } = await tollgate(
      "--from",
      "2026-10-02",
      "--to",
      "2026-10-03",
      ...["--format", "csv"],
      "--columns",
      "cost_usd,billed_usd",
    );
    expect(stdout).toBe('cost_usd,billed_usd\n"1.500000000008","0.000000000007"\n');
  });

  test("without calls is a head in CSV and nothing in JSON", async () => {
    const empty = ["--from", "2020-01-01", "--to", "2020-01-02", "--columns", "ts"];
    expect((await tollgate(...empty, "--format", "csv")).stdout).toBe("ts\n");
    expect((await tollgate(...empty, "--format", "jsonl")).stdout).toBe("");
  });

  test("reads in pages that follow on each other, also inside an hour, and says how far it is", async () => {
    const whole = await text(exportCalls(ledger.reader, { ...OCTOBER_1, format: "jsonl" }));
    for (const pageCalls of [7, 30, 31]) {
      const pages = await planPages(ledger.reader, OCTOBER_1, pageCalls);
      expect(Math.max(...pages.map(({ calls }) => calls))).toBeLessThanOrEqual(pageCalls);
      const told: number[][] = [];
      const onProgress = (...numbers: [number, number]) => told.push(numbers);
      const paged = await text(exportCalls(ledger.reader, { ...OCTOBER_1, format: "jsonl", pageCalls, onProgress }));
      expect([pageCalls, paged === whole]).toEqual([pageCalls, true]);
      expect([told[0], told.at(-1)]).toEqual([
        [0, 41],
        [41, 41],
      ]);
    }
  });

  test("goes into a file, compressed when it is named so", async () => {
    const [plain, packed] = [join(directory, "calls.csv"), join(directory, "calls.csv.gz")];
    await tollgate(...OF_OCTOBER_1, "--format", "csv", "--out", plain);
    await tollgate(...OF_OCTOBER_1, "--format", "csv", "--out", packed);
    expect(gunzipSync(readFileSync(packed)).toString()).toBe(readFileSync(plain, "utf8"));
    expect(readFileSync(plain, "utf8").split("\n")).toHaveLength(43);
  });

  test("ends quietly when nobody reads on, as before head", async () => {
    const child = spawn(process.execPath, [MAIN, "export", ...OF_OCTOBER_1, "--format", "csv", "--url", url]);
    child.stdout.destroy();
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    const code = await new Promise((resolve) => child.once("exit", resolve));
    expect([code, said]).toEqual([0, ""]);
  });
});

describe("an export that fails", () => {
  /** Forwards to the engine, but breaks the answer to the third page in the way that `how` says. */
  async function breaking(how: "error" | "cut") {
    let pages = 0;
    const server = createServer((incoming, answer) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        const isThird = Buffer.concat(chunks).includes("ORDER BY c.ts, c.tenant") && ++pages === 3;
        if (isThird && how === "error") {
          answer.writeHead(500, { "x-clickhouse-exception-code": "241" });
          answer.end("Code: 241. DB::Exception: memory limit exceeded (MEMORY_LIMIT_EXCEEDED)");
          return;
        }
        const onward = request(
          { port: ledger.port, path: incoming.url, method: incoming.method, headers: incoming.headers },
          (reply) => {
            answer.writeHead(reply.statusCode ?? 0, reply.headers);
            if (!isThird) return void reply.pipe(answer);
            reply.once("data", (chunk: Buffer) => answer.write(chunk.subarray(0, 10), () => answer.destroy()));
          },
        );
        onward.end(Buffer.concat(chunks));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const client = connectClickHouse(`http://reader:${ledger.passwords.reader}@127.0.0.1:${port}`);
    return { client, stop: () => Promise.all([client.close(), new Promise((resolve) => server.close(resolve))]) };
  }

  test.each(["error", "cut"] as const)("half-way (%s) leaves no file, not even a part", async (how) => {
    const { client, stop } = await breaking(how);
    const file = join(directory, `${how}.csv`);
    const before = readdirSync(directory);
    const pieces = exportCalls(client, { ...OCTOBER_1, format: "csv", pageCalls: 10 });
    await expect(writeExport(pieces, file)).rejects.toThrow(how === "error" ? /memory limit/ : /./);
    expect(readdirSync(directory)).toEqual(before);
    await stop();
  });

  const refusal = async (...words: string[]) => {
    const { code, stderr } = await tollgate(...words).then(
      () => ({ code: 0, stderr: "" }),
      (error: { code: number; stderr: string }) => error,
    );
    return `${code} ${stderr.split("\n")[0]}`;
  };

  test("says in one line what to change", async () => {
    const csv = ["--format", "csv"];
    expect(await refusal("--from", "2026-10-02", "--to", "2026-10-02", ...csv)).toBe(
      "1 Cannot export calls: --to 2026-10-02T00:00:00.000Z is not after --from 2026-10-02T00:00:00.000Z",
    );
    expect(await refusal("--from", "2026-04-31", "--to", "2026-10-02", ...csv)).toContain(
      '"2026-04-31" is no day as 2026-10-01 and no moment as 2026-10-01T12:00:00Z.',
    );
    expect(await refusal(...OF_OCTOBER_1, ...csv, "--columns", "ts,prize")).toMatch(
      /^1 Cannot export column "prize": there are agent, billed_usd, .*, workflow$/,
    );
    expect(await refusal(...OF_OCTOBER_1, "--format", "xlsx")).toContain("Allowed choices are csv, jsonl");
    expect(await refusal(...OF_OCTOBER_1, ...csv, "--out", join(directory, "no/such/place.csv"))).toMatch(
      /^1 Cannot write ".*place[.]csv": ENOENT/,
    );
    expect(await refusal(...OF_OCTOBER_1, ...csv, "--url", "http://reader:x@127.0.0.1:1")).toBe(
      '1 Cannot export calls from "127.0.0.1:1": connect ECONNREFUSED 127.0.0.1:1. Is the stack up (npm start)?',
    );
    expect(await refusal(...OF_OCTOBER_1, ...csv, "--url", `http://reader:x@127.0.0.1:${ledger.port}`)).toMatch(
      /^1 Cannot export calls from "127.0.0.1:\d+": reader: Authentication failed/,
    );
  });
});
