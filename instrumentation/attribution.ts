import { type Span, trace } from "@opentelemetry/api";
import { currentHandle, type TollgateHandle } from "./handle.ts";
import { withBaggage } from "./labels/baggage-attribution.ts";
import { keepWithin, type Within } from "./labels/keep-within.ts";
import { mergeAttribution } from "./labels/merge-attribution.ts";
import type { Attribution } from "./llm-call.ts";
import type { RunPlace } from "./run-tree.ts";
import { spanAttribution } from "./span-attribution.ts";

/**
 * Runs `fn` so that every model call in it, at any depth and across awaits, is charged to `attribution`. Nested scopes add to the outer
 * one; a part given again wins, and tags add up. Where `fn` returns a generator, its body is in the scope too, wherever it is read.
 *
 * @example
 * await withAttribution({ tenant: "acme", agent: "researcher" }, () => openai.chat.completions.create(request));
 */
export function withAttribution<T>(attribution: Attribution, fn: () => T): T {
  const handle = currentHandle();
  if (handle === undefined) return fn();
  let admitted: Attribution;
  try {
    admitted = handle.labels.admit(mergeAttribution(scopedAttribution(), attribution));
  } catch (error) {
    // A getter of the app's that throws; its code runs all the same.
    handle.meter.internalError("attribution", error);
    return fn();
  }
  const within: Within = (inner) => {
    const run = () => handle.attribution.run(admitted, inner);
    return handle.labels.writesBaggage ? withBaggage(admitted, run) : run();
  };
  return keepWithin(within, within(fn));
}

/**
 * On whose behalf a call made now would be: the innermost scope over the process's defaults, then what LangChain says of the run around it, or
 * the AI SDK of its function.
 */
export function currentAttribution(): Attribution {
  const handle = currentHandle();
  return attributionAt(handle, { run: handle?.runs.current(), span: trace.getActiveSpan() });
}

/** The same, for who has looked up where it is. */
export function attributionAt(
  handle: TollgateHandle | undefined,
  { run, span }: { run: RunPlace | undefined; span: Span | undefined },
): Attribution {
  const said = scopedAttribution(handle);
  const ofFramework = handle?.aiSdk.current() ?? (span && spanAttribution(span));
  if (run === undefined && ofFramework === undefined) return said;
  return { ...ofFramework, ...run?.attribution, ...said };
}

/** What the app says; the same object for all that happens in one `withAttribution`. */
export function scopedAttribution(handle = currentHandle()): Attribution {
  return handle === undefined ? {} : (handle.attribution.getStore() ?? handle.labels.outermost());
}
