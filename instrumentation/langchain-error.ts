import { isObject, objectAt, textAt } from "./providers/read-value.ts";

/**
 * The code or class of what a run threw; undefined where it is no failure: LangGraph throws to wait for a person (`GraphInterrupt`) and to
 * hand over to another node (`ParentCommand`).
 */
export function langChainError(error: unknown): string | undefined {
  if (!isObject(error)) return "Error";
  if (error.is_bubble_up === true) return undefined;
  const code = textAt(error, "code") ?? textAt(objectAt(error, "error"), "type");
  return code ?? String(error.status ?? error.name ?? "Error");
}
