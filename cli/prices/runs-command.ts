import { Command } from "commander";
import { renderRuns } from "./reprice/render-runs.ts";
import { repricingRuns } from "./reprice/repricing-runs.ts";
import { withLedger } from "./reprice/with-ledger.ts";

/** `tollgate prices runs`: who re-priced what, when and by how much. */
export function runsCommand(): Command {
  return new Command("runs")
    .description("list the runs of reprice, newest first")
    .option("--json", "print JSON, amounts in dollars with all their decimals")
    .option(
      "--url <url>",
      "ClickHouse with an administrator's credentials (default: CLICKHOUSE_URL, then the stack of this folder)",
    )
    .action(({ json, url }: { json?: boolean; url?: string }) =>
      withLedger(url, async (client) => {
        const runs = await repricingRuns(client);
        if (json) console.log(JSON.stringify(runs, null, 2));
        else console.log(runs.length === 0 ? "Nothing was ever re-priced" : renderRuns(runs));
      }),
    );
}
