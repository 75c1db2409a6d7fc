import { styleText } from "node:util";
import { wrapText } from "../prices/wrap-text.ts";
import type { BillTotals } from "./bill-totals.ts";
import type { PriceResult } from "./price-result.ts";
import { cut, printable, usd } from "./render-bill.ts";

const WIDTHS = { number: 6, model: 26, tokens: 10, cost: 20 };
const WIDTH = 80;

/** Above the lines of several answers. */
export function renderLinesHead(): string {
  const columns = [
    "#".padStart(WIDTHS.number),
    "Model".padEnd(WIDTHS.model),
    "Tokens in".padStart(WIDTHS.tokens),
    "out".padStart(WIDTHS.tokens),
    "Cost".padStart(WIDTHS.cost),
  ];
  return `${styleText("dim", columns.join("  "))}\n${styleText("dim", "─".repeat(WIDTH))}\n`;
}

/** One answer of several; what is wrong stands below it. */
export function renderLine(result: PriceResult, number: number): string {
  const { usage, model, costPicoUsd, status, error } = result;
  const count = (tokens: number | undefined) => (tokens === undefined ? "–" : tokens.toLocaleString("en-US"));
  const cost = costPicoUsd === null ? (status === "error" ? "error" : "no price") : usd(costPicoUsd);
  const line = [
    String(number).padStart(WIDTHS.number),
    cut(printable(model ?? "–"), WIDTHS.model).padEnd(WIDTHS.model),
    count(usage?.inputTokens).padStart(WIDTHS.tokens),
    count(usage?.outputTokens).padStart(WIDTHS.tokens),
    (status === "estimated" ? `~${cost}` : cost).padStart(WIDTHS.cost),
  ].join("  ");
  const mark = status === "error" || status === "unpriced" ? "! " : "";
  if (error === null) return `${line}\n`;
  const why = wrapText(`${mark}${printable(error)}`.split(" "), {
    indent: " ".repeat(WIDTHS.number + 2),
    separator: " ",
  });
  return `${[line, ...why].join("\n")}\n`;
}

export function renderTotal({ answers, notPriced, estimated, costPicoUsd }: BillTotals): string {
  const parts = [`${(answers - notPriced).toLocaleString("en-US")} of ${answers.toLocaleString("en-US")} answers`];
  if (estimated > 0) parts.push(`${estimated.toLocaleString("en-US")} estimated (~)`);
  const words = `${" ".repeat(WIDTHS.number)}  Total of ${parts.join(", ")}`;
  const cost = usd(costPicoUsd);
  return `${styleText("dim", "─".repeat(WIDTH))}\n${words}${cost.padStart(Math.max(cost.length + 2, WIDTH - words.length))}\n`;
}
