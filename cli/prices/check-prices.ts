import { applyPriceOverrides } from "../../instrumentation/pricing/overrides/apply-price-overrides.ts";
import {
  type OverridesPlace,
  priceOverridesPath,
} from "../../instrumentation/pricing/overrides/price-overrides-path.ts";
import { readPriceOverrides } from "../../instrumentation/pricing/overrides/read-price-overrides.ts";
import { unknownOverrideNames } from "../../instrumentation/pricing/overrides/unknown-override-names.ts";
import { createPriceBook } from "../../instrumentation/pricing/price-book.ts";
import { readPriceBook } from "../../instrumentation/pricing/price-book-data.ts";
import type { PriceBookData } from "../../instrumentation/pricing/price-row.ts";
import type { UnpricedModel } from "./read-unpriced-models.ts";

const DAY_MS = 86_400_000;

export interface PriceCheck {
  /** The published book, without the file. */
  book: { models: number; rows: number; newestReadOn: string; ageDays: number; maxAgeDays: number };
  /** Rows whose page was not read. They price calls only where no other row does, and ask for nothing. */
  unverified: { id: string; source: string }[];
  /** The price file; `problems` are lines with its name and the line's number. */
  file?: { path: string; problems: string[] };
  /** Absent when ClickHouse was not asked, or did not answer: then `ledgerProblem` says why. */
  unpriced?: (UnpricedModel & { reason: string })[];
  /** Models that have a price here and calls without: their answers had no counts, or came before the price. */
  pricedNow?: UnpricedModel[];
  ledgerProblem?: string;
  /** What to do, a line each; nothing to do when empty. */
  actions: string[];
}

export interface CheckOptions extends OverridesPlace {
  maxAgeDays: number;
  nowMs: number;
  /** @throws when ClickHouse does not answer */
  readUnpriced(): Promise<UnpricedModel[]>;
}

/** Looks for what makes prices wrong or missing: an old book, a broken price file, called models without a price. */
export async function checkPrices(options: CheckOptions): Promise<PriceCheck> {
  const { maxAgeDays, nowMs } = options;
  const list = readPriceBook();
  const { data, file } = withFile(list, options);
  const newestReadOn =
    list.rows
      .map(({ readOn }) => readOn)
      .sort()
      .at(-1) ?? "1970-01-01";
  const ageDays = Math.max(0, Math.floor((nowMs - Date.parse(newestReadOn)) / DAY_MS));
  const ledger = await readLedger(data, options);
  const actions = [
    ...(ageDays > maxAgeDays
      ? [
          `The price book is ${ageDays} days old: install a newer tollgate, or run "npm run prices:update" in its source`,
        ]
      : []),
    ...(file && file.problems.length > 0 ? [`Correct ${file.path}`] : []),
    ...(ledger.unpriced && ledger.unpriced.length > 0
      ? [
          "Give the models without a price one: models, deployments or free in tollgate.prices.yaml, or a newer tollgate",
        ]
      : []),
    ...(ledger.pricedNow?.some(({ priceIdInLedger }) => priceIdInLedger === "")
      ? ['Run "tollgate migrate" in this folder: ClickHouse has an older book']
      : []),
  ];
  return {
    book: { models: list.models.length, rows: list.rows.length, newestReadOn, ageDays, maxAgeDays },
    unverified: list.rows.filter(({ verified }) => !verified).map(({ id, source }) => ({ id, source })),
    ...(file && { file }),
    ...ledger,
    actions,
  };
}

function withFile(
  list: PriceBookData,
  place: OverridesPlace,
): { data: PriceBookData; file?: { path: string; problems: string[] } } {
  const path = priceOverridesPath(place);
  if (path === undefined) return { data: list };
  try {
    const overrides = readPriceOverrides(path);
    return {
      data: applyPriceOverrides(list, overrides),
      file: { path, problems: unknownOverrideNames(list, overrides) },
    };
  } catch (error) {
    return { data: list, file: { path, problems: String(error instanceof Error ? error.message : error).split("\n") } };
  }
}

async function readLedger(
  data: PriceBookData,
  { nowMs, readUnpriced }: CheckOptions,
): Promise<Pick<PriceCheck, "unpriced" | "pricedNow" | "ledgerProblem">> {
  try {
    const book = createPriceBook(data);
    const unpriced: NonNullable<PriceCheck["unpriced"]> = [];
    const pricedNow: UnpricedModel[] = [];
    for (const model of await readUnpriced()) {
      const found = book.find({ provider: model.provider, model: model.model, tier: model.tier, atMs: nowMs });
      if (found.row === undefined) unpriced.push({ ...model, reason: found.reason });
      else pricedNow.push(model);
    }
    return { unpriced, pricedNow };
  } catch (error) {
    return { ledgerProblem: error instanceof Error ? error.message : String(error) };
  }
}
