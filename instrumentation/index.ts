export { withAttribution } from "./attribution.ts";
export type { BudgetBlock } from "./budget/budget-guard.ts";
export { flush } from "./flush.ts";
export type { Attribution, Operation, Usage } from "./llm-call.ts";
export { type ManualCall, recordLlmCall } from "./record-llm-call.ts";
export { tollgateFetch } from "./tollgate-fetch.ts";
export { BudgetExceededError } from "./wire/budget-block.ts";
