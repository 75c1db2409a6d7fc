import Table from "cli-table3";
import type { Ask } from "./roll-up-all.ts";

const TARGET = 65;

/** What a call takes on disk in the ledger, by column, indices and all, as a table. */
export function bytesByColumn(ask: Ask, calls: number): string {
  const ofTable = "active AND database = 'tollgate' AND table = 'llm_calls'";
  const rows = ask(`SELECT column, round(sum(column_bytes_on_disk) / ${calls}, 2) AS bytes FROM system.parts_columns
    WHERE ${ofTable} GROUP BY column ORDER BY bytes DESC, column`).split("\n");
  const [whole = "", entries = ""] = ask(
    `SELECT round(sum(bytes_on_disk) / ${calls}, 1), round(sum(rows) / ${calls}, 3) FROM system.parts WHERE ${ofTable}`,
  ).split("\t");
  const table = new Table({ head: ["column", "bytes a call"], style: { head: [], border: [] } });
  for (const row of rows) {
    const [column = "", bytes = ""] = row.split("\t");
    if (Number(bytes) >= 0.01) table.push([column, bytes]);
  }
  const missed = Number(whole) <= TARGET ? "" : ", missed";
  return `${table}\nbytes a call with indices and marks: ${whole} (target ${TARGET}${missed}), rows a call: ${entries}`;
}
