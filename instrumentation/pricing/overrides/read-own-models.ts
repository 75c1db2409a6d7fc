import type { DailyHours, UnitPrices } from "../price-row.ts";
import { plainTier } from "../service-tier.ts";
import { COUNTED_UNITS } from "../units.ts";
import type { OwnModel } from "./price-overrides.ts";
import { readModelNames } from "./read-model-names.ts";
import { PRICE_KEYS, readPrices } from "./read-prices.ts";
import { readProvider } from "./read-provider.ts";
import type { YamlMap } from "./yaml-map.ts";

const KEYS = ["provider", "model", "names", "open_ended", "tier", "from", "hours", "free", ...PRICE_KEYS];

/** Nothing of the model is billed, whatever an answer counts. No `request`: it would be a line of its own in every bill. */
const FREE_PRICES: UnitPrices = {
  input: 0,
  output: 0,
  ...Object.fromEntries(COUNTED_UNITS.filter((unit) => unit !== "request").map((unit) => [unit, 0])),
};

/** `models:`, prices of models that are self-hosted, fine-tuned or otherwise one's own. */
export function readOwnModels(top: YamlMap): OwnModel[] {
  const entries = top.entries("models", { what: "a model", keys: KEYS });
  const models = entries.flatMap((entry) => readOwnModel(entry) ?? []);
  const seen = new Map<string, OwnModel>();
  for (const model of models) {
    const hours = model.hours ? ` ${model.hours.from}-${model.hours.to}` : "";
    const key = `${model.provider}/${model.model}, tier ${model.tier}, from ${model.from}${hours}`;
    const other = seen.get(key);
    if (other !== undefined) {
      top.file.complain(
        model.line,
        `Cannot use a second price of ${key}: the one in line ${other.line} has that start`,
      );
    }
    seen.set(key, model);
  }
  return models;
}

function readOwnModel(entry: YamlMap): OwnModel | undefined {
  if (!entry.require("provider", "model")) return undefined;
  const provider = readProvider(entry);
  const model = readModelNames(entry, "model", provider)?.[0];
  const names = readModelNames(entry, "names", provider) ?? [];
  const isFree = entry.has("free") && entry.flag("free");
  const prices = readPrices(entry);
  if (isFree === PRICE_KEYS.some((key) => entry.has(key))) {
    entry.complain(
      `Cannot use ${entry.what}: expected either "free: true" or prices in ${PRICE_KEYS.map((key) => `"${key}"`).join(" or ")}`,
    );
  }
  const openEnded = entry.has("open_ended") && entry.flag("open_ended");
  const tier = plainTier(entry.text("tier"));
  const from = entry.date("from") ?? "1970-01-01";
  const hours = readHours(entry);
  if (provider === undefined || model === undefined) return undefined;
  return {
    provider,
    model,
    names: [...new Set([model, ...names])],
    openEnded,
    tier,
    from,
    ...(hours !== undefined && { hours }),
    prices: isFree ? FREE_PRICES : (prices ?? {}),
    line: entry.line,
  };
}

const HALF_HOUR = "(?:[01]\\d|2[0-3]):[03]0";
const HOURS = new RegExp(`^(${HALF_HOUR})\\s*-\\s*(${HALF_HOUR}|24:00)$`);

function readHours(entry: YamlMap): DailyHours | undefined {
  const expected = 'half hours in UTC as "22:00-06:30"';
  const text = entry.matching("hours", HOURS, expected);
  const [, from = "", end = ""] = HOURS.exec(text ?? "") ?? [];
  if (from === "") return undefined;
  // A day has no 24:00; what lasts to midnight ends as the next day begins.
  const to = end === "24:00" ? "00:00" : end;
  if (from === to) return entry.complain(`Cannot use hours "${text}" of ${entry.what}: expected ${expected}`, "hours");
  return { from, to };
}
