import { type BudgetAccount, createBudgetAccounts } from "./budget-accounts.ts";
import { budgetBlock } from "./budget-block.ts";
import type { BudgetBlock, BudgetDecision, BudgetGuard, BudgetReservation, PendingCall } from "./budget-guard.ts";
import type { BudgetLine } from "./budget-line.ts";
import { BUDGET_SCOPES } from "./budget-scopes.ts";
import { addSettled } from "./local-spend.ts";
import { createBudgetStateReader } from "./read-budget-state.ts";
import { turnPeriod } from "./turn-period.ts";

export interface BudgetGuardOptions {
  /** Milliseconds between reads. @default 2000 */
  refreshMs?: number;
  /** What happens to calls while budgets were never read: `open` lets them pass, `closed` refuses them, also when the last good read is old. @default "open" */
  failMode?: "open" | "closed";
  /**
   * A call's money counts locally until a snapshot asked for this long after it. From an answer to the views it takes up to 3 s. More
   * would refuse earlier than needed near a limit, less would let calls pass above it.
   * @default 5000
   */
  lagMs?: number;
  /** Unix milliseconds. @default Date.now */
  now?: () => number;
  /** Told once for each outage, and once when it is over. @default console.warn */
  log?: (line: string) => void;
}

/** How long `closed` trusts the last good read: fifteen reads in a row that failed. */
const STALE_AFTER_READS = 15;
const READY_WITHIN_MS = 1_000;
/** More are not remembered: ClickHouse is then away for long, and the first snapshot will contain them. */
const MAX_EARLY_CALLS = 10_000;
/** Longer than a read takes with its own time limit. */
const READ_WITHIN_MS = 10_000;

/**
 * Refuses calls that have no room in a budget. Spend comes from ClickHouse every `refreshMs`; in between, this process's own calls are
 * held at their estimate and then counted at their cost, so calls made at once do not overshoot together. Other processes are seen at the
 * next read: N of them may each spend what was left at the last one.
 *
 * @param url ClickHouse over HTTP with user and password. A wrong one is an outage like any other, not an exception.
 */
