import type { PriceBookData, PricedModel, PriceRow } from "../price-row.ts";
import { resolvePrice } from "../resolve-price.ts";
import { modelLine, priceLine, sectionLine } from "./book-lines.ts";
import { priceKey, type Wanted, type WantedPrice } from "./wanted-prices.ts";

/** The lines that make the book say what is wanted; none of its own is changed. What the book has and nobody wants stays. */
export function newBookLines(book: PriceBookData, wanted: Wanted, { recordedAt }: { recordedAt: string }): string[] {
  const standing = Map.groupBy(book.rows, priceKey);
  const added = wanted.prices.filter((price) => !saysTheSame(latest(standing.get(priceKey(price))), price));
  const sections = Map.groupBy(added, ({ readOn, verified, source }) =>
    sectionLine({ recordedAt, readOn, verified, source }),
  );
  return [
    ...changedModels(book.models, wanted.models).map(modelLine),
    ...[...sections].flatMap(([section, prices]) => [
      section,
      ...prices.map((price) => priceLine(price, { correction: (standing.get(priceKey(price))?.length ?? 0) + 1 })),
    ]),
  ];
}

function latest(rows: readonly PriceRow[] | undefined): PriceRow | undefined {
  return rows?.reduce((a, b) => (b.recordedAt >= a.recordedAt ? b : a));
}

/** Prices that a fallback gives anyway make no difference. */
function saysTheSame(row: PriceRow | undefined, price: WantedPrice): boolean {
  return row !== undefined && row.verified === price.verified && billing(row) === billing(price);
}

function billing(price: WantedPrice): string {
  const { counted, ...resolved } = resolvePrice({ ...price, id: "" });
  return JSON.stringify([resolved, Object.entries(counted).sort()]);
}

/** Models with names that the book does not give them yet. A name that moves to another model leaves its old one. */
function changedModels(book: readonly PricedModel[], wanted: readonly PricedModel[]): PricedModel[] {
  const owners = new Map(
    wanted.flatMap((model) => model.names.map((name) => [`${model.provider} ${name}`, model.model])),
  );
  const standing = new Map(book.map((model) => [`${model.provider} ${model.model}`, model]));
  const wantedKeys = new Set(wanted.map((model) => `${model.provider} ${model.model}`));
  const isTakenFrom =
    ({ provider, model }: PricedModel) =>
    (name: string) =>
      (owners.get(`${provider} ${name}`) ?? model) !== model;
  const merged = wanted.map((model): PricedModel => {
    const before = standing.get(`${model.provider} ${model.model}`);
    const kept = (before?.names ?? []).filter((name) => !isTakenFrom(model)(name));
    const keptOpen = (before?.openEnded ?? []).filter(
      (name) => !isTakenFrom(model)(name) && !model.names.includes(name),
    );
    return {
      ...model,
      names: [...new Set([...kept, ...model.names])],
      openEnded: [...new Set([...keptOpen, ...model.openEnded])],
    };
  });
  const losers = book
    .filter((model) => !wantedKeys.has(`${model.provider} ${model.model}`) && model.names.some(isTakenFrom(model)))
    .map((model) => ({
      ...model,
      names: model.names.filter((name) => !isTakenFrom(model)(name)),
      openEnded: model.openEnded.filter((name) => !isTakenFrom(model)(name)),
    }));
  return [...losers, ...merged].filter((model) => {
    const before = standing.get(`${model.provider} ${model.model}`);
    return (
      before === undefined || !sameNames(before.names, model.names) || !sameNames(before.openEnded, model.openEnded)
    );
  });
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}
