import type { ClickHouseClient } from "@clickhouse/client";
import { readBudgetMonth } from "./read-budget-month.ts";
import {
  type ModelSums,
  REPORT_DIMENSIONS,
  type ReportData,
  type ReportDimension,
  type SpendSums,
  type Waste,
} from "./report-data.ts";
import { monthBefore, type ReportMonth, reportMonth } from "./report-month.ts";
import { type LedgerTotal, whatDiffers } from "./what-differs.ts";

export interface ReportOptions {
  /** `2026-10` */
  month: string;
  /** Whose midnights bound the month. Providers' invoices are by UTC. */
  timezone: string;
  tenant?: string;
  /** Names that a table of names has at most. @default 100000 */
  maxNames?: number;
}

/** Times that a report is read anew when calls came between its tables. */
const TRIES = 3;

const MEASURES = [
  ...[
    "calls",
    "error_calls",
    "blocked_calls",
    "unpriced_calls",
    "estimated_calls",
    "input_tokens",
    "cache_read_tokens",
  ],
  ...["cache_write_tokens", "output_tokens", "reasoning_tokens"],
];
const SUMS = [
  ...MEASURES.map((column) => `toFloat64(sum(s.${column})) AS ${column}`),
  ...["billed_usd", "cost_usd"].map((column) => `toString(sum(s.${column})) AS ${column}`),
].join(", ");
const BOUNDS = "from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')}";
const OF_TENANT = "({tenant:Nullable(String)} IS NULL OR tenant = {tenant:Nullable(String)})";
const IN_PERIOD = `hour >= toStartOfHour({from:DateTime('UTC')}) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')} AND ${OF_TENANT}`;
const DEAREST_FIRST = "ORDER BY sum(s.cost_usd) DESC, calls DESC";

// By model and tier the ledger itself is read: no rollup has both.
const MODELS = `
  SELECT provider, model, tollgate_price_tier(toString(s.tier)) AS tier, ${SUMS}, toFloat64(sum(s.cache_write_1h_tokens)) AS cache_write_1h_tokens,
    toString(sumIf(s.billed_usd, s.estimated_calls = 1)) AS estimated_usd
  FROM
  (
    SELECT *, toInt64(kind = 'call' AND status NOT IN ('ok', 'blocked')) AS error_calls, toInt64(kind = 'call' AND status = 'blocked') AS blocked_calls,
      toInt64(kind = 'call' AND (cost_status = 'estimated' OR (cost_status = 'priced' AND usage_source != 'provider'))) AS estimated_calls
    FROM tollgate.ledger_entries
    WHERE ${IN_PERIOD}
  ) AS s
  GROUP BY provider, model, tier ${DEAREST_FIRST}, provider, model, tier`;

/** Names that a table has at most: a reader may read 200,000 rows. The others are one row, so that it adds up all the same. */
const MAX_NAMES = 100_000;

const VALUES = `
  SELECT if(place <= {names:UInt32}, value, '(all others)') AS value, ${SUMS}
  FROM
  (
    SELECT *, row_number() OVER (ORDER BY cost_usd DESC, calls DESC, value) AS place
    FROM
    (
      SELECT value, ${[...MEASURES, "billed_usd", "cost_usd"].map((column) => `sum(v.${column}) AS ${column}`).join(", ")}
      FROM tollgate.spend_by_value(dimension = {dimension:String}, ${BOUNDS}) AS v WHERE ${OF_TENANT} GROUP BY value
    )
  ) AS s
  GROUP BY value ${DEAREST_FIRST}, value`;

const LEDGER = `
  SELECT toFloat64(sum(s.calls)) AS calls, toString(sum(s.billed_usd)) AS billed_usd, toString(sum(s.cost_usd)) AS cost_usd
  FROM tollgate.ledger_entries AS s WHERE ${IN_PERIOD}`;

const WASTE = `
  SELECT reason, toFloat64(sum(w.calls)) AS calls, toString(sum(w.cost_usd)) AS cost_usd FROM tollgate.wasted_spend(${BOUNDS}) AS w
  WHERE ${OF_TENANT} GROUP BY reason ORDER BY sum(w.cost_usd) DESC, reason`;

/**
 * All that a month's report says.
 *
 * @throws {Error} When its tables do not add up to the ledger, also not after further tries.
 */
export async function readReport(client: ClickHouseClient, options: ReportOptions): Promise<ReportData> {
  let differs = "";
  for (let tries = 0; tries < TRIES; tries++) {
    const { data, ledger } = await readOnce(client, options);
    differs = whatDiffers(data, ledger);
    if (differs === "") return data;
  }
  throw new Error(
    `Cannot report ${options.month}: its tables do not add up (${differs}). Calls of that month still arrive, or a rollup is wrong: see tollgate.rollup_drift`,
  );
}

async function readOnce(
  client: ClickHouseClient,
  { month: name, timezone, tenant, maxNames = MAX_NAMES }: ReportOptions,
): Promise<{ data: ReportData; ledger: LedgerTotal }> {
  const month = await reportMonth(client, name, timezone);
  const previous = await reportMonth(client, monthBefore(name), timezone);
  const read = async <Row>(query: string, { from, to }: ReportMonth, dimension?: ReportDimension): Promise<Row[]> => {
    const query_params = { from, to, tenant: tenant ?? null, dimension, names: maxNames };
    return (await client.query({ query, query_params, format: "JSONEachRow" })).json<Row>();
  };
  const [ledger] = await read<LedgerTotal>(LEDGER, month);
  const [models, previousModels] = [await read<ModelSums>(MODELS, month), await read<ModelSums>(MODELS, previous)];
  const values = {} as ReportData["values"];
  for (const dimension of REPORT_DIMENSIONS) {
    type Row = SpendSums & { value: string };
    const before = costs(await read<Row>(VALUES, previous, dimension), ({ value }) => value);
    const now = await read<Row>(VALUES, month, dimension);
    values[dimension] = now.map((row) => ({ ...row, previous_usd: before.get(row.value) ?? "0" }));
  }
  const invoiceLine = ({ provider, model, tier }: ModelSums) => JSON.stringify([provider, model, tier]);
  const before = costs(previousModels, invoiceLine);
  const data: ReportData = {
    ...{ month, previous, timezone, previousModels, values },
    ...(tenant !== undefined && { tenant }),
    models: models.map((row) => ({ ...row, previous_usd: before.get(invoiceLine(row)) ?? "0" })),
    ...(await readBudgetMonth(client, name, tenant)),
    waste: await read<Waste>(WASTE, month),
  };
  return { data, ledger: ledger ?? { calls: 0, billed_usd: "0", cost_usd: "0" } };
}

function costs<Row extends SpendSums>(rows: readonly Row[], key: (row: Row) => string): Map<string, string> {
  return new Map(rows.map((row) => [key(row), row.cost_usd]));
}
