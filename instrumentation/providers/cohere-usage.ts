import type { Usage } from "../llm-call.ts";
import { NO_USAGE } from "../no-usage.ts";
import type { CountedUnit } from "../pricing/units.ts";
import type { AnswerFacts } from "./api-shape.ts";
import { CountReader } from "./count-reader.ts";
import { isObject, type JsonObject } from "./read-value.ts";

/**
 * Cohere's `billed_units`. Of its two counts these are the bill; `tokens`, which has the tokens of its own templates in, is what the model
 * processed.
 */
export function readBilledUnits(holder: JsonObject, where: "usage" | "meta"): Pick<AnswerFacts, "usage" | "problems"> {
  const units = holder.billed_units;
  if (units === undefined || units === null) return {};
  const counts = new CountReader();
  const path = `${where}.billed_units`;
  if (!isObject(units)) return counts.noUsage(path, units);
  const text = counts.count(units.input_tokens, "input_tokens", path) ?? 0;
  const inputImageTokens = counts.count(units.image_tokens, "image_tokens", path) ?? 0;
  const outputTokens = counts.count(units.output_tokens, "output_tokens", path) ?? 0;
  const searches = counts.count(units.search_units, "search_units", path) ?? 0;
  // Older models are billed by the image, newer ones by its tokens; an answer of these has both.
  const images = inputImageTokens > 0 ? 0 : (counts.count(units.images, "images", path) ?? 0);
  counts.unknown(units, KNOWN_UNITS, path);
  const counted: { [unit in CountedUnit]?: number } = {};
  if (searches > 0) counted.rerankSearch = searches;
  if (images > 0) counted.image = images;
  const usage: Usage = { ...NO_USAGE, inputTokens: text + inputImageTokens, outputTokens };
  if (inputImageTokens > 0) usage.inputImageTokens = inputImageTokens;
  if (searches > 0 || images > 0) usage.counted = counted;
  return counts.facts(usage);
}

const KNOWN_UNITS = ["input_tokens", "image_tokens", "output_tokens", "search_units", "images"];
