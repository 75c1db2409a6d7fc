import type { ClickHouseClient } from "@clickhouse/client";
import { Command, Option } from "commander";
import { BUDGET_THRESHOLDS_PERCENT } from "../alerting/thresholds.ts";
import { connectClickHouse } from "../clickhouse/connect-clickhouse.ts";
import { BUDGET_SCOPES } from "../instrumentation/budget/budget-scopes.ts";
import { adminClickHouseUrl } from "./budget/admin-clickhouse-url.ts";
import { percentArgument, thresholdArgument, timezoneArgument, usdArgument } from "./budget/budget-arguments.ts";
import { type BudgetOptions, budgetRow } from "./budget/budget-row.ts";
import { readBudgets } from "./budget/read-budgets.ts";
import { renderBudgets } from "./budget/render-budgets.ts";
import { writeBudget } from "./budget/write-budget.ts";
import { formatUsd } from "./format-usd.ts";

/** `tollgate budget list | set | remove`. Apps follow a change at their next read, 2 s by default. */
export function budgetCommand(): Command {
  const budget = new Command("budget").description("list, set and remove budgets");

  withUrl(budget.command("list"))
    .description("print the budgets and their use in the current period")
    .action(({ url }: { url?: string }) =>
      withClickHouse(url, async (client) => {
        const budgets = await readBudgets(client);
        console.log(
          budgets.length === 0 ? 'There is no budget yet: see "tollgate budget set --help"' : renderBudgets(budgets),
        );
      }),
    );

  withUrl(budget.command("set"))
    .description("create a budget or change it; what is not given takes its default, not the former value")
    .argument("<name>", "the budget's name, as messages and alerts say it")
    .addOption(new Option("--scope <scope>", "what it is for").choices(BUDGET_SCOPES).default("total"))
    .option("--value <value>", "which one of that scope; '*' gives each its own limit")
    .addOption(
      new Option("--period <period>", "when it starts anew").choices(["day", "month", "total"]).default("month"),
    )
    .requiredOption("--limit-usd <usd>", "the limit in dollars, at most six decimals", usdArgument)
    .addOption(new Option("--tenant <tenant>", "only calls of this tenant").default("", "all tenants"))
    .option("--timezone <zone>", "whose midnight ends a day or month", timezoneArgument, "UTC")
    .option("--grace-percent <percent>", "how far above the limit calls still pass", percentArgument, 0)
    .addOption(
      new Option("--action <action>", "what happens to calls at the limit").choices(["block", "warn"]).default("block"),
    )
    .addOption(
      new Option("--threshold <percent>", "alert at this use; may be repeated")
        .argParser(thresholdArgument)
        .default([], BUDGET_THRESHOLDS_PERCENT.join(", ")),
    )
    .action((name: string, options: BudgetOptions & { url?: string }) => {
      const row = budgetRow(name, options);
      return withClickHouse(options.url, async (client) => {
        await writeBudget(client, row);
        const whose =
          row.scope === "total"
            ? "every call"
            : row.scope_value === "*"
              ? `each ${row.scope}`
              : `${row.scope} "${row.scope_value}"`;
        console.log(
          `Budget "${name}" is ${formatUsd(row.limit_usd, 2)} per ${row.period} for ${whose}; at the limit: ${row.action}`,
        );
      });
    });

  withUrl(budget.command("remove"))
    .description("end a budget; its history stays")
    .argument("<name>", "the budget's name")
    .action((name: string, { url }: { url?: string }) =>
      withClickHouse(url, async (client) => {
        const budgets = await readBudgets(client);
        const known = budgets.find((row) => row.budget === name);
        if (known === undefined) {
          const names = budgets.map((row) => `"${row.budget}"`).join(", ") || "none";
          throw new Error(`Cannot remove budget "${name}": there is none of that name, known are ${names}`);
        }
        const { used: _, ...row } = known;
        await writeBudget(client, row, { deleted: true });
        console.log(`Budget "${name}" is removed`);
      }),
    );

  return budget;
}

function withUrl(command: Command): Command {
  return command.option(
    "--url <url>",
    "ClickHouse with an administrator's credentials (default: CLICKHOUSE_URL, then the stack of this folder)",
  );
}

async function withClickHouse(
  url: string | undefined,
  use: (client: ClickHouseClient) => Promise<void>,
): Promise<void> {
  const address = await adminClickHouseUrl(url);
  const client = connectClickHouse(address);
  try {
    await use(client);
  } catch (cause) {
    if (!(cause instanceof Error) || cause.message.startsWith("Cannot ")) throw cause;
    // Node gives an error without words when every address of a name refused.
    const reason = cause.message.split("\n")[0] || ("code" in cause ? String(cause.code) : cause.name);
    throw new Error(`Cannot use budgets at "${new URL(address).host}": ${reason}. Is the stack up (npm start)?`, {
      cause,
    });
  } finally {
    await client.close();
  }
}
