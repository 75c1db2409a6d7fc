import { styleText } from "node:util";
import { usdOfPico } from "../usd-of-pico.ts";
import type { BillTotals } from "./bill-totals.ts";
import { LINE_WIDTHS } from "./line-widths.ts";

/** Below the lines of several answers. */
export function renderTotal({ answers, notPriced, estimated, costPicoUsd }: BillTotals): string {
  const parts = [`${(answers - notPriced).toLocaleString("en-US")} of ${answers.toLocaleString("en-US")} answers`];
  if (estimated > 0) parts.push(`${estimated.toLocaleString("en-US")} estimated (~)`);
  const words = `${" ".repeat(LINE_WIDTHS.number)}  Total of ${parts.join(", ")}`;
  const cost = usdOfPico(costPicoUsd);
  return `${styleText("dim", "─".repeat(LINE_WIDTHS.all))}\n${words}${cost.padStart(Math.max(cost.length + 2, LINE_WIDTHS.all - words.length))}\n`;
}
