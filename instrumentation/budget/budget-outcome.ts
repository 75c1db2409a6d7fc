import type { CallRecord } from "../llm-call.ts";
import type { BudgetDecision } from "./budget-guard.ts";

/** What a call's record says of the decision. */
export function budgetOutcome(decision: BudgetDecision): NonNullable<CallRecord["budget"]> {
  if (decision.outcome === "allowed") return ALLOWED;
  return { outcome: decision.outcome, name: decision.outcome === "warned" ? decision.budget : decision.block.budget };
}

const ALLOWED = Object.freeze({ outcome: "allowed" } as const);
