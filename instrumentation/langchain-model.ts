import type { LangChainRun } from "./langchain-record.ts";
import { textAt } from "./providers/read-value.ts";

/** The model that a run asks; the name of LangChain's class where nothing says it. */
export function langChainModel({
  metadata,
  invocation,
  className,
}: Pick<LangChainRun, "metadata" | "invocation" | "className">): string {
  return (
    textAt(metadata, "ls_model_name") ?? textAt(invocation, "model") ?? textAt(invocation, "model_name") ?? className
  );
}
