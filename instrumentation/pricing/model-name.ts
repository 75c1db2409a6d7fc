import { plainText } from "./plain-text.ts";

/** Far above every real name. A longer one matches nothing. */
export const MAX_NAME_LENGTH = 200;

/** What a name may consist of after trimming. Others match nothing: no provider has such names, and case folding of them differs between engines. */
export const PLAIN_NAME = `^[!-~]{1,${MAX_NAME_LENGTH}}$`;

/**
 * What is taken off a lower-cased name, in this order: where a pattern matches, its only group is the name.
 * RE2-safe, because ClickHouse applies the same ones. None of them makes two priced models of one provider the same (tested).
 */
export const NAME_RULES: readonly string[] = [
  // arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-…, …:123456789012:inference-profile/us.anthropic.claude-…
  // GovCloud has prices of its own, which only a profile's name says.
  "^arn:aws:bedrock:[a-z0-9-]*:[0-9]*:(?:foundation-model|inference-profile)/(.+)$",
  "^arn:aws-us-gov:bedrock:[a-z0-9-]*:[0-9]*:inference-profile/(us-gov[.].+)$",
  // models/gemini-2.5-pro, publishers/google/models/gemini-2.5-pro, projects/p/locations/l/publishers/google/models/…
  "^(?:projects/[^/]+/locations/[^/]+/)?(?:publishers/[^/]+/)?models/(.+)$",
  "^accounts/fireworks/models/(.+)$",
  // ft:gpt-4o-mini-2024-07-18:org:name:id
  "^(ft:[^:]+):.*$",
  // Bedrock's regions: us.anthropic.claude-… costs what anthropic.claude-… does, and so do Claude's other regions. global. is cheaper,
  // us-gov. and other vendors' eu. and apac. are dearer (Nova by up to a third): those stay, and are priced only where the book has them.
  "^(?:us|eu|apac|au|ca|in|jp|sa)[.](anthropic[.][a-z].*)$",
  "^us[.]([a-z][a-z0-9]*[.][a-z].*)$",
  // Bedrock's revision and context size: amazon.nova-pro-v1:0, amazon.nova-pro-v1:0:300k
  "^((?:[a-z-]+[.])?[a-z][a-z0-9]*[.][a-z][^:/]*):[0-9]+(?::[a-z0-9]+)?$",
  // Vertex's current version of a model
  "^(.+)@default$",
];

/**
 * What may follow an open-ended name: `-20260101`, `@20260101`, `-2026-01-01`, `-latest`, Mistral's `-2601`,
 * Google's `-09-2026`, `-04-17` and `-001`, each with the `-v1` that Bedrock adds.
 */
export const SNAPSHOT_SUFFIX =
  "(?:[-@]20[0-9]{6}|-20[0-9]{2}-[0-9]{2}-[0-9]{2}|[-@]latest|-2[4-9](?:0[1-9]|1[0-2])|-[0-9]{2}-20[0-9]{2}|-[0-9]{2}-[0-9]{2}|-00[0-9])(?:-v[0-9])?";

/** Its group is the name before such a suffix. */
export const SNAPSHOT = `^(.+?)${SNAPSHOT_SUFFIX}$`;

const PLAIN_NAME_PATTERN = new RegExp(PLAIN_NAME);
const RULES = NAME_RULES.map((rule) => new RegExp(rule));
const SNAPSHOT_PATTERN = new RegExp(SNAPSHOT);

/** Names that begin with their provider's: without it they would be another model. */
const WHOLE_NAMES: ReadonlySet<string> = new Set(["perplexity/sonar"]);

/** The name under which the book looks for a model of a provider; '' when no model can have it. */
export function normalizeModelName(provider: string, model: string): string {
  if (model.length > 2 * MAX_NAME_LENGTH) return "";
  let name = plainText(model);
  if (!PLAIN_NAME_PATTERN.test(name)) return "";
  for (const rule of RULES) name = rule.exec(name)?.[1] ?? name;
  if (WHOLE_NAMES.has(name)) return name;
  const prefix = `${provider}/`;
  return name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : name;
}

/** The name before a date at the end of it, or undefined when there is none. */
export function beforeSnapshot(name: string): string | undefined {
  return SNAPSHOT_PATTERN.exec(name)?.[1];
}
