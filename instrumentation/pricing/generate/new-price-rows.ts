import type { ConditionalPrice, ModelInfo, Provider } from "@pydantic/genai-prices";
import type { PriceRow } from "../price-row.ts";
import { modelPattern } from "./model-pattern.ts";
import { unitPrices } from "./unit-prices.ts";

/** The start of a price whose source gives none: it is taken to have been valid always. */
const ALWAYS = "1970-01-01";

interface Provenance {
  /** ISO 8601 in UTC. */
  recordedAt: string;
  source: string;
}

/** Rows that say something the book does not say yet. A changed price of a start that the book knows becomes a further row of that start. */
export function newPriceRows(
  book: readonly PriceRow[],
  providers: readonly Provider[],
  provenance: Provenance,
): PriceRow[] {
  return providers
    .flatMap((provider) => provider.models.flatMap((model) => sourceRows(provider.id, model, provenance)))
    .flatMap((row) => {
      const known = book.filter((other) => sameStart(other, row));
      const winner = known.reduce<PriceRow | undefined>(
        (a, b) => (a && a.recordedAt > b.recordedAt ? a : b),
        undefined,
      );
      if (winner && saysTheSame(winner, row)) return [];
      return [known.length === 0 ? row : { ...row, id: `${row.id}/${known.length + 1}` }];
    });
}

function sourceRows(provider: string, info: ModelInfo, { recordedAt, source }: Provenance): PriceRow[] {
  const pattern = modelPattern(info.match);
  if (pattern === undefined) return [];
  const model = plainName(info.id, pattern);
  const dated: ConditionalPrice[] = Array.isArray(info.prices) ? info.prices : [{ prices: info.prices }];
  return dated.map(({ constraint, prices }) => {
    if (constraint?.type === "time_of_date")
      throw new Error(`Cannot take over model "${model}": prices by the hour of the day are not supported`);
    const validFrom = constraint?.start_date ?? ALWAYS;
    const id = `${provider}/${model}/standard/${validFrom}`;
    const readOn = recordedAt.slice(0, 10);
    return {
      id,
      provider,
      model,
      pattern,
      validFrom,
      recordedAt,
      tier: "standard",
      ...unitPrices(prices, model),
      source,
      readOn,
    };
  });
}

/** The source's id where it is a name that a provider answers with; else the first name of the pattern. */
function plainName(id: string, pattern: string): string {
  if (new RegExp(pattern).test(id)) return id;
  const first = pattern.slice("^(?:".length).split(/[|(]/)[0] ?? "";
  return first.replaceAll("\\", "").replace(/\)\$$/, "");
}

function sameStart(a: PriceRow, b: PriceRow): boolean {
  return a.provider === b.provider && a.model === b.model && a.tier === b.tier && a.validFrom === b.validFrom;
}

function saysTheSame(a: PriceRow, b: PriceRow): boolean {
  return (
    JSON.stringify([a.pattern, a.prices, a.contextTiers]) === JSON.stringify([b.pattern, b.prices, b.contextTiers])
  );
}
