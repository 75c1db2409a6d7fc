import { trace } from "@opentelemetry/api";
import { currentAttribution } from "../attribution.ts";
import { cutId } from "../cut-names.ts";
import { cutText } from "../labels/cut-text.ts";
import { mergeAttribution } from "../labels/merge-attribution.ts";
import type { Attribution } from "../llm-call.ts";
import type { RecordedEvent } from "./event-span.ts";

/** Which calls something is said of, and when. */
export interface AboutCalls {
  /** The provider's id of the answer: `chatcmpl-…`, `msg_…`, `resp_…`. */
  responseId?: string;
  /** Whose id it is; needed only for a provider with ids of its own that the ledger does not know as unique. */
  provider?: string;
  /** 32 hex digits: all calls of that trace. @default the active span's trace */
  traceId?: string;
  /** Unix milliseconds. @default now */
  atMs?: number;
  /** Added to the one in force; its tenant must be the calls'. */
  attribution?: Attribution;
}

/** The parts of an event that do not depend on its kind. */
export function aboutCalls(about: AboutCalls): Omit<RecordedEvent, "name" | "attributes"> {
  const { atMs, traceId, responseId, provider } = about;
  const isTime = typeof atMs === "number" && atMs >= 0 && atMs <= LAST_MS;
  return {
    responseId: typeof responseId === "string" ? cutId(responseId) : undefined,
    provider: typeof provider === "string" ? cutText(provider) : undefined,
    traceId: typeof traceId === "string" && /^[0-9a-f]{32}$/i.test(traceId) ? traceId.toLowerCase() : undefined,
    atMs: isTime ? atMs : Date.now(),
    attribution: mergeAttribution(currentAttribution(), about.attribution),
    parent: trace.getActiveSpan()?.spanContext(),
  };
}

/** In the year 2262: 2^63 nanoseconds since 1970, where ClickHouse's time ends. */
const LAST_MS = 9_223_372_036_854;
