import type { CountedUnit } from "../pricing/units.ts";
import type { CountReader } from "./count-reader.ts";
import { isObject, type JsonObject, objectAt, textAt } from "./read-value.ts";

type Counted = { [unit in CountedUnit]?: number };

/** How the names of tools whose use is billed apart from tokens begin, where a response lists its tools and where it lists their calls. */
export const BILLED_TOOL_MARKS = ['"web_search', '"file_search', '"code_interpreter', '"image_generation'] as const;

/**
 * Counts the tool calls of a response. Of web searches only the action `search` is billed, not opening a page or finding in it. A container
 * of the code interpreter is billed once while it lives, which one response cannot show: each is counted in each response.
 */
export function countBilledTools(response: JsonObject, counts: CountReader): Counted | undefined {
  const ofXai = countServerSideTools(objectAt(response, "usage"), counts);
  if (ofXai !== undefined) return ofXai;
  const { output } = response;
  if (!Array.isArray(output)) return undefined;
  const containers = new Set<unknown>();
  let webSearches = 0;
  let fileSearches = 0;
  for (const [at, item] of output.entries()) {
    if (!isObject(item) || item.status === "failed") continue;
    if (item.type === "web_search_call" && (textAt(objectAt(item, "action"), "type") ?? "search") === "search")
      webSearches += 1;
    if (item.type === "file_search_call") fileSearches += 1;
    if (item.type === "code_interpreter_call") containers.add(item.container_id);
    if (item.type === "image_generation_call")
      counts.note(`output[${at}] is an image_generation_call, which is billed by the prices of an image model`);
  }
  if (webSearches + fileSearches + containers.size === 0) return undefined;
  const counted: Counted = {};
  if (webSearches > 0) counted[isPreview(response) ? "webSearch/preview" : "webSearch"] = webSearches;
  if (fileSearches > 0) counted.fileSearch = fileSearches;
  if (containers.size > 0) counted.codeSession = containers.size;
  return counted;
}

function isPreview({ tools }: JsonObject): boolean {
  return (
    Array.isArray(tools) &&
    tools.some((tool) => textAt(objectAt({ tool }, "tool"), "type")?.startsWith("web_search_preview"))
  );
}

const SERVER_SIDE_TOOLS: readonly [key: string, unit: CountedUnit][] = [
  ["web_search_calls", "webSearch"],
  ["x_search_calls", "socialSearch"],
  ["file_search_calls", "fileSearch"],
  ["code_interpreter_calls", "codeSession"],
];

/** xAI says in its usage which calls of tools it bills. */
function countServerSideTools(usage: JsonObject, counts: CountReader): Counted | undefined {
  const details = usage.server_side_tool_usage_details;
  if (!isObject(details)) return undefined;
  const counted: Counted = {};
  for (const [key, unit] of SERVER_SIDE_TOOLS) {
    const count = counts.count(details[key], key, "usage.server_side_tool_usage_details");
    if (count) counted[unit] = count;
  }
  return counted;
}
