import { picoUsd } from "../../cli/demo/pico-usd.ts";
import { POST_SQL } from "../../cli/prices/reprice/corrections-sql.ts";
import { beginRun } from "../../cli/prices/reprice/record-run.ts";
import { repriceCalls } from "../../cli/prices/reprice/reprice-calls.ts";
import type { RepricingOutcome, RunOptions } from "../../cli/prices/reprice/repricing-outcome.ts";
import type { RepricingScope } from "../../cli/prices/reprice/repricing-plan.ts";
import { undoRun } from "../../cli/prices/reprice/undo-run.ts";
import { UNDO_SQL } from "../../cli/prices/reprice/undo-sql.ts";
import { loadPrices } from "../../clickhouse/load-prices.ts";
import { GenAi } from "../../instrumentation/conventions.ts";
import type { EffectivePriceBook } from "../../instrumentation/pricing/overrides/effective-price-book.ts";
import type { PricedModel, PriceRow, UnitPrices } from "../../instrumentation/pricing/price-row.ts";
import { queryRows } from "./query-rows.ts";
import { ourSpan, type SpanRow } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

type BookRow = Partial<PriceRow> & { prices: UnitPrices };

/** A book of one provider: a price or several for each model. */
export function acmeBook(
  models: Record<string, UnitPrices | readonly BookRow[]>,
  provider = "acme",
): EffectivePriceBook {
  const entries = Object.entries(models).map(([model, prices]): [string, readonly BookRow[]] => [
    model,
    isRows(prices) ? prices : [{ prices }],
  ]);
  return {
    models: entries.map(([model]): PricedModel => ({ provider, model, names: [model], openEnded: [model] })),
    rows: entries.flatMap(([model, rows]) =>
      rows.map(
        (row, at): PriceRow => ({
          id: `${provider}/${model}/${at}`,
          provider,
          model,
          tier: "standard",
          validFrom: "1970-01-01",
          recordedAt: "2026-01-01T00:00:00.000Z",
          source: "test",
          readOn: "2026-01-01",
          verified: true,
          ...row,
        }),
      ),
    ),
  };
}

function isRows(prices: UnitPrices | readonly BookRow[]): prices is readonly BookRow[] {
  return Array.isArray(prices);
}

/** A ledger of acme's calls, and what re-pricing makes of it. Amounts are picodollars. */
export class RepricedLedger {
  readonly ledger: Ledger;

  constructor(ledger: Ledger) {
    this.ledger = ledger;
  }

  static async start(): Promise<RepricedLedger> {
    return new RepricedLedger(await startLedger());
  }

  /** Empties the ledger and the audit. */
  async empty(): Promise<void> {
    for (const table of ["llm_calls", "repricing_runs", "touched_hours", "otel_traces"]) {
      await this.ledger.admin.command({ query: `TRUNCATE TABLE tollgate.${table}` });
    }
  }

  async load(models: Parameters<typeof acmeBook>[0], { provider = "acme" } = {}): Promise<void> {
    await loadPrices(this.ledger.admin, acmeBook(models, provider));
  }

  async send(...spans: SpanRow[]): Promise<void> {
    await this.ledger.admin.insert({ table: "tollgate.otel_traces", values: spans, format: "JSONEachRow" });
  }

  reprice(scope: Partial<RepricingScope> = {}, options: Partial<RunOptions> = {}): Promise<RepricingOutcome> {
    return repriceCalls(this.ledger.admin, { ...OCTOBER, ...scope }, { apply: true, ...options });
  }

  undo(run: string, options: Partial<RunOptions> = {}): Promise<RepricingOutcome> {
    return undoRun(this.ledger.admin, run, { apply: true, ...options });
  }

  /** As a run over October that is killed when it comes to `until`: its row and its first entries are there. */
  async postHalf(run: string, until: string): Promise<void> {
    await beginRun(this.ledger.admin, { ...BEGUN, runId: run, mode: "apply" });
    const params = { run, provider: "", models: [], tenant: "" };
    await this.#post(POST_SQL, { ...params, chunk_to: until });
  }

