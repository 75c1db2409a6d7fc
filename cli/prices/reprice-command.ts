import { Command, Option } from "commander";
import { priceTablesChecksum } from "../../clickhouse/price-tables.ts";
import { effectivePriceBook } from "../../instrumentation/pricing/overrides/effective-price-book.ts";
import { dayArgument } from "./day-argument.ts";
import { loadedBook } from "./reprice/loaded-book.ts";
import { planJson } from "./reprice/plan-json.ts";
import { renderPlan } from "./reprice/render-plan.ts";
import { repriceCalls } from "./reprice/reprice-calls.ts";
import type { RepricingOutcome } from "./reprice/repricing-outcome.ts";
import type { RepricingScope } from "./reprice/repricing-plan.ts";
import { runIdArgument } from "./reprice/run-id-argument.ts";
import { undoRun } from "./reprice/undo-run.ts";
import { withLedger } from "./reprice/with-ledger.ts";

interface RepriceOptions {
  from?: string;
  to?: string;
  provider?: string;
  model: string[];
  tenant?: string;
  undo?: string;
  run?: string;
  reason?: string;
  dryRun?: boolean;
  apply?: boolean;
  yes?: boolean;
  json?: boolean;
  url?: string;
}

/** `tollgate prices reprice`: posts what calls cost by today's book beside what they were billed. */
export function repriceCommand(): Command {
  return new Command("reprice")
    .description(
      "price calls again by the book that ClickHouse has now, and post the difference beside what was billed",
    )
    .option("--from <day>", "the first day in UTC", dayArgument)
    .option("--to <day>", "the day after the last", dayArgument)
    .option("--provider <provider>", "only calls to this provider")
    .option(
      "--model <model>",
      "only calls of this model, as calls name it; may be repeated",
      (model, earlier: string[]) => [...earlier, model],
      [],
    )
    .option("--tenant <tenant>", "only calls of this tenant")
    .addOption(
      new Option("--undo <run>", "take a run back instead")
        .argParser(runIdArgument)
        .conflicts(["from", "to", "provider", "tenant"]),
    )
    .addOption(new Option("--dry-run", "show what would change, write nothing").conflicts("apply"))
    .option("--apply", "post it")
    .option("--yes", "also when much changes")
    .option("--reason <text>", "why, for the audit")
    .option("--run <id>", "a name for the run, or that of a killed one to finish it", runIdArgument)
    .option("--json", "print JSON, amounts in dollars with all their decimals")
    .option(
      "--url <url>",
      "ClickHouse with an administrator's credentials (default: CLICKHOUSE_URL, then the stack of this folder)",
    )
    .addHelpText(
      "after",
      '\nNothing that was billed is rewritten: each correction is an entry of its own, "tollgate prices runs" lists the runs, --undo takes one back.' +
        '\nA changed tollgate.prices.yaml counts after "tollgate migrate". See docs/repricing.md.',
    )
    .action((options: RepriceOptions) => reprice(options));
}

async function reprice(options: RepriceOptions): Promise<void> {
  const { undo, apply = false, dryRun = false, run: runId, reason, yes, json } = options;
  if (apply === dryRun)
    throw new Error("Cannot reprice: say --dry-run to see what would change, or --apply to post it");
  const scope = undo === undefined ? scopeOf(options) : undefined;
  if (scope === undefined && options.model.length > 0) {
    throw new Error("Cannot undo calls of one model: a run is taken back as a whole, leave out --model");
  }
  await withLedger(options.url, async (client) => {
    const book = await loadedBook(client);
    const run = { apply, runId, reason, yes };
    const outcome = scope ? await repriceCalls(client, scope, run) : await undoRun(client, undo ?? "", run);
    if (json) console.log(JSON.stringify(planJson(outcome), null, 2));
    else console.log([...textOf(outcome, scope === undefined), ...(scope ? bookNote(book) : [])].join("\n"));
  });
}

function scopeOf({ from, to, provider, model, tenant }: RepriceOptions): RepricingScope {
  if (from === undefined || to === undefined) {
    throw new Error(
      "Cannot reprice: give --from and --to, days in UTC as in --from 2026-10-01 --to 2026-11-01 for October",
    );
  }
  if (to <= from)
    throw new Error(`Cannot reprice: --to "${to}" has to be after --from "${from}", it is the day after the last`);
  return {
    ...{ from, to },
    ...(provider !== undefined && { provider }),
    ...(model.length > 0 && { models: [...new Set(model)].sort() }),
    ...(tenant !== undefined && { tenant }),
  };
}

function textOf(outcome: RepricingOutcome, isUndo: boolean): string[] {
  if (outcome.state === "known") {
    const { runId, startedAt, correctedCalls } = outcome.run;
    return [
      `Run ${runId} of ${startedAt.slice(0, 16)} was done already, with ${entries(correctedCalls)}: nothing is changed`,
    ];
  }
  const { plan } = outcome;
  if (plan.lines.length === 0) return ["No calls there: nothing to correct"];
  const table = renderPlan(plan, { isUndo });
  if (outcome.state === "posted") {
    const { runId, correctedCalls } = outcome.run;
    const undo = isUndo ? "" : `\nTake it back with: tollgate prices reprice --undo ${runId} --apply`;
    return [table, "", `Run ${runId}: posted ${entries(correctedCalls)}${undo}`];
  }
  const { correctedCalls } = plan.total;
  if (correctedCalls === 0) return [table, "", "Nothing to correct"];
  return [table, "", `Nothing is written. With --apply ${entries(correctedCalls)} are posted`];
}

function entries(number: number): string {
  return number === 1 ? "1 entry" : `${number.toLocaleString("en")} entries`;
}

/** For whoever changed the price file and forgot the step between. Elsewhere than in the folder that migrates the books may well differ. */
function bookNote(loaded: string): string[] {
  const here = effectivePriceBook();
  const { models, rows, overrides } = here;
  if (priceTablesChecksum({ models, rows, ...(overrides && { overrides }) }) === loaded) return [];
  return ['ClickHouse has another price book than this folder: "tollgate migrate" loads this one'];
}
