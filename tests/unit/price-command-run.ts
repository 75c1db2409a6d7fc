import { Readable, Writable } from "node:stream";
import type { BillTotals } from "../../cli/price/bill-totals.ts";
import { PriceContext, type PriceContextOptions } from "../../cli/price/price-context.ts";
import { priceInput } from "../../cli/price/price-input.ts";
import type { PriceResult } from "../../cli/price/price-result.ts";
import type { AnswerLabels } from "../../cli/price/read-envelope.ts";

export interface PriceRun extends AnswerLabels, PriceContextOptions {
  input: string;
  /** @default true */
  json?: boolean;
}

/** Read once: making it takes longer than a run. */
const book = new PriceContext();

/** The command without its process: what it prints, and its results where that is JSON. */
export async function runPrice({ input, json = true, prices, currency, customer, ...labels }: PriceRun): Promise<{
  text: string;
  results: PriceResult[];
  totals: BillTotals;
}> {
  let text = "";
  const output = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  const display = { ...(currency !== undefined && { currency }), ...(customer !== undefined && { customer }) };
  const context = prices === undefined ? book : new PriceContext({ prices, ...display });
  const nowMs = Date.UTC(2026, 10, 20);
  const totals = await priceInput({ input: Readable.from([Buffer.from(input)]), output, json, context, labels, nowMs });
  const results = json
    ? text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as PriceResult)
    : [];
  return { text, results, totals };
}
