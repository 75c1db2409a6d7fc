import { wrapText } from "../prices/wrap-text.ts";
import { usdOfPico } from "../usd-of-pico.ts";
import { cutToWidth } from "./cut-to-width.ts";
import { LINE_WIDTHS } from "./line-widths.ts";
import type { PriceResult } from "./price-result.ts";
import { printable } from "./printable.ts";

/** One answer of several; what is wrong stands below it. */
export function renderLine(result: PriceResult, number: number): string {
  const { usage, model, costPicoUsd, status, error } = result;
  const count = (tokens: number | undefined) => (tokens === undefined ? "–" : tokens.toLocaleString("en-US"));
  const cost = costPicoUsd === null ? (status === "error" ? "error" : "no price") : usdOfPico(BigInt(costPicoUsd));
  const line = [
    String(number).padStart(LINE_WIDTHS.number),
    cutToWidth(printable(model ?? "–"), LINE_WIDTHS.model).padEnd(LINE_WIDTHS.model),
    count(usage?.inputTokens).padStart(LINE_WIDTHS.tokens),
    count(usage?.outputTokens).padStart(LINE_WIDTHS.tokens),
    (status === "estimated" ? `~${cost}` : cost).padStart(LINE_WIDTHS.cost),
  ].join("  ");
  const mark = status === "error" || status === "unpriced" ? "! " : "";
  if (error === null) return `${line}\n`;
  const why = wrapText(`${mark}${printable(error)}`.split(" "), {
    indent: " ".repeat(LINE_WIDTHS.number + 2),
    separator: " ",
  });
  return `${[line, ...why].join("\n")}\n`;
}
