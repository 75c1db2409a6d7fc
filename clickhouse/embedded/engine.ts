import { mkdtempSync, rmSync } from "node:fs";
import { unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChdbResult, Session } from "chdb";
import { assertMayRead, type KnownTables } from "./assert-may-read.ts";
import { assertMayRun } from "./assert-may-run.ts";
import { ClickHouseError } from "./clickhouse-error.ts";
import type { InsertStatement } from "./parse-insert.ts";
import { quote } from "./quote.ts";
import { READER_SETTINGS } from "./reader-settings.ts";
import { SessionPool } from "./session-pool.ts";
import type { UserName } from "./users.ts";

export interface Statement {
  user: UserName;
  sql: string;
  /** What an unqualified table name belongs to. */
  database: string;
  format: string;
  /** Values of `{name:Type}` placeholders, in ClickHouse's escaped text form. */
  params: ReadonlyMap<string, string>;
  /** Per-request settings, for admin only: a server's `readonly = 1` refuses readers any, and the exporter needs none. */
  settings: ReadonlyMap<string, string>;
}

const RESULT_CAPS = [
  "SET max_execution_time = 20",
  "SET max_memory_usage = 1000000000",
  "SET result_overflow_mode = 'throw'",
];
const READ_ONLY = [
  ...RESULT_CAPS,
  "SET max_result_rows = 200000",
  ...Object.entries(READER_SETTINGS).map(([name, value]) => `SET ${name} = ${value}`),
  "SET max_result_bytes = 67108864",
  // Last: after it no setting of the session can be changed, by anyone.
  "SET readonly = 1",
];
const READ_WRITE = ["SET max_execution_time = 600", "SET max_memory_usage = 4000000000"];

/** Queries of boards differ by their times, so most are seen once; the guards' are always the same. */
const MAX_APPROVED = 500;

/** Sessions by user, in the order of their patience: the guard has its own, so that no board can make a budget check wait. */
const POOLS: Readonly<Record<UserName, { size: number; setup: readonly string[] }>> = {
  admin: { size: 3, setup: READ_WRITE },
  // As the collector asks of a server, see collector/collector.yaml.
  writer: { size: 3, setup: [...READ_WRITE, "SET optimize_on_insert = 0", "SET query_plan_enable_optimizations = 0"] },
  reader: { size: 4, setup: READ_ONLY },
  guard: { size: 2, setup: READ_ONLY },
};

/** The ClickHouse engine inside this process, one data directory. */
export class Engine {
  readonly version: string;
  readonly #pools: Readonly<Record<UserName, SessionPool>>;
  readonly #spool: string;
  #spooled = 0;
  #tables: KnownTables = { views: new Set(), others: new Set() };
  /** Statements of readers that passed every check, with the spelling that runs: boards and guards ask the same ones over and over. */
  readonly #approved = new Map<string, string>();
  readonly #databases = new WeakMap<Session, string>();

  private constructor(pools: Readonly<Record<UserName, SessionPool>>, version: string) {
    this.#pools = pools;
    this.version = version;
    this.#spool = mkdtempSync(join(spoolParent(), "tollgate-insert-"));
  }

  /** Throws code 76 when another process holds the directory. */
  static async open(dataDir: string): Promise<Engine> {
    const open = (user: UserName) => SessionPool.open(dataDir, POOLS[user].size, POOLS[user].setup);
    const admin = await open("admin");
    const pools = { admin, writer: await open("writer"), reader: await open("reader"), guard: await open("guard") };
    const version = await admin.use((session) => session.queryAsync("SELECT version()", { format: "TSV" }));
    return new Engine(pools, version.text().trim());
  }

