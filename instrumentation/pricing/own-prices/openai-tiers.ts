import { fromStandard } from "./from-standard.ts";
import { OPENAI_TEXT_MODELS, OPENAI_TEXT_SOURCE, type TieredModel } from "./openai-text-models.ts";
import type { OwnPrice } from "./own-price.ts";
import { ownPriceList } from "./own-price-list.ts";

const FEES = ["webSearch", "fileSearch", "codeSession"] as const;
const HALF = { times: [1, 2], unchanged: FEES } as const;

/** Read there as six times the standard price; litellm 1.109.1 has the same numbers. */
const ULTRAFAST = { source: "https://vercel.com/changelog/openai-ultrafast-mode-now-available-on-ai-gateway" };

/** The standard prices of OpenAI's text models and those of each tier that serves them. */
export const OPENAI_TIER_PRICES: readonly OwnPrice[] = OPENAI_TEXT_MODELS.flatMap((listed) => {
  const standard = standardOf(listed);
  return [...(listed.standardKnown ? [] : standard), ...halfPriced(listed, standard), ...faster(listed, standard)];
});

function standardOf(listed: TieredModel): OwnPrice[] {
  const {
    batch,
    flex,
    fast,
    fastShortOnly,
    halfShortOnly,
    ultrafast,
    ultrafastLater,
    halfCached,
    standardKnown,
    ...price
  } = listed;
  const origin = { provider: "openai", source: OPENAI_TEXT_SOURCE, readOn: "2026-11-23", verified: true };
  return ownPriceList(origin, [price]);
}

function halfPriced(listed: TieredModel, standard: readonly OwnPrice[]): OwnPrice[] {
  const base = listed.halfShortOnly ? standard.map(withoutLongContext) : standard;
  const flex = listed.flex ? fromStandard(base, { tier: "flex", ...HALF }) : [];
  const batch = listed.batch ? fromStandard(base, { tier: "batch", ...HALF }) : [];
  const cached = listed.halfCached;
  return [
    ...flex.map((row) => (cached === undefined ? row : withCacheRead(row, cached))),
    ...batch.map((row) =>
      listed.batch === "plain" ? withoutCacheRead(row) : cached === undefined ? row : withCacheRead(row, cached),
    ),
  ];
}

/**
 * One tier under two names, both of which answers carry: `fast` from GPT-6 on, `priority` before. What it cost before a
 * price cut of the standard tier was read nowhere.
 */
function faster(listed: TieredModel, standard: readonly OwnPrice[]): OwnPrice[] {
  const { fast, fastShortOnly, validFrom } = listed;
  const cutLater = OPENAI_TEXT_MODELS.some(
    (other) => other.model === listed.model && isLater(other.validFrom, validFrom),
  );
  const base = (fastShortOnly ? standard.map(withoutLongContext) : standard).map((row) => ({
    ...row,
    verified: row.verified && !cutLater,
  }));
  return [
    ...(fast ? fromStandard(base, { tier: "priority", times: fast, unchanged: FEES }) : []),
    ...(fast ? fromStandard(base, { tier: "fast", times: fast, unchanged: FEES }) : []),
    ...ultrafastPrices(listed, standard),
  ];
}

function ultrafastPrices(
  { ultrafast, ultrafastLater, source }: TieredModel,
  standard: readonly OwnPrice[],
): OwnPrice[] {
  const rule = { tier: "ultrafast", unchanged: FEES, ...(source ? { source } : ULTRAFAST) };
  return [
    ...(ultrafast ? fromStandard(standard, { ...rule, times: ultrafast }) : []),
    ...(ultrafastLater ? fromStandard(standard, { ...rule, ...ultrafastLater }) : []),
  ];
}

function isLater(a: string | undefined, b: string | undefined): boolean {
  return (a ?? "") > (b ?? "");
}

function withoutLongContext({ contextTiers: _, ...row }: OwnPrice): OwnPrice {
  return row;
}

function withoutCacheRead(row: OwnPrice): OwnPrice {
  const { cacheRead: _, ...prices } = row.prices;
  return { ...row, prices };
}

function withCacheRead(row: OwnPrice, usdPerMillion: number): OwnPrice {
  const cacheRead = Math.round(usdPerMillion * 1_000_000);
  return { ...row, prices: { ...row.prices, cacheRead } };
}
