import { GenAi, General, Tollgate } from "../conventions.ts";
import type { Attribution } from "../llm-call.ts";

/** A part of attribution that is one text. */
export type AttributionPart = Exclude<keyof Attribution, "tags">;

/** Each part with the name it has on spans and in baggage. */
export const ATTRIBUTION_NAMES: { readonly [part in AttributionPart]: string } = {
  tenant: Tollgate.tenant,
  project: Tollgate.project,
  customer: Tollgate.customer,
  agent: GenAi.agentName,
  workflow: Tollgate.workflow,
  user: General.userId,
  session: General.sessionId,
  environment: Tollgate.environment,
  promptId: Tollgate.promptId,
};

export const ATTRIBUTION_PARTS = Object.keys(ATTRIBUTION_NAMES) as AttributionPart[];
