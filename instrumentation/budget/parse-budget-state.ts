import type { BudgetLine } from "./budget-line.ts";

const PERIODS = ["day", "month", "total"] as const;

/** The lines of a JSONEachRow answer. @throws {Error} naming the first row or field that is not as `tollgate.budget_state` has it; ClickHouse writes an error into the middle of an answer it has begun */
export function parseBudgetState(jsonEachRow: string): BudgetLine[] {
  return jsonEachRow
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(parseLine);
}

function parseLine(line: string): BudgetLine {
  let row: Partial<Record<string, unknown>> & { period?: unknown; grace_percent?: unknown; action?: unknown };
  try {
    row = JSON.parse(line);
  } catch {
    throw new Error(`Cannot parse budget row "${line.slice(0, 200)}": it is not JSON`);
  }
  const text = (field: string): string => {
    const value = row[field];
    if (typeof value !== "string" && typeof value !== "number") throw unexpected(field, value, "a string");
    return String(value);
  };
  const picoUsd = (field: string): bigint => {
    const value = text(field);
    if (!/^-?\d{1,38}$/.test(value)) throw unexpected(field, value, "an integer");
    return BigInt(value);
  };
  const utcMs = (field: string): number => {
    const value = text(field);
    // ClickHouse writes "2026-11-22 00:00:00", in UTC because the view's columns say so; Date.parse would take it for local time.
    const parsed = Date.parse(
      /[zZ]|[+-]\d\d:\d\d$/.test(value)
        ? value
        : `${value.replace(" ", "T")}${value.includes(":") ? "" : "T00:00:00"}Z`,
    );
    if (Number.isNaN(parsed)) throw unexpected(field, value, "a date and time");
    return parsed;
  };
  const period = PERIODS.find((known) => known === row.period);
  if (period === undefined) throw unexpected("period", row.period, PERIODS.join(", "));
  const gracePercent = Number(row.grace_percent);
  if (!(gracePercent >= 0 && gracePercent <= 1_000_000))
    throw unexpected("grace_percent", row.grace_percent, "a number from 0 to 1000000");
  return {
    budget: text("budget"),
    tenant: text("tenant"),
    scope: text("scope"),
    scopeValue: text("scope_value"),
    period,
    periodStartMs: period === "total" ? 0 : utcMs("period_start"),
    ...(period === "total" ? {} : { periodEndMs: utcMs("period_end") }),
    limitPicoUsd: picoUsd("limit_picousd"),
    spentPicoUsd: picoUsd("spent_picousd"),
    gracePercent,
    action: row.action === "warn" ? "warn" : "block",
  };
}

function unexpected(field: string, value: unknown, expected: string): Error {
  return new Error(`Cannot parse budget row: "${field}" is ${JSON.stringify(value)}, expected ${expected}`);
}
