import { styleText } from "node:util";
import type { PriceRow } from "../../instrumentation/pricing/price-row.ts";
import { plainTable } from "../plain-table.ts";
import { contextText } from "./context-text.ts";
import { type DisplayCurrency, priceText } from "./price-text.ts";
import { unitTexts } from "./unit-texts.ts";
import { wrapText } from "./wrap-text.ts";

const ID_WIDTH = 42;
const IN_COLUMNS = ["input", "cacheRead", "output"] as const;

/** A table for each provider in at most 80 columns: prices for a million tokens, below a row what else it prices, below all the sources. */
export function renderPriceList(
  rows: readonly PriceRow[],
  options: { day: string; currency?: DisplayCurrency | undefined },
): string {
  const providers = Map.groupBy(rows, (row) => row.provider);
  return [...providers].map(([provider, ofProvider]) => providerTable(provider, ofProvider, options)).join("\n\n");
}

function providerTable(
  provider: string,
  rows: readonly PriceRow[],
  { day, currency }: { day: string; currency?: DisplayCurrency | undefined },
): string {
  const right = "right" as const;
  const sources = [...new Set(rows.map((row) => row.source))];
  const columns = [
    { head: "Price" },
    ...["Input", "Cached", "Output", "Source"].map((head) => ({ head, align: right })),
  ];
  const cells = rows.map((row) => [
    shorten(row.id.startsWith(`${provider}/`) ? row.id.slice(provider.length + 1) : row.id),
    ...IN_COLUMNS.map((unit) => {
      const price = row.prices[unit];
      return price === undefined ? "–" : priceText(price, { perMillion: true, currency });
    }),
    `${row.verified ? "" : "?"}${sources.indexOf(row.source) + 1}`,
  ]);
  const [head = "", rule = "", ...lines] = plainTable(columns, cells).split("\n");
  const money = currency ? `${currency.code} at ${currency.perUsd} for $1` : "$";
  return [
    `${styleText("bold", provider)} ${styleText("dim", `(on ${day}, ${money} per million tokens)`)}`,
    head,
    rule,
    ...lines.flatMap((line, at) => [line, ...details(rows[at], currency)]),
    ...sources
      .flatMap((source, at) => wrapText([`${at + 1} ${source}`], { indent: "  " }))
      .map((line) => styleText("dim", line)),
    ...(rows.some((row) => !row.verified) ? [styleText("dim", "  ? not verified: the page was not read")] : []),
  ].join("\n");
}

/** What has no column: other units, and context tiers. */
function details(row: PriceRow | undefined, currency: DisplayCurrency | undefined): string[] {
  if (row === undefined) return [];
  const tiers = (row.contextTiers ?? []).flatMap((tier) =>
    wrapText([contextText(tier, row), ...unitTexts(tier.prices, { currency })], { indent: "      ", separator: " " }),
  );
  const others = unitTexts(row.prices, { currency, without: IN_COLUMNS });
  return [...wrapText(others, { indent: "      " }), ...tiers].map((line) => styleText("dim", line));
}

/** The end of an id tells more than its middle: the tier and the day. */
function shorten(id: string): string {
  if (id.length <= ID_WIDTH) return id;
  const end = id.slice(-Math.floor(ID_WIDTH / 2));
  return `${id.slice(0, ID_WIDTH - end.length - 1)}…${end}`;
}
