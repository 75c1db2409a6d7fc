import type { MatchLogic } from "@pydantic/genai-prices";

/** A name by which a source's rule knows a model. */
export interface MatchedName {
  name: string;
  /** Only a date or `latest` may follow; the source would take anything, and so `claude-opus-4-6` would price the dearer `claude-opus-4-6-fast`. */
  openEnded: boolean;
}

/** Names that the source describes by a part of them, where more than a date may be missing. Those with `*` are open-ended. */
const WHOLE_NAMES: Readonly<Record<string, readonly string[]>> = {
  "amazon.nova-lite": ["amazon.nova-lite-v1"],
  "amazon.nova-micro": ["amazon.nova-micro-v1"],
  "amazon.nova-pro": ["amazon.nova-pro-v1"],
  "amazon.titan-embed-text": ["amazon.titan-embed-text-v1"],
  "claude-2": ["claude-2", "claude-2.0", "claude-2.1"],
  "computer-use": ["computer-use-preview*"],
  "ft:gpt-3.5-turbo": ["ft:gpt-3.5-turbo", "ft:gpt-3.5-turbo-0125", "ft:gpt-3.5-turbo-0613", "ft:gpt-3.5-turbo-1106"],
  "ft:gpt-4-0": ["ft:gpt-4-0613"],
  "gemini-2.0-flash-0": ["gemini-2.0-flash*"],
  "gemini-2.0-flash-lite": ["gemini-2.0-flash-lite*", "gemini-2.0-flash-lite-preview*"],
  "gemini-2.0-flash-thinking": ["gemini-2.0-flash-thinking-exp*", "gemini-2.0-flash-thinking-exp-1219"],
  "gemini-2.5-pro": ["gemini-2.5-pro*", "gemini-2.5-pro-preview*", "gemini-2.5-pro-exp*"],
  "gemini-3.1-pro-preview": ["gemini-3.1-pro-preview*", "gemini-3.1-pro-preview-customtools"],
  "gemini-live-2.5-flash": [
    "gemini-live-2.5-flash*",
    "gemini-live-2.5-flash-preview*",
    "gemini-live-2.5-flash-native-audio*",
    "gemini-live-2.5-flash-preview-native-audio*",
  ],
  "gemma-3-": ["gemma-3-270m-it", "gemma-3-1b-it", "gemma-3-4b-it", "gemma-3-12b-it", "gemma-3-27b-it"],
  "gemma-3n": ["gemma-3n-e2b-it", "gemma-3n-e4b-it"],
  "gpt-3.5-turbo-instruct": ["gpt-3.5-turbo-instruct*", "gpt-3.5-turbo-instruct-0914"],
  "gpt-4o-mini-realtime": ["gpt-4o-mini-realtime-preview*"],
  "gpt-4o-realtime": ["gpt-4o-realtime-preview*"],
  "kimi-k2-turbo": ["kimi-k2-turbo", "kimi-k2-turbo-preview*"],
  moderation: ["omni-moderation*", "text-moderation*", "text-moderation-stable", "text-moderation-007"],
};

/** Whether an id of the source is only the beginning of names. */
export function isPartOfName(id: string): boolean {
  return WHOLE_NAMES[id]?.every((name) => name.replace("*", "") !== id) ?? false;
}

/** The names of a source's match rule, in its order. @throws {Error} when a rule has no such form */
export function matchedNames(match: MatchLogic): MatchedName[] {
  if ("or" in match) return match.or.flatMap(matchedNames);
  // A lookahead beside a prefix says what may not follow it; after a prefix only a date may.
  if ("and" in match)
    return match.and.filter((part) => !("regex" in part && part.regex.includes("(?!"))).flatMap(matchedNames);
  if ("equals" in match) return [{ name: match.equals, openEnded: false }];
  if ("ends_with" in match) return [{ name: match.ends_with, openEnded: false }];
  if ("starts_with" in match) return namesOfPart(match.starts_with);
  if ("contains" in match) return namesOfPart(match.contains);
  return [nameOfRegex(match.regex)];
}

function namesOfPart(part: string): MatchedName[] {
  const whole = WHOLE_NAMES[part];
  if (whole) return whole.map((name) => ({ name: name.replace("*", ""), openEnded: name.endsWith("*") }));
  // `claude-opus-5@`, `claude-sonnet-4-2025`, `magistral-small-`: what follows is a date.
  return [{ name: part.replace(/@$|-20\d\d-?$|-$/, ""), openEnded: true }];
}

/** `^grok-4\.5-\d{8}$` is an open-ended name, `^composer-2\.5\[fast=true\]$` a whole one. */
function nameOfRegex(regex: string): MatchedName {
  const [, escaped = "", date] = /^\^(.+?)((?:-\\d(?:\{\d\})?)+)?\$?$/.exec(regex) ?? [];
  const name = escaped.replace(/\\([^\w])/g, "$1");
  if (name === "" || /[\\^$*+?(){}|]/.test(name))
    throw new Error(
      `Cannot turn a match rule into names: regex "${regex}", allowed are plain ones with a date at the end`,
    );
  return { name, openEnded: date !== undefined };
}
