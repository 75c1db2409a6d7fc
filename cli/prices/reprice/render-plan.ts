import { styleText } from "node:util";
import { formatUsd } from "../../format-usd.ts";
import { plainTable } from "../../plain-table.ts";
import { picoDecimal } from "./pico-decimal.ts";
import type { PlanLine, RepricingPlan } from "./repricing-plan.ts";

const CENT = 10_000_000_000n;
const NAME_WIDTH = 22;
const NO_PRICE = "no price";

/** What a run changes, by model, in 80 columns. Models whose prices are right are one line below the table. */
export function renderPlan({ lines, total }: RepricingPlan, { isUndo = false }: { isUndo?: boolean } = {}): string {
  const shown = lines.filter((line) => line.correctedCalls > 0 || line.unpricedCalls > 0 || line.unknownCalls > 0);
  const others = lines.length - shown.length;
  // Small sums would all be <$0.01.
  const decimals = shown.some(({ delta }) => delta !== 0n && delta < 100n * CENT && delta > -100n * CENT) ? 6 : 2;
  const usd = (pico: bigint) => formatUsd(picoDecimal(pico), decimals);
  const isCorrected = total.before !== total.billed;
  const right = "right" as const;
  const columns = [
    { head: "Model" },
    { head: "Calls", align: right },
    { head: isCorrected ? "So far" : "As billed", align: right },
    { head: "As it would be", align: right },
    { head: "Difference", align: right },
    { head: isUndo ? "Unpriced" : "New prices", align: right },
  ];
  const cells = (name: string, line: Omit<PlanLine, "provider" | "model">) => [
    name,
    count(line.calls),
    isUnpriced(line, line.unpricedCalls + line.newlyPricedCalls) ? NO_PRICE : usd(line.before),
    isUnpriced(line, line.unpricedCalls) ? NO_PRICE : usd(line.before + line.delta),
    difference(line.delta, decimals),
    count(Math.abs(line.newlyPricedCalls)),
  ];
  const rows = shown.map((line) => cells(shorten(line.model || "(none)"), line));
  const text = [
    ...(rows.length > 0 ? [plainTable(columns, [...rows, cells("Total", total)])] : []),
    ...notes({ total, others, isUndo }),
    ...(isCorrected ? [note(`So far: as corrected by earlier runs; as billed it is ${usd(total.billed)}`)] : []),
  ];
  return text.join("\n");
}

/** Of a model whose calls have no price there is no sum, and $0 would be one. */
function isUnpriced({ calls }: { calls: number }, unpriced: number): boolean {
  return calls > 0 && unpriced === calls;
}

function notes({
  total,
  others,
  isUndo,
}: {
  total: RepricingPlan["total"];
  others: number;
  isUndo: boolean;
}): string[] {
  if (isUndo) return [];
  const models = others === 1 ? "1 other model" : `${count(others)} other models`;
  return [
    ...(others > 0 ? [note(`${models}, in the total: each call has its right price`)] : []),
    ...(total.unpricedCalls > 0
      ? [note(`${calls(total.unpricedCalls)} have no price with it either: see "tollgate prices check"`, "yellow")]
      : []),
    ...(total.unknownCalls > 0
      ? [
          note(
            `${calls(total.unknownCalls)} stay as they are: they came before the ledger kept counts of audio, images and searches`,
            "yellow",
          ),
        ]
      : []),
  ];
}

function note(text: string, colour: "dim" | "yellow" = "dim"): string {
  return `  ${styleText(colour, text)}`;
}

function calls(number: number): string {
  return number === 1 ? "1 call" : `${count(number)} calls`;
}

function count(number: number): string {
  return number.toLocaleString("en");
}

function difference(pico: bigint, decimals: number): string {
  if (pico === 0n) return "–";
  const text = `${pico > 0n ? "+" : ""}${formatUsd(picoDecimal(pico), decimals)}`;
  return styleText(pico > 0n ? "red" : "green", text);
}

function shorten(name: string): string {
  return name.length > NAME_WIDTH ? `${name.slice(0, NAME_WIDTH - 1)}…` : name;
}
