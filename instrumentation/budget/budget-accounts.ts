import type { PendingCall } from "./budget-guard.ts";
import type { BudgetLine } from "./budget-line.ts";
import { createLocalSpend, forgetSettled, type LocalSpend } from "./local-spend.ts";
import { scopeValue } from "./scope-value.ts";

/** A budget line as the last snapshot has it, and what this process spent since. */
export interface BudgetAccount {
  key: string;
  line: BudgetLine;
  local: LocalSpend;
}

export interface BudgetAccounts {
  /** The accounts that a call must have room in. */
  applying(call: PendingCall): BudgetAccount[];
  /** This process's spend of an account, made when there is none. */
  local(key: string): LocalSpend;
  /** Takes a newer snapshot; local settled money from before `containedBeforeMs` is in it. */
  replace(lines: readonly BudgetLine[], containedBeforeMs: number): void;
}

/** All lines of one budget: by value of its scope, and the template for values without one. */
interface Rule {
  tenant: string;
  scope: string;
  accounts: Map<string, BudgetAccount>;
  template?: BudgetLine;
}

export function createBudgetAccounts(): BudgetAccounts {
  const locals = new Map<string, LocalSpend>();
  const rules = new Map<string, Rule>();

  function local(key: string): LocalSpend {
    const known = locals.get(key);
    if (known !== undefined) return known;
    const made = createLocalSpend();
    locals.set(key, made);
    return made;
  }

  function open(rule: Rule, line: BudgetLine): BudgetAccount {
    const key = JSON.stringify([line.budget, line.tenant, line.scope, line.scopeValue]);
    const account = { key, line, local: local(key) };
    rule.accounts.set(line.scopeValue, account);
    return account;
  }

  function accountOf(rule: Rule, value: string): BudgetAccount | undefined {
    const known = rule.accounts.get(rule.scope === "total" ? "" : value);
    if (known !== undefined || rule.template === undefined || value === "") return known;
    return open(rule, { ...rule.template, scopeValue: value });
  }

  return {
    local,
    applying(call) {
      const accounts: BudgetAccount[] = [];
      for (const rule of rules.values()) {
        if (rule.tenant !== "" && rule.tenant !== scopeValue(call, "tenant")) continue;
        const value = scopeValue(call, rule.scope);
        const account = value === undefined ? undefined : accountOf(rule, value);
        if (account !== undefined) accounts.push(account);
      }
      return accounts;
    },
    replace(lines, containedBeforeMs) {
      for (const [key, spend] of locals) {
        forgetSettled(spend, containedBeforeMs);
        if (spend.settled.length === 0 && spend.heldPicoUsd === 0n) locals.delete(key);
      }
      rules.clear();
      for (const line of lines) {
        const key = JSON.stringify([line.budget, line.tenant, line.scope]);
        const rule: Rule = rules.get(key) ?? { tenant: line.tenant, scope: line.scope, accounts: new Map() };
        rules.set(key, rule);
        if (line.scopeValue === "*" && line.scope !== "total") rule.template = line;
        else open(rule, line.scope === "total" ? { ...line, scopeValue: "" } : line);
      }
    },
  };
}
