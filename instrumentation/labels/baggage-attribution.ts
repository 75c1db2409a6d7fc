import { type Baggage, context, propagation } from "@opentelemetry/api";
import { Tollgate } from "../conventions.ts";
import type { Attribution } from "../llm-call.ts";
import { ATTRIBUTION_NAMES, ATTRIBUTION_PARTS } from "./attribution-part.ts";
import { splitTags } from "./label-settings.ts";

/** What a service before this one says in the baggage of the request being served. */
export function readBaggage(baggage: Baggage): Attribution {
  const attribution: Attribution = {};
  for (const part of ATTRIBUTION_PARTS) {
    const value = baggage.getEntry(ATTRIBUTION_NAMES[part])?.value;
    if (value) attribution[part] = value;
  }
  const tags = splitTags(baggage.getEntry(Tollgate.tags)?.value ?? "");
  return tags.length === 0 ? attribution : { ...attribution, tags };
}

/**
 * Runs `fn` with `attribution` in the active baggage, from where the app's own propagator puts it on outgoing requests. No span is made active,
 * and what else is in the baggage stays. Without an OpenTelemetry SDK of the app's nothing carries it.
 */
export function withBaggage<T>(attribution: Attribution, fn: () => T): T {
  let baggage = propagation.getActiveBaggage() ?? propagation.createBaggage();
  for (const part of ATTRIBUTION_PARTS) {
    const value = attribution[part];
    if (value) baggage = baggage.setEntry(ATTRIBUTION_NAMES[part], { value });
  }
  const tags = attribution.tags?.map((tag) => tag.replaceAll(",", " ")).join(",");
  if (tags) baggage = baggage.setEntry(Tollgate.tags, { value: tags });
  return context.with(propagation.setBaggage(context.active(), baggage), fn);
}
