import { SNAPSHOT_SUFFIX } from "./model-name.ts";
import type { PricedModel } from "./price-row.ts";

/** The anchored, RE2-safe pattern of the normalised names that a model has, for people and for tools that match by patterns. */
export function modelPattern({ names, openEnded }: Pick<PricedModel, "names" | "openEnded">): string {
  const open = new Set(openEnded);
  const parts = names.map((name) => escapeRegex(name) + (open.has(name) ? `(?:${SNAPSHOT_SUFFIX})?` : ""));
  return `^(?:${parts.join("|")})$`;
}

/** `RegExp.escape` writes `\x2d` for a leading letter or a hyphen; a person reads these patterns. */
function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