  /** As taking `undone` back is when it is killed. */
  async undoHalf(undone: string, run: string, until: string): Promise<void> {
    await beginRun(this.ledger.admin, { ...BEGUN, runId: run, mode: "undo", undoes: undone });
    await this.#post(UNDO_SQL, { run, undone, chunk_to: until });
  }

  async #post(query: string, params: Record<string, unknown>): Promise<void> {
    await this.ledger.admin.command({ query, query_params: { chunk_from: "2026-10-01 00:00:00", ...params } });
  }

  /** The sums that an accountant asks for, over everything. */
  async sums(): Promise<{ calls: number; billed: bigint; corrected: bigint; unpriced: number }> {
    const [row] = await queryRows(
      this.ledger.admin,
      `SELECT countIf(kind = 'call') AS calls, sumIf(cost, kind = 'call') AS billed, sumIf(cost, kind IN ('call', 'correction')) AS corrected,
        countIf(kind = 'call' AND cost_status = 'unpriced') + sum(unpriced_delta) AS unpriced FROM tollgate.llm_calls FINAL`,
    );
    return {
      calls: Number(row?.calls),
      billed: picoUsd(row?.billed ?? ""),
      corrected: picoUsd(row?.corrected ?? ""),
      unpriced: Number(row?.unpriced),
    };
  }

  /** How many rows the ledger's table has, entries and those replaced but not yet merged away included. */
  async rows(): Promise<number> {
    const [row] = await queryRows(this.ledger.admin, "SELECT count() AS rows FROM tollgate.llm_calls");
    return Number(row?.rows);
  }

  /** The audit by run: what each posted and whether it stands. */
  async runs(): Promise<Record<string, string>> {
    const rows = await queryRows(
      this.ledger.reader,
      "SELECT run_id, concat(toString(state), ' ', toString(corrected_calls), ' ', toString(delta_usd)) AS text FROM tollgate.repricing_audit ORDER BY run_id",
    );
    return Object.fromEntries(rows.map(({ run_id, text }) => [run_id ?? "", text ?? ""]));
  }

  /** Of the corrected calls of the view, by the model's name. */
  corrected(): Promise<Record<string, string | null>[]> {
    return queryRows(
      this.ledger.reader,
      `SELECT model, billed_usd, corrected_usd, run_ids, status_then, status_now, price_id_now, is_stale FROM tollgate.corrected_calls(from = '2026-09-01 00:00:00', to = '2026-12-01 00:00:00') ORDER BY model, ts`,
    );
  }

  stale(): Promise<Record<string, string | null>[]> {
    return queryRows(
      this.ledger.reader,
      "SELECT model, run_ids, billed_usd_then, billed_usd_now, stale_usd FROM tollgate.stale_corrections(from = '2026-09-01 00:00:00', to = '2026-12-01 00:00:00')",
    );
  }
}

const NOTHING = {
  ...{ calls: 0, billed: 0n, before: 0n, delta: 0n },
  ...{ correctedCalls: 0, newlyPricedCalls: 0, unpricedCalls: 0, unknownCalls: 0 },
};
const OCTOBER = { from: "2026-10-01", to: "2026-11-01" };
const BEGUN = { scope: OCTOBER, book: "book", total: NOTHING };

/** A call of acme's `model` with 1,000 tokens in and 100 out; `picoUsd` absent: unpriced. */
export function acmeCall(
  model: string,
  billedPico: number | undefined,
  options: { at?: string; attributes?: Record<string, string>; row?: Partial<SpanRow> } = {},
): SpanRow {
  const { at = "2026-10-10T12:00:00Z", attributes = {}, row = {} } = options;
  return ourSpan(
    at,
    billedPico,
    {
      [GenAi.provider]: "acme",
      [GenAi.requestModel]: model,
      [GenAi.inputTokens]: "1000",
      [GenAi.outputTokens]: "100",
      ...attributes,
    },
    row,
  );
}
