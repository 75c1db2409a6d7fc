import type { Usage } from "../../instrumentation/llm-call.ts";

/** What a file of `tests/fixtures/answers/` says. */
export interface ExpectedAnswer {
  api: string;
  /** Counts that are not zero. Absent: the answer has none. */
  usage?: Partial<Usage>;
  tier?: string;
  error?: string;
  /** The first one. */
  problem?: string;
  isIncomplete?: true;
}
