import { Command } from "commander";
import { connectClickHouse } from "../clickhouse/connect-clickhouse.ts";
import { parseDays } from "./parse-days.ts";
import { readSpend } from "./spend/read-spend.ts";
import { renderSpend } from "./spend/render-spend.ts";
import { renderWhereNext } from "./spend/render-where-next.ts";
import { connectStack } from "./stack/connect-stack.ts";
import type { Secrets } from "./stack/secrets.ts";

/** What the report needs of a running stack. */
export interface SpendSource {
  clickhouseUrl: string;
  /** The state folder. @default ".tollgate" */
  home?: string;
  /** Absent when no Grafana runs. */
  grafanaUrl?: string;
  secrets: Pick<Secrets, "TOLLGATE_READER_PASSWORD">;
}

export interface PrintSpendOptions {
  /** Days before today. @default 30 */
  days?: number;
  print?: (text: string) => void;
}

/**
 * Prints what was spent, by agent and by model, the budgets' use, whether the figures are fresh, and where to look next.
 *
 * @throws When ClickHouse cannot be read: one line with its address.
 */
export async function printSpend(stack: SpendSource, options: PrintSpendOptions = {}): Promise<void> {
  const { days = 30, print = console.log } = options;
  const url = new URL(stack.clickhouseUrl);
  url.username = "reader";
  url.password = stack.secrets.TOLLGATE_READER_PASSWORD;
  const client = connectClickHouse(url.href);
  try {
    const report = await readSpend(client, days);
    print(`\n${renderSpend(report)}\n\n${renderWhereNext(stack)}\n`);
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    // Node gives an error without words when every address of a name refused.
    const reason = cause.message.split("\n")[0] || ("code" in cause ? String(cause.code) : cause.name);
    const hint = /ECONN|ENOTFOUND|ETIMEDOUT|socket/.test(reason) ? ". Is the stack up (npm start)?" : "";
    throw new Error(`Cannot read spend from "${stack.clickhouseUrl}": ${reason}${hint}`, { cause });
  } finally {
    await client.close();
  }
}

export function spendCommand(): Command {
  return new Command("spend")
    .description("print what was spent, by agent and by model, and the budgets' use")
    .option("--days <n>", "days before today", parseDays, 30)
    .action(async ({ days }: { days: number }) => {
      await printSpend(await connectStack(), { days });
    });
}
