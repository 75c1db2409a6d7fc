import type { OpenRun } from "./call-joiner.ts";
import type { FinishedCall } from "./finished-call.ts";
import type { Attribution, CallRecord, CallRun, ParentSpan } from "./llm-call.ts";

/** What LangChain says of a call; parts of it may be unknown. */
export interface SaidOfCall {
  attribution?: Attribution;
  run?: CallRun;
  parent?: ParentSpan;
}

/** What the app said by `withAttribution` stays, and a span of its own as the parent; LangChain fills the gaps. */
export function withCaller(call: FinishedCall, said: SaidOfCall): FinishedCall {
  const { record } = call;
  const { parent, run = record.run } = said;
  const hasNoParent = record.parent === undefined || record.parent.spanId === said.run?.appSpanId;
  return {
    ...call,
    record: {
      ...record,
      attribution: { ...said.attribution, ...record.attribution },
      ...(run !== undefined && { run }),
      ...(parent !== undefined && hasNoParent && record.supersedesSpanId === undefined && { parent }),
    },
  };
}

/**
 * Whether a wire call is an open run's, as far as that can be told before LangChain says the end: in one `withAttribution`, to one model,
 * and begun at once after the run, so that calls made beside LangChain are rarely taken for its own.
 */
export function mayHaveMade(run: OpenRun, wire: CallRecord): boolean {
  const afterMs = wire.startMs - run.startMs;
  const isBegun = afterMs >= -1 && afterMs <= BEGIN_MS;
  return isBegun && run.model === wire.requestModel && isWithin(run.scope, wire.attribution);
}

/** Headers may have added to what the app says. */
function isWithin(scope: Attribution, attribution: Attribution): boolean {
  if (scope === attribution) return true;
  return (Object.keys(scope) as (keyof Attribution)[]).every((part) => scope[part] === attribution[part]);
}

/** From LangChain's callback to the request of its first attempt: 1 to 40 ms. */
const BEGIN_MS = 100;

/** What runs that may have made one call agree on; undefined where there are none. */
export function agreedCaller(runs: readonly OpenRun[]): SaidOfCall | undefined {
  const [first, ...others] = runs;
  if (first === undefined || others.length === 0) return first && { ...first.caller, ...parentOf(first) };
  const attribution: Attribution = { ...first.caller.attribution };
  for (const key of Object.keys(attribution) as (keyof Attribution)[]) {
    if (others.some(({ caller }) => caller.attribution[key] !== attribution[key])) delete attribution[key];
  }
  return { attribution };
}

function parentOf({ parent }: OpenRun): { parent?: ParentSpan } {
  return parent === undefined ? {} : { parent };
}
