/**
 * What an insert of spans costs the engine, CPU and wall time: through Tollgate's tables, up to the ledger, and into the table that the collector's
 * exporter makes by itself, with its indexes and its view of trace ids. Median of alternating inserts into the embedded engine, one thread.
 * Run: node bench/insert.ts
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Session } from "chdb";
import { connectClickHouse } from "../clickhouse/connect-clickhouse.ts";
import { startEmbeddedClickHouse } from "../clickhouse/embedded/start-embedded-clickhouse.ts";
import { migrate } from "../clickhouse/migrate.ts";
import { EXPORTER_DEFAULT_TABLES, seededSpans } from "./insert-tables.ts";

const KINDS = ["ours", "foreign", "mixed", "no calls"] as const;
const BLOCKS: readonly (readonly [spans: number, inserts: number])[] = [
  [20_000, 7],
  [200, 21],
];
/** The exporter asks for no settings of its own; collector/collector.yaml does. */
const ARMS = {
  exporter: { table: "exporter.otel_traces", settings: "max_threads = 1" },
  tollgate: {
    table: "tollgate.otel_traces",
    settings: "max_threads = 1, optimize_on_insert = 0, query_plan_enable_optimizations = 0",
  },
} as const;

const dataDir = mkdtempSync(join(tmpdir(), "tollgate-bench-"));
await createSchema();
const session = new Session(dataDir);
try {
  const run = (sql: string) => session.query(sql, "TabSeparated");
  for (const sql of EXPORTER_DEFAULT_TABLES) run(sql);
  // What runs beside inserts, some seconds later, is not their time.
  run("SYSTEM STOP MERGES");
  const refreshed = run(
    "SELECT name FROM system.tables WHERE database = 'tollgate' AND create_table_query LIKE '% REFRESH EVERY %'",
  );
  for (const view of refreshed.split("\n").filter(Boolean)) run(`SYSTEM STOP VIEW tollgate.${view}`);
  // What an engine does by itself when it starts took up to half of the first inserts' CPU.
  await setTimeout(8_000);
  run("CREATE DATABASE spans");
  console.log("spans   block            exporter's own           through Tollgate   times as fast");
  for (const [spans, inserts] of BLOCKS) {
    for (const kind of KINDS) {
      const block = `spans.${kind.replace(" ", "_")}_${spans}`;
      run(`CREATE TABLE ${block} ENGINE = Memory AS ${seededSpans(kind, spans)}`);
      const figures = measure(run, block, inserts);
      const shown = (arm: keyof typeof ARMS) =>
        `${figures[arm].cpuMs.toFixed(0).padStart(6)} ms CPU ${figures[arm].wallMs.toFixed(0).padStart(6)} ms`;
      const ratio = (unit: "cpuMs" | "wallMs") => (figures.exporter[unit] / figures.tollgate[unit]).toFixed(2);
      console.log(
        `${String(spans).padEnd(7)} ${kind.padEnd(9)} ${shown("exporter")} ${shown("tollgate")}   ${ratio("cpuMs")} CPU, ${ratio("wallMs")} wall`,
      );
      run(`DROP TABLE ${block}`);
    }
  }
} finally {
  session.close();
  rmSync(dataDir, { recursive: true, force: true });
}

async function createSchema(): Promise<void> {
  const engine = await startEmbeddedClickHouse(dataDir);
  const client = connectClickHouse(engine.url.replace("://", `://admin:${engine.passwords.admin}@`));
  await migrate(client);
  await client.close();
  await engine.stop();
}

interface Figures {
  cpuMs: number;
  wallMs: number;
}

function measure(run: (sql: string) => unknown, block: string, inserts: number): Record<keyof typeof ARMS, Figures> {
  const times: Record<keyof typeof ARMS, Figures[]> = { exporter: [], tollgate: [] };
  for (let turn = 0; turn < inserts; turn += 1) {
    for (const arm of ["exporter", "tollgate"] as const) {
      const [start, cpu] = [performance.now(), process.cpuUsage()];
      run(`INSERT INTO ${ARMS[arm].table} SELECT * FROM ${block} SETTINGS ${ARMS[arm].settings}`);
      const { user, system } = process.cpuUsage(cpu);
      times[arm].push({ cpuMs: (user + system) / 1000, wallMs: performance.now() - start });
    }
  }
  return { exporter: medians(times.exporter), tollgate: medians(times.tollgate) };
}

function medians(times: readonly Figures[]): Figures {
  const middle = (unit: keyof Figures) =>
    times.map((figures) => figures[unit]).toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
  return { cpuMs: middle("cpuMs"), wallMs: middle("wallMs") };
}
