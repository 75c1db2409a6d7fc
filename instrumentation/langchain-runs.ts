import { scopedAttribution } from "./attribution.ts";
import { currentHandle } from "./handle.ts";
import { findLangChainRun } from "./langchain-context.ts";
import { langChainError } from "./langchain-error.ts";
import { langChainRunStart, type PlainRun } from "./langchain-span.ts";
import { appParent } from "./wire/active-parent.ts";

/** A chain, tool or retriever has begun. */
export function openRun(runId: string, aboveId: string | undefined, run: PlainRun): void {
  const handle = currentHandle();
  if (handle === undefined) return;
  try {
    const { runs } = handle;
    runs.locate ??= findLangChainRun;
    const above = runs.placeOf(aboveId);
    const start = langChainRunStart(run, above, scopedAttribution());
    runs.open(runId, aboveId, { ...start, above, active: appParent() });
  } catch (error) {
    handle.meter.internalError("langchain", error);
  }
}

export function closeRun(runId: string, error?: unknown): void {
  const handle = currentHandle();
  try {
    handle?.runs.close(runId, error === undefined ? undefined : langChainError(error));
  } catch (failure) {
    handle?.meter.internalError("langchain", failure);
  }
}
