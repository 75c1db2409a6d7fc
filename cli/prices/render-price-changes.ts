import { styleText } from "node:util";
import { isTokenUnit } from "../../instrumentation/pricing/is-token-unit.ts";
import { plainTable } from "../plain-table.ts";
import type { PriceChange } from "./price-changes.ts";
import { type DisplayCurrency, priceText } from "./price-text.ts";
import { unitName } from "./unit-name.ts";

/** A table for each provider, in at most 80 columns: what a unit cost and costs, and the change in percent. */
export function renderPriceChanges(
  changes: readonly PriceChange[],
  options: { from: string; to: string; currency?: DisplayCurrency | undefined },
): string {
  const { from, to, currency } = options;
  if (changes.length === 0) return `No price changes between ${from} and ${to}.`;
  const money = currency ? `${currency.code} at ${currency.perUsd} for $1` : "$";
  return [...Map.groupBy(changes, ({ provider }) => provider)]
    .map(([provider, ofProvider]) => {
      const right = "right" as const;
      const columns = [
        ...[{ head: "Tier" }, { head: "Unit" }],
        ...[
          { head: from, align: right },
          { head: to, align: right },
          { head: "", align: right },
        ],
      ];
      const rows = ofProvider.map((change) => [
        shorten(`${change.tier}${change.hours ? ` ${change.hours}` : ""}`, 20),
        shorten(unitText(change), 24),
        ...[change.fromPicoUsd, change.toPicoUsd].map((price) =>
          price === null ? "–" : priceText(price, { perMillion: isTokenUnit(change.unit), currency }),
        ),
        changeText(change),
      ]);
      const [head = "", rule = "", ...lines] = plainTable(columns, rows).split("\n");
      const title = `${styleText("bold", provider)} ${styleText("dim", `(${money} per million tokens, others each)`)}`;
      return [title, head, rule, ...withModels(lines, ofProvider)].join("\n");
    })
    .join("\n\n");
}

/** The name of a model above its lines. */
function withModels(lines: readonly string[], changes: readonly PriceChange[]): string[] {
  return lines.flatMap((line, at) => {
    const model = changes[at]?.model ?? "";
    return model === changes[at - 1]?.model ? [line] : [`  ${styleText("bold", shorten(model, 78))}`, line];
  });
}

function unitText({ unit, aboveInputTokens }: PriceChange): string {
  return aboveInputTokens === undefined
    ? unitName(unit)
    : `${unitName(unit)} over ${Math.round(aboveInputTokens / 1000)}k`;
}

/** "-20%", "+5.3%"; of a price that came or went there is no percentage. */
function changeText({ fromPicoUsd, toPicoUsd }: PriceChange): string {
  if (fromPicoUsd === null) return "new";
  if (toPicoUsd === null) return "gone";
  if (fromPicoUsd === 0) return "not free";
  const percent = (toPicoUsd / fromPicoUsd - 1) * 100;
  const text = `${percent > 0 ? "+" : ""}${Number(percent.toFixed(1))}%`;
  return styleText(percent > 0 ? "red" : "green", text);
}

function shorten(name: string, width: number): string {
  return name.length > width ? `${name.slice(0, width - 1)}…` : name;
}
