import { picoUsd } from "../demo/pico-usd.ts";
import { usdOfPico } from "../usd-of-pico.ts";
import { REPORT_DIMENSIONS, type ReportData } from "./report-data.ts";
import { sumUsd } from "./sum-usd.ts";

/** What the ledger itself has of a period. */
export interface LedgerTotal {
  calls: number;
  billed_usd: string;
  cost_usd: string;
}

/**
 * Whether each table of a report adds up to what the ledger has, to the picodollar and the call.
 *
 * @returns what differs, '' when nothing does. The tables are read one after the other, so calls that arrive meanwhile are in some only
 */
export function whatDiffers({ models, values }: Pick<ReportData, "models" | "values">, ledger: LedgerTotal): string {
  const tables = [{ name: "model", rows: models }, ...REPORT_DIMENSIONS.map((name) => ({ name, rows: values[name] }))];
  for (const { name, rows } of tables) {
    const calls = rows.reduce((sum, row) => sum + row.calls, 0);
    if (calls !== ledger.calls) return `${calls} calls by ${name}, ${ledger.calls} in the ledger`;
    for (const column of ["billed_usd", "cost_usd"] as const) {
      const [here, there] = [sumUsd(rows, column), picoUsd(ledger[column])];
      if (here !== there) return `${usdOfPico(here)} (${column}) by ${name}, ${usdOfPico(there)} in the ledger`;
    }
  }
  return "";
}
