import type { ContextTier, PricedModel, PriceRow } from "../price-row.ts";
import type { Unit } from "../units.ts";

/** The head of a section: what its price lines have in common. `parse-price-book.ts` says how lines are read. */
export function sectionLine({
  recordedAt,
  readOn,
  verified,
  source,
}: Pick<PriceRow, "recordedAt" | "readOn" | "verified" | "source">): string {
  return fields("@", recordedAt, readOn, verified ? "verified" : "unverified", source);
}

export function modelLine({ provider, model, names, openEnded }: PricedModel): string {
  return fields("m", provider, model, names.map((name) => (openEnded.includes(name) ? `${name}*` : name)).join(" "));
}

/** `correction`: how many rows of this start the book has with it, 1 for the first. */
export function priceLine(price: Omit<PriceRow, "id" | "recordedAt">, { correction }: { correction: number }): string {
  const { provider, model, tier, validFrom, hours, contextTiers = [], contextRule } = price;
  const start = [
    validFrom,
    ...(hours ? [`${hours.from}-${hours.to}`] : []),
    ...(correction > 1 ? [`#${correction}`] : []),
  ];
  const sign = contextRule === "partAbove" ? "+" : ">";
  const tiers = contextTiers.map((part) => `${sign}${part.aboveInputTokens} ${pricesText(part)}`);
  return fields("p", provider, model, tier, start.join(" "), pricesText(price), ...tiers);
}

function pricesText({ prices, unrounded = {} }: Pick<ContextTier, "prices" | "unrounded">): string {
  return (Object.entries(prices) as [Unit, number][])
    .map(([unit, price]) => `${unit}=${price}${unrounded[unit] ? `(${unrounded[unit]})` : ""}`)
    .join(" ");
}

/** @throws {Error} for what the book's text cannot hold */
function fields(...parts: string[]): string {
  for (const part of parts) {
    if (part === "" || /[\t\n`\\]|\$\{/.test(part))
      throw new Error(`Cannot write a line of the price book: field "${part}" of "${parts.join(" ")}"`);
  }
  return parts.join("\t");
}
