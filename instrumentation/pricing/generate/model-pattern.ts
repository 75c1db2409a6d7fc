import type { MatchLogic } from "@pydantic/genai-prices";
import { LEFT_OUT } from "./left-out.ts";

/**
 * What may follow a name of which the source says "starts with": a date or an alias of one. The source would take anything,
 * and so `claude-sonnet-5` would price a later `claude-sonnet-5-1`, and `claude-opus-4-6` the dearer `claude-opus-4-6-fast`.
 */
const SNAPSHOT = "(?:[-@]20\\d{6}|-20\\d\\d-\\d\\d-\\d\\d|[-@]latest|@default)?";

/** Names that the source describes by a prefix which is no name itself. */
const WHOLE_NAMES = new Map([["computer-use", "computer-use-preview"]]);

/** The anchored, RE2-safe pattern of a source's match rule; undefined when all its names are left out. @throws {Error} when the rule has no such form */
export function modelPattern(match: MatchLogic): string | undefined {
  const parts = alternatives(match);
  return parts.length === 0 ? undefined : `^(?:${[...new Set(parts)].join("|")})$`;
}

function alternatives(match: MatchLogic): string[] {
  if ("or" in match) return match.or.flatMap(alternatives);
  if ("equals" in match) return isLeftOut(match.equals) ? [] : [escapeRegex(match.equals)];
  if ("starts_with" in match) return isLeftOut(match.starts_with) ? [] : [completePrefix(match.starts_with)];
  if ("contains" in match && isLeftOut(match.contains)) return [];
  if ("regex" in match && /^\^[\w\\.{}-]+\$$/.test(match.regex)) return [match.regex.slice(1, -1)];
  throw new Error(
    `Cannot turn a match rule into a pattern: ${JSON.stringify(match)}, allowed are or, equals, starts_with, a plain regex`,
  );
}

function isLeftOut(name: string): boolean {
  return LEFT_OUT.some(({ pattern }) => pattern.test(name.toLowerCase()));
}

function completePrefix(prefix: string): string {
  if (prefix.endsWith("@")) return `${escapeRegex(prefix)}(?:20\\d{6}|latest|default)`;
  if (/-20\d\d$/.test(prefix)) return `${escapeRegex(prefix)}\\d{4}`;
  const name = prefix.replace(/-$/, "");
  return escapeRegex(WHOLE_NAMES.get(name) ?? name) + SNAPSHOT;
}

/** `RegExp.escape` writes `\x2d` for a leading letter or a hyphen; a person reads these rows. */
function escapeRegex(text: string): string {
  return text.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
