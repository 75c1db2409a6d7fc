import { styleText } from "node:util";
import { modelPattern } from "../../instrumentation/pricing/model-pattern.ts";
import type { PricedModel } from "../../instrumentation/pricing/price-row.ts";
import { contextText } from "./context-text.ts";
import type { HistoricPrice } from "./price-history.ts";
import type { DisplayCurrency } from "./price-text.ts";
import { unitTexts } from "./unit-texts.ts";
import { wrapText } from "./wrap-text.ts";

const ALWAYS = "1970-01-01";

/** All that is known of a model's prices, as text of at most 80 columns where names and ids allow it. */
export function renderModel(
  model: PricedModel,
  history: readonly HistoricPrice[],
  currency?: DisplayCurrency | undefined,
): string {
  const label = (name: string, parts: readonly string[]) =>
    wrapText(parts, { indent: "           " }).map((line, at) =>
      at === 0 ? `  ${name.padEnd(9)}${line.slice(11)}` : line,
    );
  const money = currency ? `${currency.code} at ${currency.perUsd} for $1` : "$";
  return [
    `${styleText("bold", `${model.provider} ${model.model}`)} ${styleText("dim", `(${money} per million tokens)`)}`,
    ...label("names", model.names),
    ...(model.openEnded.length > 0
      ? label(
          "dated",
          model.openEnded.map((name) => `${name}-…`),
        )
      : []),
    ...label("pattern", [modelPattern(model)]),
    ...history.flatMap((price) => ["", ...renderPrice(price, currency)]),
  ].join("\n");
}

function renderPrice(price: HistoricPrice, currency: DisplayCurrency | undefined): string[] {
  const { tier, validFrom, validTo, hours, isCurrent, outranked, verified, source, readOn, id } = price;
  const since = validFrom === ALWAYS ? "since ever" : `from ${validFrom}`;
  const time = hours ? `, ${hours.from}-${hours.to} UTC` : "";
  const state = outranked ? `never: ${outranked}` : isCurrent ? "current" : "";
  const dates = `${since}${validTo ? ` to ${validTo}` : ""}${time}`;
  const title = `  ${styleText("bold", tier)} ${dates}${state && `  ${styleText(isCurrent ? "green" : "yellow", state)}`}`;
  return [
    title,
    ...wrapText(unitTexts(price.prices, { currency }), { indent: "    " }),
    ...(price.contextTiers ?? []).flatMap((tier) =>
      wrapText([contextText(tier, price), ...unitTexts(tier.prices, { currency })], { indent: "    ", separator: " " }),
    ),
    styleText("dim", `    id ${id}`),
    ...wrapText([source, `read ${readOn}${verified ? "" : ", not verified"}`], { indent: "    " }).map((line) =>
      styleText("dim", line),
    ),
  ];
}
