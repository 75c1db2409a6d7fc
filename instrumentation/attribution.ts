import { currentHandle } from "./handle.ts";
import type { Attribution } from "./llm-call.ts";

/**
 * Runs `fn` so that every model call in it, at any depth and across awaits, is charged to `attribution`. Nested scopes add to the outer
 * one; a part given again wins.
 *
 * @example
 * await withAttribution({ tenant: "acme", agent: "researcher" }, () => openai.chat.completions.create(request));
 */
export function withAttribution<T>(attribution: Attribution, fn: () => T): T {
  const handle = currentHandle();
  if (handle === undefined) return fn();
  return handle.attribution.run({ ...currentAttribution(), ...withoutAbsent(attribution) }, fn);
}

/** On whose behalf a call made now would be: the innermost scope over the process's defaults, then what LangChain says of the run around it. */
export function currentAttribution(): Attribution {
  const said = scopedAttribution();
  const run = currentHandle()?.runs.current();
  return run === undefined ? said : { ...run.attribution, ...said };
}

/** What the app says; the same object for all that happens in one `withAttribution`. */
export function scopedAttribution(): Attribution {
  const handle = currentHandle();
  return handle?.attribution.getStore() ?? handle?.settings.attribution ?? {};
}

/** `{agent: undefined}` must not erase an outer agent. */
function withoutAbsent(attribution: Attribution): Attribution {
  return Object.fromEntries(Object.entries(attribution).filter(([, value]) => value !== undefined && value !== ""));
}
