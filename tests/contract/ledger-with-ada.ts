import type { ClickHouseClient } from "@clickhouse/client";
import { type EraseOptions, type ErasureResult, eraseUser } from "../../cli/erase/erase-user.ts";
import type { ErasureRequest } from "../../cli/erase/prepare-erasure.ts";
import { Tollgate } from "../../instrumentation/conventions.ts";
import { ADA } from "./ada.ts";
import { type LedgerTotals, ledgerTotals } from "./ledger-totals.ts";
import { queryRows } from "./query-rows.ts";
import { refreshMeanwhile } from "./refresh-meanwhile.ts";
import { rollUp } from "./roll-up.ts";
import { utc } from "./span-row.ts";
import { spansWithAda } from "./spans-with-ada.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

const HOUR_MS = 3_600_000;
const start = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 30 * HOUR_MS;
const PERIOD = `from = toDateTime('${utc(start).slice(0, 19)}') - INTERVAL 1 DAY, to = now() + INTERVAL 1 HOUR`;

const METRIC = {
  MetricName: "llm.cost",
  ServiceName: "other",
  ResourceAttributes: { [Tollgate.tenant]: "acme" },
  TimeUnix: utc(start),
  Value: 7,
  AggregationTemporality: 2,
};

/** A ledger in which something of ada stands in every table that can have something of a user. */
export class LedgerWithAda {
  readonly ledger: Ledger;
  readonly admin: ClickHouseClient;
  readonly spans = spansWithAda(start);
  readonly request: ErasureRequest = { user: ADA.user, tenants: ["acme"] };

  constructor(ledger: Ledger) {
    this.ledger = ledger;
    this.admin = ledger.admin;
  }

  static async start(): Promise<LedgerWithAda> {
    return new LedgerWithAda(await startLedger());
  }

  read(query: string): Promise<Record<string, string | null>[]> {
    return queryRows(this.admin, query);
  }

  async insert(table: string, values: readonly object[]): Promise<void> {
    await this.admin.insert({ table: `tollgate.${table}`, values, format: "JSONEachRow" });
  }

  /** Everything anew, and in the rollups too: erasing does not have to wait for hours that are still being written. */
  async fill(): Promise<void> {
    const tables = await this.read(
      "SELECT name FROM system.tables WHERE database = 'tollgate' AND engine LIKE '%MergeTree' AND NOT match(name, '^(price|prices|settings|schema_|migration_|[.])')",
    );
    for (const { name } of tables) await this.admin.command({ query: `TRUNCATE TABLE tollgate.${name}` });
    await this.insert("otel_traces", this.spans);
    await this.insert("otel_metrics_sum", [
      { ...METRIC, Attributes: { user_id: ADA.user, model: "gpt" } },
      {
        ...METRIC,
        Attributes: { model: "gpt" },
        ...{
          "Exemplars.TraceId": [ADA.traceId],
          "Exemplars.SpanId": ["s"],
          "Exemplars.Value": [1],
          "Exemplars.TimeUnix": [utc(start)],
          "Exemplars.FilteredAttributes": [{}],
        },
      },
    ]);
    await this.insert("budgets", [
      { budget: "hers", tenant: "acme", scope: "user", scope_value: ADA.user, period: "total", limit_usd: 1 },
      { budget: "each", tenant: "acme", scope: "user", scope_value: "*", period: "total", limit_usd: 1 },
    ]);
    await rollUp(this.admin);
  }

  erase(options: Partial<EraseOptions> = {}, request: Partial<ErasureRequest> = {}): Promise<ErasureResult> {
    const erasing = eraseUser(
      this.admin,
      { ...this.request, ...request },
      { requestedBy: "test", patienceMs: 60_000, ...options },
    );
    return refreshMeanwhile(this.admin, erasing);
  }

  totals(): Promise<LedgerTotals> {
    return ledgerTotals(this.admin, PERIOD);
  }

  users(): Promise<Record<string, string | null>[]> {
    return this.read(
      `SELECT tenant, value, calls, cost_usd FROM tollgate.spend_by_value(dimension = 'user', ${PERIOD}) ORDER BY tenant, value`,
    );
  }

  /** Tables with a row of acme in which something of hers stands, in whatever column. Bytes of traces are searched as such. */
  async tablesWithHer(): Promise<string[]> {
    const texts = [ADA.user, ADA.session, ADA.hash, ADA.text, ADA.traceId].map((text) => `'${text}'`).join(", ");
    // Projections are stored beside the rows of their table and name users too.
    const tables = await this.read(
      `SELECT name, concat('tollgate.', name) AS source FROM system.tables WHERE database = 'tollgate' AND engine LIKE '%MergeTree'
       UNION ALL SELECT concat(table, ' ', name), concat('mergeTreeProjection(tollgate, ', table, ', ', name, ')') FROM system.projections WHERE database = 'tollgate'
       ORDER BY name`,
    );
    const found: string[] = [];
    for (const { name, source } of tables) {
      const [row] = await this.read(`
        SELECT count() AS rows FROM (SELECT toString(tuple(*)) AS line FROM ${source})
        WHERE position(line, 'of-beta') = 0 AND (multiSearchAnyCaseInsensitive(line, [${texts}]) OR position(line, unhex('${ADA.traceId}')) > 0)`);
      if (row?.rows !== "0") found.push(name ?? "");
    }
    return found;
  }
}
