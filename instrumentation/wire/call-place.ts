import { trace } from "@opentelemetry/api";
import { attributionAt } from "../attribution.ts";
import { currentHandle } from "../handle.ts";
import type { Attribution } from "../llm-call.ts";
import { type ActiveParent, parentAt } from "./active-parent.ts";

/** On whose behalf a call is, and where its span hangs. */
export interface CallPlace {
  scope: Attribution;
  parent: ActiveParent;
}

/** Of a call made now: the app's span and LangChain's run are looked up once for both. */
export function callPlace(): CallPlace {
  const handle = currentHandle();
  const run = handle?.runs.current();
  const span = trace.getActiveSpan();
  return { scope: attributionAt(handle, { run, span }), parent: parentAt({ run, span }) };
}
