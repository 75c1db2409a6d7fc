import type { Attributes } from "@opentelemetry/api";
import { GenAi, Tollgate } from "../conventions.ts";
import type { Attribution } from "../llm-call.ts";
import { ATTRIBUTION_NAMES, ATTRIBUTION_PARTS } from "./attribution-part.ts";

/** Adds attribution to a span's attributes; a session is also the conversation, which others read. */
export function attributionAttributes(attribution: Attribution, attributes: Attributes = {}): Attributes {
  for (const part of ATTRIBUTION_PARTS) {
    const value = attribution[part];
    if (value !== undefined && value !== "") attributes[ATTRIBUTION_NAMES[part]] = value;
  }
  if (attribution.session) attributes[GenAi.conversationId] = attribution.session;
  if (attribution.tags !== undefined && attribution.tags.length > 0) attributes[Tollgate.tags] = [...attribution.tags];
  return attributes;
}
