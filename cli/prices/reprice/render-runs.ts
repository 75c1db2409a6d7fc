import { styleText } from "node:util";
import { formatUsd } from "../../format-usd.ts";
import { plainTable } from "../../plain-table.ts";
import type { RepricingRun } from "./repricing-runs.ts";

/** The audit, newest first: a line of figures for each run, and what it was about below. */
export function renderRuns(runs: readonly RepricingRun[]): string {
  const right = "right" as const;
  const columns = [
    { head: "Run" },
    { head: "When (UTC)" },
    { head: "Corrected", align: right },
    { head: "Difference", align: right },
    { head: "State" },
  ];
  const rows = runs.map((run) => [
    run.runId,
    run.startedAt.slice(0, 16),
    run.correctedCalls.toLocaleString("en"),
    run.state === "running" ? "–" : formatUsd(run.deltaUsd),
    state(run),
  ]);
  const [head = "", rule = "", ...lines] = plainTable(columns, rows).split("\n");
  const text = lines.flatMap((line, at) => {
    const run = runs[at];
    return run === undefined ? [line] : [line, styleText("dim", `    ${about(run)}`)];
  });
  return [head, rule, ...text].join("\n");
}

function state({ state, undoneBy }: RepricingRun): string {
  if (state === "undone") return styleText("dim", `undone by ${undoneBy}`);
  return state === "running" ? styleText("yellow", "not finished") : styleText("green", "done");
}

function about(run: RepricingRun): string {
  const filters = [run.provider, ...run.models, run.tenant && `tenant ${run.tenant}`].filter((text) => text !== "");
  return [
    run.mode === "undo" ? `takes back ${run.undoes}` : `${run.from} to ${run.to}`,
    ...(filters.length > 0 ? [filters.join(", ")] : []),
    `by ${run.postedBy}`,
    ...(run.newlyPricedCalls !== 0 ? [`${run.newlyPricedCalls.toLocaleString("en")} priced for the first time`] : []),
    ...(run.reason ? [run.reason] : []),
  ].join(" · ");
}
