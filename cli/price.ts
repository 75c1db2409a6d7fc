import { Command } from "commander";
import { checkedLabels } from "./price/checked-labels.ts";
import { PriceContext, type PriceContextOptions } from "./price/price-context.ts";
import { priceHelp } from "./price/price-help.ts";
import { priceInput } from "./price/price-input.ts";
import type { AnswerLabels } from "./price/read-envelope.ts";

type PriceOptions = AnswerLabels & PriceContextOptions & { json: boolean };

/** `tollgate price`: what the answer of a provider costs, and the proof of it. */
export function priceCommand(): Command {
  return new Command("price")
    .description("print what an answer of a provider costs, from standard input")
    .option("--provider <name>", "who answered: openai, anthropic, google, aws, azure, …")
    .option("--api <shape>", "which API the answer is of: one of the names below (default: told by its fields)")
    .option("--model <name>", "the model, for answers that name none")
    .option("--at <date>", "the call's day or time in UTC (default: now)")
    .option("--tier <tier>", "the service tier, where the answer names none: batch, flex, priority, …")
    .option("--json", "print one JSON object a line", false)
    .option("--currency <code>", "show amounts in a currency of the price file too")
    .option("--customer <name>", "show what this customer is charged, by the margins of the price file")
    .option("--prices <file>", "discounts and own prices (default: TOLLGATE_PRICES, then tollgate.prices.yaml)")
    .addHelpText("after", priceHelp())
    .action(price);
}

async function price({ json, prices, currency, customer, ...labels }: PriceOptions): Promise<void> {
  const { stdin, stdout, stderr } = process;
  // Whoever reads the results may stop reading: `| head -1` is no failure.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
  const context = new PriceContext({
    ...(prices !== undefined && { prices }),
    ...(currency !== undefined && { currency }),
    ...(customer !== undefined && { customer }),
  });
  for (const line of context.ineffective) stderr.write(`${line}\n`);
  const checked = checkedLabels(labels, context);
  if (stdin.isTTY)
    stderr.write("Reading an answer from the terminal: paste it, then press Ctrl-D on a line of its own\n");
  const totals = await priceInput({ context, labels: checked, nowMs: Date.now(), json, input: stdin, output: stdout });
  if (totals.notPriced === 0) return;
  stderr.write(`${totals.notPriced} of ${totals.answers} not priced\n`);
  process.exitCode = 1;
}