  async run(statement: Statement): Promise<ChdbResult> {
    const { user, sql, database } = statement;
    return this.#pools[user].use(async (session) => {
      const key = `${user} ${database} ${sql}`;
      const canonical = this.#approved.get(key) ?? (await singleStatement(session, sql));
      const bare = canonical.replace(/ FORMAT \w+$/, "");
      assertMayRun(user, bare);
      // Over HTTP each request is a session of its own, so these mean nothing; here they would change another's request.
      if (/^(SET|USE) /.test(bare)) return query(session, "SELECT 1 WHERE 0", "TSV");
      await this.#useDatabase(session, database);
      await setParams(session, canonical, statement.params);
      if (user !== "reader" && user !== "guard") {
        const wanted = user === "admin" ? statement.settings : new Map<string, string>();
        return withSettings(session, wanted, () => query(session, sql, statement.format));
      }
      if (!this.#approved.has(key)) {
        await this.#assertMayRead(session, statement, bare);
        this.#approve(key, canonical);
      }
      return query(session, canonical, statement.format);
    });
  }

  /**
   * @param rows the request's body; written to memory-backed storage first, because rows inside a statement are cut at the
   * first blank line and the rest is run as SQL
   */
  async insert(statement: Statement, insert: InsertStatement, rows: Buffer): Promise<ChdbResult> {
    const file = join(this.#spool, String(this.#spooled++));
    const inline = insert.inlineRows === "" ? rows : Buffer.concat([Buffer.from(insert.inlineRows), rows]);
    await writeFile(file, inline, { mode: 0o600 });
    const settings = ["use_structure_from_insertion_table_in_table_functions = 1", insert.settings].filter(Boolean);
    const sql =
      `INSERT INTO ${insert.table} ${insert.columns} SETTINGS ${settings.join(", ")} ` +
      `SELECT * FROM file(${quote(file)}, ${quote(insert.format)})`;
    try {
      return await this.#pools[statement.user].use(async (session) => {
        await this.#useDatabase(session, statement.database);
        const wanted = statement.user === "admin" ? statement.settings : new Map<string, string>();
        return withSettings(session, wanted, () => query(session, sql, "TSV"));
      });
    } finally {
      await unlink(file);
    }
  }

  close(): void {
    for (const pool of Object.values(this.#pools)) pool.close();
    rmSync(this.#spool, { recursive: true, force: true });
  }

  async #assertMayRead(session: Session, statement: Statement, canonical: string): Promise<void> {
    if (!/^\(*(SELECT|WITH)\b/.test(canonical)) return;
    // In brackets a FORMAT is a syntax error; at the end it would be the format of the AST, and `FORMAT Null` an AST without tables.
    const ast = (await query(session, `EXPLAIN AST SELECT * FROM (${canonical})`, "TSVRaw")).text();
    const checked = { sql: canonical, ast, database: statement.database };
    const check = () => assertMayRead(statement.user, checked, this.#tables);
    try {
      check();
    } catch {
      // The list may be older than the newest migration: read it again once, then the answer stands.
      this.#tables = await this.#readTables();
      check();
    }
  }

  #approve(key: string, canonical: string): void {
    if (this.#approved.size >= MAX_APPROVED) this.#approved.delete(this.#approved.keys().next().value ?? "");
    this.#approved.set(key, canonical);
  }

  async #useDatabase(session: Session, database: string): Promise<void> {
    if (this.#databases.get(session) === database) return;
    await query(session, `USE \`${database.replaceAll(/[\\`]/g, "\\$&")}\``, "TSV");
    this.#databases.set(session, database);
  }

  async #readTables(): Promise<KnownTables> {
    const sql = "SELECT concat(database, '.', name), engine = 'View' FROM system.tables WHERE database = 'tollgate'";
    const result = await this.#pools.admin.use((session) => query(session, sql, "TSV"));
    const rows = result
      .text()
      .trim()
      .split("\n")
      .map((line) => line.split("\t"));
    const named = (isView: string) => new Set(rows.filter((row) => row[1] === isView).map((row) => row[0] ?? ""));
    return { views: named("1"), others: named("0") };
  }
}

/** The engine's own one-line spelling. Throws code 62 for a syntax error and for more than one statement, as a server does. */
async function singleStatement(session: Session, sql: string): Promise<string> {
  const result = await query(session, `SELECT formatQuerySingleLine(${quote(sql)})`, "TSVRaw");
  return result.text().trim();
}

/**
 * Throws code 456 for a placeholder without a value: the session may still have one from another's request. A Nullable one is NULL
 * then, as on a server.
 */
async function setParams(session: Session, canonical: string, given: ReadonlyMap<string, string>): Promise<void> {
  // In a view's definition they are the view's own parameters.
  const placeholders = canonical.startsWith("CREATE ") ? "" : canonical;
  const params = new Map(given);
  for (const [, name = "", nullable] of placeholders.matchAll(/\{(\w+):\s*(Nullable\()?/g)) {
    if (params.has(name)) continue;
    if (nullable === undefined)
      throw new ClickHouseError(456, "UNKNOWN_QUERY_PARAMETER", `Substitution \`${name}\` is not set`);
    params.set(name, "\\N");
  }
  for (const [name, value] of params) await query(session, `SET param_${name} = ${quote(value)}`, "TSV");
}

/** Sets what the request asks for and puts the defaults back, because the next request on this session is another's. */
async function withSettings<T>(
  session: Session,
  settings: ReadonlyMap<string, string>,
  work: () => Promise<T>,
): Promise<T> {
  const set: string[] = [];
  try {
    for (const [name, value] of settings) {
      await query(session, `SET ${name} = ${quote(value)}`, "TSV");
      set.push(name);
    }
    return await work();
  } finally {
    for (const name of set) await query(session, `SET ${name} = DEFAULT`, "TSV");
  }
}

async function query(session: Session, sql: string, format: string): Promise<ChdbResult> {
  try {
    return await session.queryAsync(sql, { format });
  } catch (error) {
    throw ClickHouseError.from(error);
  }
}

/** Memory where there is some; a plain temporary directory elsewhere (macOS has no /dev/shm). */
function spoolParent(): string {
  try {
    rmSync(mkdtempSync("/dev/shm/tollgate-probe-"), { recursive: true });
    return "/dev/shm";
  } catch {
    return tmpdir();
  }
}
