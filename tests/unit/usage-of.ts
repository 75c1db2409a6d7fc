import type { Usage } from "../../instrumentation/llm-call.ts";
import { NO_USAGE } from "../../instrumentation/no-usage.ts";

/** A whole usage from the counts that a test is about. */
export function usageOf(counts: Partial<Usage>): Usage {
  return { ...NO_USAGE, ...counts };
}
