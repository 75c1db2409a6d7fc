import { createHash } from "node:crypto";
import type { EffectivePriceBook } from "../instrumentation/pricing/overrides/effective-price-book.ts";
import type { PricedModel } from "../instrumentation/pricing/price-row.ts";
import { PROVIDER_ALIASES } from "../instrumentation/pricing/provider-name.ts";
import { ALL_DAY, priceRanges } from "./price-ranges.ts";
import { priceRecords } from "./price-records.ts";

/** A table of schema/130_prices.sql and its rows. */
export interface PriceTable {
  name: "prices" | "price_providers" | "price_models" | "price_ranges";
  rows: readonly object[];
}

/** Raised by whoever changes what the tables say of a book, so that databases are loaded anew. */
const FORMAT = 1;

/** Which book and reading of it the tables hold. 40 ms for the published book, where making the tables takes 150. */
export function priceTablesChecksum({ models, rows, overrides }: EffectivePriceBook): string {
  const deployments = deploymentNames(overrides);
  const free = freeOfCharge(overrides);
  const text = JSON.stringify([
    FORMAT,
    PROVIDER_ALIASES,
    models,
    rows,
    // Named after the marks of their names, so that databases from before those are loaded anew.
    ...(deployments.size > 0 ? [DEPLOYMENT, ...deployments] : []),
    ...(free.length > 0 ? [free] : []),
  ]);
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

/**
 * The book as the tables have it, each marked with `checksum`. Which of two rows wins and how long it holds is found out by the same
 * functions that price a call in the process, so that SQL only looks up.
 *
 * @throws {Error} for a book that the tables cannot hold, naming the row
 */
export function priceTables({ models, rows, overrides }: EffectivePriceBook, checksum: string): PriceTable[] {
  const ranges = priceRanges(rows);
  const byHour = new Set(ranges.filter(({ slot }) => slot !== ALL_DAY).map(({ model }) => model));
  const deployments = deploymentNames(overrides);
  const names = modelNames(models).map((name) => ({
    ...name,
    by_hour: byHour.has(`${name.provider}/${name.model}`),
    deployment: deployments.has(`${name.provider}/${name.name}`),
  }));
  const marks = [
    ...freeOfCharge(overrides),
    ...names.flatMap((name) => (name.deployment ? deploymentMarks(name) : [])),
  ];
  return [
    { name: "prices", rows: priceRecords({ models, rows }, ranges) },
    {
      name: "price_providers",
      rows: [...providers(models), ...marks, { alias: MARKER, provider: checksum }],
    },
    { name: "price_models", rows: [...names, { name: MARKER, model: checksum }] },
    {
      name: "price_ranges",
      rows: [...ranges, { price_id: checksum, valid_from: "1970-01-01", valid_to: "1970-01-01" }],
    },
  ];
}

const DEPLOYMENT = " deployment";

/** A deployment as schema/136_deployments.sql looks it up, also with its provider before it as gateways name it. */
function deploymentMarks({ provider, name }: PricedName): { alias: string; provider: string }[] {
  return ["", `${provider}/`].map((prefix) => ({ alias: `${DEPLOYMENT} ${provider}/${prefix}${name}`, provider }));
}

/** No name of a call after normalisation: those have no space. */
const MARKER = " book";

function providers(models: readonly PricedModel[]): { alias: string; provider: string }[] {
  const canonical = models.map(({ provider }): [string, string] => [provider, provider]);
  const spelled = new Map([...canonical, ...Object.entries(PROVIDER_ALIASES)]);
  return [...spelled].map(([alias, provider]) => ({ alias, provider }));
}

/** What the price file calls free, as schema/135_free_of_charge.sql looks it up: environments, and each spelling of a provider. */
function freeOfCharge(overrides: EffectivePriceBook["overrides"]): { alias: string; provider: string }[] {
  const { environments = [], providers = [] } = overrides?.free ?? {};
  const spellings = Object.entries(PROVIDER_ALIASES).flatMap(([alias, of]) => (providers.includes(of) ? alias : []));
  const names = [
    ...environments.map((name) => ` environment ${name}`),
    ...[...providers, ...spellings].map((name) => ` provider ${name}`),
  ];
  return [...new Set(names)].sort().map((alias) => ({ alias, provider: "free" }));
}

/** The names of the price file that price a call whatever its answer says. */
function deploymentNames(overrides: EffectivePriceBook["overrides"]): ReadonlySet<string> {
  const deployments = overrides?.deployments ?? [];
  return new Set(deployments.flatMap(({ provider, names }) => names.map((name) => `${provider}/${name}`)));
}

/** As the book in the process reads them: of two models with one name the later one has it. */
function modelNames(models: readonly PricedModel[]): (PricedName & { model: string })[] {
  const found = new Map<string, PricedName & { model: string }>();
  for (const { provider, model, names, openEnded } of models) {
    for (const name of names) found.set(`${provider}/${name}`, { provider, name, open_ended: false, model });
    for (const name of openEnded) found.set(`${provider}/${name}*`, { provider, name, open_ended: true, model });
  }
  return [...found.values()];
}

interface PricedName {
  provider: string;
  name: string;
  open_ended: boolean;
}
