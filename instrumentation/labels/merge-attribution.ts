import type { Attribution } from "../llm-call.ts";

/** `inner` over `outer`: a part given again wins, `{agent: undefined}` and `{agent: ""}` erase nothing, tags add up. */
export function mergeAttribution(outer: Attribution, inner: Attribution | undefined): Attribution {
  const merged: Record<string, unknown> = { ...outer };
  for (const [part, value] of Object.entries(inner ?? {})) {
    if (part !== "tags" && value !== undefined && value !== null && value !== "") merged[part] = value;
  }
  const tags = inner?.tags;
  if (Array.isArray(tags) && tags.length > 0) merged.tags = [...new Set([...(outer.tags ?? []), ...tags])];
  return merged;
}
