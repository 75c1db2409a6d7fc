import { picoUsd } from "../demo/pico-usd.ts";

/** The exact sum of a column of decimal dollars, in picodollars. */
export function sumUsd<Column extends string>(rows: readonly Record<Column, string>[], column: Column): bigint {
  return rows.reduce((sum, row) => sum + picoUsd(row[column]), 0n);
}
