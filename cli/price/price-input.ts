import { once } from "node:events";
import type { Writable } from "node:stream";
import type { BillTotals } from "./bill-totals.ts";
import { type PriceItemOptions, priceItem } from "./price-item.ts";
import { PriceReport } from "./price-report.ts";
import { readText } from "./read-text.ts";
import { AnswerSplitter, type InputItem } from "./split-answers.ts";

export interface PriceInputOptions extends PriceItemOptions {
  json: boolean;
  input: AsyncIterable<Uint8Array>;
  output: Writable;
}

/**
 * Prices all answers of an input, in order, and prints each result when its answer has been read. Reading waits for whoever reads the
 * results, so that the memory holds one answer and not the input.
 *
 * @throws {Error} When the input has no answer at all.
 */
export async function priceInput({ json, input, output, ...options }: PriceInputOptions): Promise<BillTotals> {
  const report = new PriceReport({ json });
  const splitter = new AnswerSplitter();
  for await (const text of readText(input)) await print(splitter.push(text));
  await print(splitter.end());
  if (report.totals.answers === 0) {
    throw new Error(
      'Cannot price answers: the input is empty. Give one on standard input, as in "tollgate price --provider openai --api chat < answer.json"',
    );
  }
  await write(output, report.end());
  return report.totals;

  async function print(items: readonly InputItem[]): Promise<void> {
    let text = "";
    for (const item of items) for (const priced of priceItem(item, options)) text += report.add(priced);
    await write(output, text);
  }
}

async function write(output: Writable, text: string): Promise<void> {
  if (text !== "" && !output.write(text)) await once(output, "drain");
}
