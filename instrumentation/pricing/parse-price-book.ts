import type { ContextTier, DailyHours, PriceBookData, PricedModel, PriceRow, UnroundedPrices } from "./price-row.ts";

/**
 * Reads lines of the book's text. One line is one entry, its fields are separated by tabs:
 *
 * - `@ recordedAt readOn verified|unverified source`: holds for all price lines up to the next such line
 * - `m provider model names`: the names separated by spaces, `*` after those that are open-ended; a later line replaces an earlier one
 * - `p provider model tier start prices…`: start is `2026-08-17`, then ` 01:00-04:00` where it has hours, then ` #2` for a correction;
 *   prices are `input=2500000 output=10000000`, with ` cacheRead=83333(83333.333)` where the source's price is no integer;
 *   further fields are context tiers, `>200000 input=…` (whole call) or `+200000 input=…` (part above)
 *
 * @throws {Error} quoting a line that is none of these
 */
export function parsePriceBook(lines: readonly string[]): PriceBookData {
  const models = new Map<string, PricedModel>();
  const rows: PriceRow[] = [];
  let section: Section | undefined;
  for (const line of lines) {
    const [kind, ...fields] = line.split("\t");
    if (kind === "p" && section) rows.push(priceRow(fields, section));
    else if (kind === "m") {
      const model = pricedModel(fields);
      models.set(`${model.provider}/${model.model}`, model);
    } else if (kind === "@") section = readSection(fields);
    else
      throw new Error(
        `Cannot read the price book: no "@", "m" or "p" line, or a price before the first "@": "${line}"`,
      );
  }
  return { models: [...models.values()], rows };
}

type Section = Pick<PriceRow, "recordedAt" | "readOn" | "verified" | "source">;

function readSection([recordedAt = "", readOn = "", verified, source = ""]: string[]): Section {
  return { recordedAt, readOn, verified: verified === "verified", source };
}

function pricedModel([provider = "", model = "", names = ""]: string[]): PricedModel {
  const marked = names.split(" ");
  const plain = (name: string) => (name.endsWith("*") ? name.slice(0, -1) : name);
  return {
    provider,
    model,
    names: marked.map(plain),
    openEnded: names.includes("*") ? marked.filter((name) => name.endsWith("*")).map(plain) : [],
  };
}

function priceRow(
  [provider = "", model = "", tier = "", start = "", prices = "", ...tiers]: string[],
  section: Section,
): PriceRow {
  const [validFrom = "", ...rest] = start.split(" ");
  const hours = rest.find((part) => !part.startsWith("#"));
  const correction = rest.find((part) => part.startsWith("#"))?.slice(1);
  return {
    id: [provider, model, tier, validFrom, ...(hours ? [hours] : []), ...(correction ? [correction] : [])].join("/"),
    provider,
    model,
    tier,
    validFrom,
    ...(hours && { hours: dailyHours(hours) }),
    ...unitPrices(prices),
    ...(tiers.length > 0 && {
      contextTiers: tiers.map(contextTier),
      contextRule: tiers[0]?.startsWith("+") ? "partAbove" : "wholeCall",
    }),
    ...section,
  };
}

function dailyHours(text: string): DailyHours {
  const [from = "", to = ""] = text.split("-");
  return { from, to };
}

function contextTier(text: string): ContextTier {
  const space = text.indexOf(" ");
  return { aboveInputTokens: Number(text.slice(1, space)), ...unitPrices(text.slice(space + 1)) };
}

function unitPrices(text: string): Pick<PriceRow, "prices" | "unrounded"> {
  const prices: Record<string, number> = {};
  let unrounded: Record<string, string> | undefined;
  for (const part of text.split(" ")) {
    const equals = part.indexOf("=");
    const unit = part.slice(0, equals);
    const bracket = part.indexOf("(", equals);
    prices[unit] = Number(part.slice(equals + 1, bracket < 0 ? undefined : bracket));
    if (bracket >= 0) unrounded = { ...unrounded, [unit]: part.slice(bracket + 1, -1) };
  }
  return unrounded ? { prices, unrounded: unrounded as UnroundedPrices } : { prices };
}
