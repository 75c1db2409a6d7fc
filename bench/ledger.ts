/**
 * How fast the ledger answers: every view's board query over 90 days of seeded calls, one refresh of each rollup, and bytes a call on disk. On the embedded
 * engine, two threads, one session.
 *
 *   node bench/ledger.ts [calls] [--data <directory>] [--runs <number>]
 *
 * 1,000,000 calls where no number is given. A directory is kept and used again, calls and all; without one the data is thrown away.
 * 100,000,000 calls take 8 GB of disk with their rollups and an hour to make and roll up.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Session } from "chdb";
import Table from "cli-table3";
import { connectForMigration } from "../clickhouse/connect-for-migration.ts";
import { READER_SETTINGS } from "../clickhouse/embedded/reader-settings.ts";
import { startEmbeddedClickHouse } from "../clickhouse/embedded/start-embedded-clickhouse.ts";
import { migrate } from "../clickhouse/migrate.ts";
import { boardQueries } from "./ledger/board-queries.ts";
import { bytesByColumn } from "./ledger/bytes-by-column.ts";
import { DAYS, generateCalls, readRates } from "./ledger/generate-calls.ts";
import { rollUpAll, timeRefreshes } from "./ledger/roll-up-all.ts";

/** Rows of one INSERT: parts as a busy collector's would be after a merge or two, and little memory. */
const CHUNK = 1_000_000;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: "string" }, runs: { type: "string", default: "11" } },
});
const wanted = Number(positionals[0] ?? 1_000_000);
const runs = Number(options.runs);
if (!Number.isSafeInteger(wanted) || wanted < 1 || !Number.isSafeInteger(runs) || runs < 1)
  throw new Error(`Cannot run: "${positionals[0]}" calls, "${options.runs}" runs; both are whole numbers from 1 on`);

process.env.TZ = "UTC";
const dataDir = options.data ?? mkdtempSync(join(tmpdir(), "tollgate-bench-ledger-"));
const isNew = !existsSync(join(dataDir, "store"));
const engine = await startEmbeddedClickHouse(dataDir);
const client = connectForMigration(engine.url.replace("://", `://admin:${engine.passwords.admin}@`));
await migrate(client);
await client.close();
await engine.stop();

const session = new Session(dataDir);
const ask = (query: string) => String(session.query(query, "TSVRaw")).trim();
ask("SET max_threads = 2");
for (const [name, value] of Object.entries(READER_SETTINGS)) ask(`SET ${name} = ${value}`);
// Refreshes run when they are timed and not in between.
ask("SYSTEM STOP VIEWS");
if (isNew) {
  const endsAt = Math.floor(Date.now() / 1000);
  const rates = ask(readRates(endsAt));
  const startedAtMs = performance.now();
  for (let from = 0; from < wanted; from += CHUNK)
    ask(generateCalls({ calls: wanted, endsAt, rates }, from, Math.min(wanted, from + CHUNK)));
  console.log(`${wanted} calls made in ${Math.round((performance.now() - startedAtMs) / 1000)} s`);
  ask(`INSERT INTO tollgate.budgets (budget, scope, scope_value, period, limit_usd)
    SELECT concat('b', toString(number)), ['total', 'tenant', 'agent', 'user', 'project'][1 + number % 5], if(number % 5 = 0, '', '*'), ['day', 'month'][1 + number % 2], 1000 FROM numbers(10)`);
}
// Also a kept directory: a rollup may be newer than its calls.
console.log(`rolled up in ${rollUpAll(ask)}`);
const calls = Number(ask("SELECT count() FROM tollgate.calls"));
const to = ask("SELECT toString(toDateTime(max(ts), 'UTC') + 1) FROM tollgate.calls");
const from = ask(`SELECT toString(toDateTime('${to}', 'UTC') - INTERVAL ${DAYS} DAY)`);
const [oneSession = "", oneTrace = ""] = ask(
  "SELECT session, trace_id FROM tollgate.calls WHERE hour = (SELECT max(hour) FROM tollgate.calls) LIMIT 1",
).split("\t");
ask(`SET param_session = '${oneSession}'`);
ask(`SET param_trace = '${oneTrace}'`);
// Each time refreshes are timed, some calls are added.
const targetMs = calls > 20_000_000 ? 100 : 50;
console.log(`\n${calls} calls from ${from} to ${to}, ${runs} runs each, milliseconds\n`);

const table = new Table({
  head: ["view", "rows", "cpu", "least", "p50", "p95", "target", ""],
  style: { head: [], border: [] },
});
const paceBefore = selectOneMs();
for (const { view, query, readsCalls } of boardQueries(from, to)) {
  try {
    const rows = ask(`SELECT count() FROM (${query})`);
    // Of both threads. Where other programs share the machine it says more than the clock does.
    let cpuMs = Number.POSITIVE_INFINITY;
    const times = Array.from({ length: runs }, () => {
      const startedAtMs = performance.now();
      const cpuBefore = process.cpuUsage();
      session.query(query, "Native");
      const { user, system } = process.cpuUsage(cpuBefore);
      cpuMs = Math.min(cpuMs, (user + system) / 1000);
      return performance.now() - startedAtMs;
    }).sort((one, other) => one - other);
    const at = (share: number) => times[Math.max(0, Math.ceil(share * runs) - 1)] ?? Number.NaN;
    const target = readsCalls ? 150 : targetMs;
    const whole = [cpuMs, times[0] ?? Number.NaN, at(0.5), at(0.95)].map((time) => time.toFixed(0));
    table.push([view, rows, ...whole, `${target}${readsCalls ? " (calls)" : ""}`, at(0.95) <= target ? "" : "missed"]);
  } catch (error) {
    table.push([view, "", "", "", "", "", "", String((error as Error).message).slice(0, 60)]);
  }
}
console.log(table.toString());
console.log(`SELECT 1 took ${paceBefore} ms before and ${selectOneMs()} ms after: shared machines change their pace\n`);

const refreshes = new Table({
  head: ["refresh", "nothing to do, ms", "one hour, ms", "target", ""],
  style: { head: [], border: [] },
});
for (const { rollup, idleMs, hourMs } of timeRefreshes(ask))
  refreshes.push([rollup, idleMs, hourMs, 2000, hourMs <= 2000 ? "" : "missed"]);
console.log(refreshes.toString());
console.log(bytesByColumn(ask, calls));
session.close();
if (options.data === undefined) rmSync(dataDir, { recursive: true, force: true });

/** Median, to compare runs at other hours and on other machines. */
function selectOneMs(): string {
  const times = Array.from({ length: 101 }, () => {
    const startedAtMs = performance.now();
    session.query("SELECT 1", "Native");
    return performance.now() - startedAtMs;
  });
  return (times.sort((one, other) => one - other)[50] ?? Number.NaN).toFixed(2);
}
