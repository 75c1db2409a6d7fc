import { Command } from "commander";
import { connectClickHouse } from "../clickhouse/connect-clickhouse.ts";
import {
  type EffectivePriceBook,
  effectivePriceBook,
} from "../instrumentation/pricing/overrides/effective-price-book.ts";
import { exchangeRate } from "../instrumentation/pricing/overrides/exchange-rate.ts";
import { canonicalProvider } from "../instrumentation/pricing/provider-name.ts";
import { plainTier } from "../instrumentation/pricing/service-tier.ts";
import { checkPrices } from "./prices/check-prices.ts";
import { currentPrices } from "./prices/current-prices.ts";
import { dayArgument } from "./prices/day-argument.ts";
import { findModels } from "./prices/find-models.ts";
import { maxAgeArgument } from "./prices/max-age-argument.ts";
import { priceChanges } from "./prices/price-changes.ts";
import { priceHistory } from "./prices/price-history.ts";
import type { DisplayCurrency } from "./prices/price-text.ts";
import { readUnpricedModels, type UnpricedModel } from "./prices/read-unpriced-models.ts";
import { renderModel } from "./prices/render-model.ts";
import { renderPriceChanges } from "./prices/render-price-changes.ts";
import { renderPriceCheck } from "./prices/render-price-check.ts";
import { renderPriceList } from "./prices/render-price-list.ts";
import { repriceCommand } from "./prices/reprice-command.ts";
import { runsCommand } from "./prices/runs-command.ts";
import { connectStack } from "./stack/connect-stack.ts";

interface ShowOptions {
  provider?: string;
  tier?: string;
  at: string;
  currency?: string;
  json?: boolean;
}

/** `tollgate prices list | show | diff | check`: the price book with the tollgate.prices.yaml of this folder; `reprice | runs`: calls by it. */
export function pricesCommand(): Command {
  const prices = new Command("prices").description("show the price book and check it, and price calls again");

  withFilter(prices.command("list"))
    .description("print the prices of a day")
    .option("--at <day>", "the day in UTC", dayArgument, today())
    .action((options: ShowOptions) => {
      const book = effectivePriceBook();
      const rows = currentPrices(book, options.at, filterOf(options));
      if (rows.length === 0) throw new Error(nothingFound(book, options));
      if (options.json) printJson(rows);
      else console.log(renderPriceList(rows, { day: options.at, currency: currencyOf(book, options) }));
    });

  withFilter(prices.command("show"))
    .description("print all that is known of a model's prices")
    .argument("<model>", "any name under which calls know it")
    .option("--at <day>", "the day in UTC whose prices are marked current", dayArgument, today())
    .action((name: string, options: ShowOptions) => {
      const book = effectivePriceBook();
      const { provider, tier } = filterOf(options);
      const found = findModels(book, name, provider).map((model) => {
        const rows = book.rows.filter((row) => row.provider === model.provider && row.model === model.model);
        const tiers = [...Map.groupBy(rows, (row) => row.tier)].filter(([of]) => tier === undefined || of === tier);
        return { ...model, prices: tiers.flatMap(([, ofTier]) => priceHistory(ofTier, options.at)) };
      });
      const currency = currencyOf(book, options);
      if (options.json) printJson(found);
      else console.log(found.map((model) => renderModel(model, model.prices, currency)).join("\n\n"));
    });

  withFilter(prices.command("diff"))
    .description("print which prices changed between two days")
    .argument("<from>", "the earlier day in UTC", dayArgument)
    .argument("<to>", "the later day", dayArgument)
    .action((from: string, to: string, options: ShowOptions) => {
      if (to < from) throw new Error(`Cannot compare prices: "${to}" is before "${from}", give the earlier day first`);
      const book = effectivePriceBook();
      const changes = priceChanges(book, { from, to }, filterOf(options));
      if (options.json) printJson(changes);
      else console.log(renderPriceChanges(changes, { from, to, currency: currencyOf(book, { ...options, at: to }) }));
    });

  prices
    .command("check")
    .description("say what makes prices wrong or missing; the exit code is 1 when there is something to do")
    .option("--max-age <days>", "how old the newest price may be", maxAgeArgument, 30)
    .option("--json", "print JSON")
    .action(async ({ maxAge, json }: { maxAge: number; json?: boolean }) => {
      const check = await checkPrices({ maxAgeDays: maxAge, nowMs: Date.now(), readUnpriced });
      if (json) printJson(check);
      else console.log(renderPriceCheck(check));
      if (check.actions.length > 0) process.exitCode = 1;
    });

  prices.addCommand(repriceCommand());
  prices.addCommand(runsCommand());
  return prices;
}

function withFilter(command: Command): Command {
  return command
    .option("--provider <provider>", "only this provider's")
    .option("--tier <tier>", "only this service tier's, as standard, batch, flex or priority")
    .option("--currency <code>", "show another currency, by the rates of tollgate.prices.yaml", (code) =>
      code.toUpperCase(),
    )
    .option("--json", "print JSON; prices are integers of picodollars, 10^-12 USD, for one unit");
}

function filterOf({ provider, tier }: ShowOptions) {
  return {
    ...(provider !== undefined && { provider: canonicalProvider(provider) }),
    ...(tier !== undefined && { tier: plainTier(tier) }),
  };
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

function nothingFound({ rows }: EffectivePriceBook, { at, ...options }: ShowOptions): string {
  const asked = filterOf(options as ShowOptions);
  const listed = (names: Iterable<string>) =>
    [...new Set(names)]
      .sort()
      .map((name) => `"${name}"`)
      .join(", ");
  const ofProvider = rows.filter((row) => asked.provider === undefined || row.provider === asked.provider);
  if (ofProvider.length === 0) {
    return `Cannot list prices: provider "${options.provider}" is not in the price book, known are ${listed(rows.map((row) => row.provider))}`;
  }
  if (asked.tier !== undefined && !ofProvider.some((row) => row.tier === asked.tier)) {
    return `Cannot list prices: there is no service tier "${options.tier}", known are ${listed(ofProvider.map((row) => row.tier))}`;
  }
  return `Cannot list prices: there are none of ${at}`;
}

/** @throws {Error} When the file has no rate for that currency and day. */
function currencyOf({ overrides }: EffectivePriceBook, { currency, at }: ShowOptions): DisplayCurrency | undefined {
  if (currency === undefined || currency === "USD") return undefined;
  const perUsd = overrides && exchangeRate(overrides, { currency, day: at });
  if (perUsd !== undefined) return { code: currency, perUsd };
  const known = [...new Set(overrides?.currencies.map((rate) => rate.currency))].map((code) => `"${code}"`).join(", ");
  throw new Error(
    `Cannot show prices in "${currency}": no rate for ${at} in ${overrides?.path ?? "tollgate.prices.yaml"}, currencies there: ${known || "none"}`,
  );
}

/** @throws When there is no stack, or its ClickHouse does not answer: one line. */
async function readUnpriced(): Promise<UnpricedModel[]> {
  const stack = await connectStack();
  const url = new URL(stack.clickhouseUrl);
  url.username = "reader";
  url.password = stack.secrets.TOLLGATE_READER_PASSWORD;
  const client = connectClickHouse(url.href);
  try {
    return await readUnpricedModels(client);
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    // Node gives an error without words when every address of a name refused.
    const reason = cause.message.split("\n")[0] || ("code" in cause ? String(cause.code) : cause.name);
    throw new Error(`Cannot read calls from "${stack.clickhouseUrl}": ${reason}`, { cause });
  } finally {
    await client.close();
  }
}
