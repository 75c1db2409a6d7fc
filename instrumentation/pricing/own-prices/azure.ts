import { AZURE_EARLIER_MODELS } from "./azure-earlier-models.ts";
import { AZURE_MEDIA_PRICES } from "./azure-media.ts";
import type { AzureModel } from "./azure-model.ts";
import { AZURE_MODELS } from "./azure-models.ts";
import { AZURE_OTHER_MODELS } from "./azure-other-models.ts";
import { fromStandard } from "./from-standard.ts";
import type { OwnPrice } from "./own-price.ts";
import { ownPriceList } from "./own-price-list.ts";
import type { UsdPerMillion } from "./prices-in-usd.ts";

// The meters of https://prices.azure.com/api/retail/prices as azure-genai-prices 0.2.0 carries them, read by Azure on 2026-08-11. What
// came later is from litellm 1.109.1.
const METERS = {
  provider: "azure",
  source: "https://pypi.org/project/azure-genai-prices/0.2.0/",
  readOn: "2026-11-23",
  verified: true,
};
const LATER = { ...METERS, source: "https://pypi.org/project/litellm/1.109.1/" };
const LATER_MODELS = /^gpt-6/;

const SEARCHES = ["webSearch"] as const;
const FEES = ["webSearch", "fileSearch", "codeSession"] as const;

/**
 * OpenAI's models on Azure. A deployment has a name of its choosing, so that calls find these only by a configuration that says which model
 * a deployment serves. The plain name and `global/…` are a global deployment; `data-zone/…` one of the EU or the US where both cost the same,
 * `data-zone-us/…`, `data-zone-eu/…` and `data-zone-apac/…` one of a certain zone; `regional/…` one in a region of the US: most regions
 * elsewhere cost a tenth more than those. Provisioned deployments are billed by the hour, whatever they are called, and have no row here.
 */
export const AZURE_PRICES: readonly OwnPrice[] = [
  ...[...AZURE_MODELS, ...AZURE_EARLIER_MODELS].flatMap(pricesOf),
  ...AZURE_MEDIA_PRICES,
  ...AZURE_OTHER_MODELS,
];

function pricesOf(listed: AzureModel): OwnPrice[] {
  const global = globalPrices(listed);
  return [...global, ...zonePrices(listed, global), ...regionalPrices(listed, global)];
}

function globalPrices(listed: AzureModel): OwnPrice[] {
  const { model, versions, validFrom, usd, each } = listed;
  const globalNames = [model, ...(versions ?? otherNames(model))].map((name) => `global/${name}`);
  const origin = LATER_MODELS.test(model) || validFrom ? LATER : METERS;
  const standard = ownPriceList(origin, [
    {
      model,
      names: [...(versions ? [model, ...versions] : []), ...globalNames],
      ...(validFrom && { validFrom }),
      usd,
      ...(each && { each }),
      ...(listed.long && { above: { tokens: 272_000, usd: longContext(usd) } }),
    },
  ]);
  const batch = listed.batch ? fromStandard(standard, { tier: "batch", times: [1, 2], unchanged: FEES }) : [];
  const priority = listed.priority
    ? fromStandard(listed.priorityShortOnly ? standard.map(withoutLongContext) : standard, {
        tier: "priority",
        times: listed.priority,
        unchanged: FEES,
      })
    : [];
  return [...standard, ...batch.map((row) => batchPrice(listed, row)), ...priority];
}

/** Without a meter of its own, cached input in a batch is input; that of GPT-5.4 is rounded to a cent. */
function batchPrice({ batch, model }: AzureModel, row: OwnPrice): OwnPrice {
  const { cacheRead, ...prices } = row.prices;
  if (batch === "plain" || cacheRead === undefined) return { ...row, prices };
  return { ...row, prices: { ...row.prices, cacheRead: model === "gpt-5.4" ? 130_000 : cacheRead } };
}

function zonePrices(listed: AzureModel, global: readonly OwnPrice[]): OwnPrice[] {
  if (listed.zones === "none") return [];
  const tenth = listed.zones === "eu fifth" ? ["data-zone-us"] : ["data-zone", "data-zone-us", "data-zone-eu"];
  const fifth = { tenth: [], "tenth, apac": ["data-zone-apac"], "eu fifth": ["data-zone-eu", "data-zone-apac"] };
  const metered = global.filter((row) => row.tier === "standard");
  return [
    ...elsewhere(listed, global.map(withoutFees("codeSession")), tenth, [11, 10]),
    ...elsewhere(listed, metered.map(withoutFees("codeSession", "fileSearch")), fifth[listed.zones], [6, 5]),
  ];
}

function regionalPrices(listed: AzureModel, global: readonly OwnPrice[]): OwnPrice[] {
  const validFrom = listed.regionalFrom;
  if (validFrom === undefined) return [];
  const standard = global.filter((row) => row.tier === "standard").map((row) => ({ ...row, validFrom }));
  return elsewhere(listed, standard, ["regional", "regional-us"], [11, 10]);
}

/** The same rows under the names of another kind of deployment. */
function elsewhere(
  listed: AzureModel,
  rows: readonly OwnPrice[],
  places: readonly string[],
  times: readonly [number, number],
): OwnPrice[] {
  const names = [listed.model, ...(listed.versions ?? otherNames(listed.model))];
  return rows.flatMap((row) =>
    places.slice(0, 1).flatMap((place) =>
      fromStandard([row], { tier: row.tier, times, unchanged: SEARCHES }).map((priced) => ({
        ...(listed.perThousand ? inMillionthsOfADollar(priced) : priced),
        model: `${place}/${listed.model}`,
        names: places.flatMap((other) => names.map((name) => `${other}/${name}`)),
      })),
    ),
  );
}

/** `o3-2025-04-16` is what the generator's source calls `o3`. */
function otherNames(model: string): string[] {
  const undated = model.replace(/-20\d\d-\d\d-\d\d$/, "");
  return undated === model ? [] : [undated];
}

/** A millionth of a dollar for a thousand tokens is a thousand picodollars for one. */
function inMillionthsOfADollar(row: OwnPrice): OwnPrice {
  const prices = Object.entries(row.prices).map(([unit, price = 0]) => [unit, Math.floor((price + 500) / 1000) * 1000]);
  return { ...row, prices: Object.fromEntries(prices) };
}

/** Containers have no meter in a data zone, and file searches none in those that cost a fifth more. */
function withoutFees(...fees: readonly string[]): (row: OwnPrice) => OwnPrice {
  return (row) => {
    const kept = Object.entries(row.prices).filter(([unit]) => !fees.includes(unit));
    return { ...row, prices: Object.fromEntries(kept) };
  };
}

function withoutLongContext({ contextTiers: _, ...row }: OwnPrice): OwnPrice {
  return row;
}

function longContext({ output = 0, ...input }: UsdPerMillion): UsdPerMillion {
  const twice = Object.fromEntries(Object.entries(input).map(([unit, usd]) => [unit, usd * 2]));
  return { ...twice, output: output * 1.5 };
}