export function createBudgetGuard(url: string, options: BudgetGuardOptions = {}): BudgetGuard {
  const { refreshMs = 2_000, failMode = "open", lagMs = 5_000, now = Date.now, log = console.warn } = options;
  const reader = createBudgetStateReader(url);
  const accounts = createBudgetAccounts();
  let readAtMs: number | undefined;
  let failure: string | undefined;
  let reading: Promise<void> | undefined;
  let unknownScopes = "";
  /** Calls from before the first read. No budget is known to hold their money against yet, and the first snapshot is too old to contain it. */
  let early: HeldCall[] = [];

  async function read(): Promise<void> {
    const takenAtMs = now();
    try {
      const lines = await reader.read();
      accounts.replace(lines, takenAtMs - lagMs);
      tellUnknownScopes(lines);
      readAtMs = takenAtMs;
      for (const held of early) place(held);
      early = [];
      if (failure !== undefined) log("Budgets are readable again");
      failure = undefined;
    } catch (error) {
      const isNew = failure === undefined;
      failure = `Cannot read budgets from "${addressOf(url)}": ${reasonOf(error)}`;
      if (isNew) log(`${failure}; ${consequence(failMode, readAtMs !== undefined)}`);
    } finally {
      reading = undefined;
    }
  }

  function tellUnknownScopes(lines: readonly BudgetLine[]): void {
    const unknown = lines.filter(({ scope }) => !BUDGET_SCOPES.some((known) => known === scope));
    const text = [...new Set(unknown.map(({ budget, scope }) => `budget "${budget}" has scope "${scope}"`))].join(", ");
    if (text !== "" && text !== unknownScopes) {
      log(`Cannot enforce every budget: ${text}, allowed are ${BUDGET_SCOPES.join(", ")}`);
    }
    unknownScopes = text;
  }

  function refresh(): Promise<void> {
    // Only the log can fail in there, and an unhandled rejection would end the app.
    reading ??= read().catch(() => {});
    return reading;
  }

  const firstRead = refresh();
  const timer = setInterval(refresh, refreshMs);
  timer.unref();

  return {
    reserve(call): BudgetDecision {
      const nowMs = now();
      if (failMode === "closed" && (readAtMs === undefined || nowMs - readAtMs > STALE_AFTER_READS * refreshMs)) {
        return {
          outcome: "blocked",
          block: unreadable(failure ?? `Cannot read budgets from "${addressOf(url)}": no answer yet`),
        };
      }
      const needed = picoUsdOf(call.estimatedCostPicoUsd);
      const applying = accounts.applying(call);
      let blocking: BudgetAccount | undefined;
      let warning: BudgetAccount | undefined;
      for (const account of applying) {
        turnPeriod(account, nowMs);
        const { line } = account;
        const used = usedPicoUsd(account);
        // A spent budget refuses calls without an estimate as well; a call that ends exactly at the limit has room.
        if (used < line.limitPicoUsd && used + needed <= line.limitPicoUsd) continue;
        const ceiling = line.limitPicoUsd + (line.limitPicoUsd * BigInt(Math.round(line.gracePercent * 100))) / 10_000n;
        const isOver = used >= ceiling || used + needed > ceiling;
        if (!isOver || line.action === "warn") warning ??= account;
        else if (blocking === undefined || resetsLater(account, blocking)) blocking = account;
      }
      if (blocking) return { outcome: "blocked", block: budgetBlock(blocking.line, usedPicoUsd(blocking), needed) };
      const reservation = hold(call, applying, needed);
      return warning
        ? { outcome: "warned", budget: warning.line.budget, reservation }
        : { outcome: "allowed", reservation };
    },
    refresh: () => waitFor(refresh(), READ_WITHIN_MS),
    ready: () => waitFor(firstRead, READY_WITHIN_MS),
    close() {
      clearInterval(timer);
      reader.close();
    },
  };

  function hold(call: PendingCall, applying: readonly BudgetAccount[], neededPicoUsd: bigint): BudgetReservation {
    const held: HeldCall = { call, neededPicoUsd, entries: [] };
    if (readAtMs !== undefined) place(held, applying);
    else if (early.length < MAX_EARLY_CALLS) early.push(held);
    return {
      settle(costPicoUsd) {
        if (held.settled !== undefined) return;
        held.settled = { picoUsd: picoUsdOf(costPicoUsd), atMs: now() };
        for (const { key, periodEndMs } of held.entries) {
          // By its key, because a refresh in between has made new accounts.
          const local = accounts.local(key);
          local.heldPicoUsd -= neededPicoUsd;
          // The ledger counts a call in the period it began in; when that is over, the new one owes nothing for it.
          if (held.settled.atMs < periodEndMs) addSettled(local, held.settled.picoUsd, held.settled.atMs);
        }
      },
    };
  }

  function place(held: HeldCall, applying: readonly BudgetAccount[] = accounts.applying(held.call)): void {
    for (const { key, line, local } of applying) {
      if (held.settled !== undefined) addSettled(local, held.settled.picoUsd, held.settled.atMs);
      else {
        local.heldPicoUsd += held.neededPicoUsd;
        held.entries.push({ key, periodEndMs: line.periodEndMs ?? Number.POSITIVE_INFINITY });
      }
    }
  }
}

/** A call between `reserve` and `settle`, and the budgets its money is held in. */
interface HeldCall {
  call: PendingCall;
  neededPicoUsd: bigint;
  entries: { key: string; periodEndMs: number }[];
  settled?: { picoUsd: bigint; atMs: number };
}

/** Settles with the promise or after `limitMs`. Its timer keeps the process up meanwhile, which a read alone does not. */
async function waitFor(done: Promise<void>, limitMs: number): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const limit = setTimeout(resolve, limitMs);
  await Promise.race([done, late]);
  clearTimeout(limit);
}

function usedPicoUsd({ line, local }: BudgetAccount): bigint {
  return line.spentPicoUsd + local.settledPicoUsd + local.heldPicoUsd;
}

function picoUsdOf(amount: number): bigint {
  return amount > 0 && Number.isFinite(amount) ? BigInt(Math.trunc(amount)) : 0n;
}

function resetsLater(a: BudgetAccount, b: BudgetAccount): boolean {
  return (a.line.periodEndMs ?? Number.POSITIVE_INFINITY) > (b.line.periodEndMs ?? Number.POSITIVE_INFINITY);
}

function unreadable(failure: string): BudgetBlock {
  const message = `Call refused: ${failure}; TOLLGATE_BUDGET_FAIL is "closed"`;
  return { budget: "", scope: "total", scopeValue: "", period: "total", limitPicoUsd: 0n, spentPicoUsd: 0n, message };
}

function consequence(failMode: "open" | "closed", known: boolean): string {
  if (!known) return failMode === "closed" ? "calls are refused until it works" : "calls pass unchecked until it works";
  return failMode === "closed"
    ? "the last known spend holds for a while, then calls are refused"
    : "the last known spend and this process's own hold until it works";
}

/** The host and port, never the password. */
function addressOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "TOLLGATE_BUDGET_URL, which is not a URL";
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Node gives an error without words when every address of a name refused.
  return error.message || ("code" in error ? String(error.code) : error.name);
}
