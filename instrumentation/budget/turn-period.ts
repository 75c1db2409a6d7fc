import type { BudgetAccount } from "./budget-accounts.ts";

const DAY_MS = 86_400_000;

/**
 * Starts the account's next period when the present one is over; what was spent in the old one no longer counts.
 * The next end is counted in UTC. For a budget with a timezone of its own it can be some hours off until the next snapshot says it.
 */
export function turnPeriod(account: BudgetAccount, nowMs: number): void {
  const { line } = account;
  if (line.periodEndMs === undefined || nowMs < line.periodEndMs) return;
  let startMs = line.periodStartMs;
  let endMs = line.periodEndMs;
  while (nowMs >= endMs) {
    startMs = endMs;
    endMs = line.period === "day" ? endMs + DAY_MS : nextMonth(endMs);
  }
  account.line = { ...line, spentPicoUsd: 0n, periodStartMs: startMs, periodEndMs: endMs };
  account.local.settled = [];
  account.local.settledPicoUsd = 0n;
}

function nextMonth(atMs: number): number {
  const at = new Date(atMs);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes());
}
