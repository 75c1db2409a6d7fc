import { plainTier } from "../service-tier.ts";
import type { Discount } from "./price-overrides.ts";
import { readModelNames } from "./read-model-names.ts";
import { PRICE_KEYS, readPrices } from "./read-prices.ts";
import { readProvider } from "./read-provider.ts";
import type { YamlMap } from "./yaml-map.ts";

const KEYS = ["name", "provider", "model", "tier", "from", "to", "percent", ...PRICE_KEYS];

/** `discounts:`, each with a name of its own, and either a percentage or prices. */
export function readDiscounts(top: YamlMap): Discount[] {
  const entries = top.entries("discounts", { what: "a discount", keys: KEYS });
  const discounts = entries.flatMap((entry) => readDiscount(entry) ?? []);
  const seen = new Map<string, Discount>();
  for (const discount of discounts) {
    const other = seen.get(discount.name);
    if (other !== undefined) {
      top.file.complain(
        discount.line,
        `Cannot use name "${discount.name}" of a discount: the one in line ${other.line} has it`,
      );
    }
    seen.set(discount.name, discount);
  }
  return discounts;
}

function readDiscount(entry: YamlMap): Discount | undefined {
  if (!entry.require("name", "provider")) return undefined;
  const name = entry.matching("name", /^[A-Za-z0-9][\w.-]{0,59}$/, 'letters, digits, ".", "_" and "-", at most 60');
  const provider = readProvider(entry);
  const models = readModelNames(entry, "model", provider);
  const tiers = entry.texts("tier")?.map((tier) => (tier === "*" ? tier : plainTier(tier)));
  const [from, to] = [entry.date("from"), entry.date("to")];
  if (from !== undefined && to !== undefined && to < from) {
    entry.complain(`Cannot use to "${to}" of ${entry.what}: it is before from "${from}"`, "to");
  }
  const percentMillionths = entry.has("percent") ? entry.decimal("percent", { exponent: 6, most: 100 }) : undefined;
  const prices = readPrices(entry);
  if (entry.has("percent") === PRICE_KEYS.some((key) => entry.has(key))) {
    entry.complain(
      `Cannot use ${entry.what}: expected either "percent" or prices in ${PRICE_KEYS.map((key) => `"${key}"`).join(" or ")}`,
    );
  }
  if (name === undefined || provider === undefined) return undefined;
  return {
    name,
    provider,
    ...(models !== undefined && !models.includes("*") && { models }),
    ...(tiers !== undefined && !tiers.includes("*") && { tiers }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(percentMillionths !== undefined && { percentMillionths }),
    ...(prices !== undefined && { prices }),
    line: entry.line,
  };
}
