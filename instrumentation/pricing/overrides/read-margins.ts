import type { Margin } from "./price-overrides.ts";
import { readModelNames } from "./read-model-names.ts";
import { readProvider } from "./read-provider.ts";
import type { YamlMap } from "./yaml-map.ts";

/** A thousand percent is eleven times the cost. */
const MOST_PERCENT = 1_000;

/** `margins:`, what customers are charged on top. */
export function readMargins(top: YamlMap): Margin[] {
  const keys = ["percent", "customer", "provider", "model", "from"];
  return top.entries("margins", { what: "a margin", keys }).flatMap((entry) => {
    if (!entry.require("percent")) return [];
    const percentMillionths = entry.decimal("percent", { exponent: 6, most: MOST_PERCENT });
    const customer = entry.text("customer");
    const provider = readProvider(entry);
    const model = readModelNames(entry, "model", provider)?.[0];
    const from = entry.date("from");
    if (percentMillionths === undefined) return [];
    return {
      percentMillionths,
      ...(customer !== undefined && { customer }),
      ...(provider !== undefined && { provider }),
      ...(model !== undefined && { model }),
      ...(from !== undefined && { from }),
      line: entry.line,
    };
  });
}
