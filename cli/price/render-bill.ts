import { styleText } from "node:util";
import { isTokenUnit } from "../../instrumentation/pricing/is-token-unit.ts";
import type { PriceRow } from "../../instrumentation/pricing/price-row.ts";
import { plainTable } from "../plain-table.ts";
import { wrapText } from "../prices/wrap-text.ts";
import { usdOfPico } from "../usd-of-pico.ts";
import { cutToWidth } from "./cut-to-width.ts";
import type { PricedAnswer, PriceResult } from "./price-result.ts";
import { printable } from "./printable.ts";

const WIDTH = 80;

/** The bill of one answer, for people: 80 columns. */
export function renderBill({ result, row }: PricedAnswer): string {
  const lines = [heading(result)];
  if (result.components.length > 0) lines.push(componentTable(result));
  else if (result.costPicoUsd !== null)
    lines.push(
      `  ${usdOfPico(BigInt(result.costPicoUsd))}, ${isToldByHost(result) ? "as the answer says" : "nothing is billed"}`,
    );
  if (result.usage !== null && result.components.length === 0) lines.push(`  ${usageLine(result)}`);
  if (result.inCurrency !== null) {
    const { currency, amount, perUsd } = result.inCurrency;
    lines.push(`  ${currency} ${amount} at ${perUsd} for a dollar`);
  }
  if (result.charge !== null) {
    const { customer, percent, picoUsd } = result.charge;
    lines.push(
      `  charged${customer === null ? "" : ` to ${printable(customer)}`} with a margin of ${percent} %: ${usdOfPico(BigInt(picoUsd))}`,
    );
  }
  if (row !== undefined) lines.push("", ...provenance(result, row));
  if (result.error !== null)
    lines.push(...wrapText(printable(result.error).split(" "), { indent: "  ", separator: " " }));
  return `${lines.join("\n")}\n`;
}

/** A price of the book has components, where it is not $0. */
function isToldByHost({ status, components }: PriceResult): boolean {
  return status === "priced" && components.length === 0;
}

function heading(result: PriceResult): string {
  const parts = [result.provider, result.api, result.model, result.tier && `${result.tier} tier`, minuteOf(result.at)];
  const known = parts.filter((part) => part !== null && part !== "").map((part) => printable(String(part)));
  const status = STATUS_WORDS[result.status];
  return cutToWidth(`${styleText("bold", status)}  ${known.join(" · ")}`.trimEnd(), WIDTH);
}

function minuteOf(at: string | null): string | null {
  return at && `${at.slice(0, 16).replace("T", " ")} UTC`;
}

const STATUS_WORDS = {
  priced: "Priced",
  estimated: "Estimated",
  free: "Free",
  unpriced: "Not priced",
  error: "Error",
};

function componentTable({ components, costPicoUsd }: PriceResult): string {
  const rows = components.map(({ unit, quantity, picoUsdPerUnit, costPicoUsd: cost }) => [
    unit,
    quantity.toLocaleString("en-US", { maximumFractionDigits: 6 }),
    unitPrice(unit, picoUsdPerUnit),
    usdOfPico(BigInt(cost)),
  ]);
  rows.push(["Total", "", "", usdOfPico(BigInt(costPicoUsd ?? "0"))]);
  const right = { align: "right" } as const;
  return plainTable(
    [{ head: "Unit" }, { head: "Quantity", ...right }, { head: "Price", ...right }, { head: "Cost", ...right }],
    rows,
  );
}

/** Tokens by the million, as price pages have them: a picodollar a token is a millionth of a dollar a million. */
function unitPrice(unit: string, pico: number): string {
  const isToken = isTokenUnit(unit) || unit === "citationToken";
  return isToken ? `${usdOfPico(BigInt(pico) * 1_000_000n)} / 1M` : `${usdOfPico(BigInt(pico))} each`;
}

function usageLine({ usage }: PriceResult): string {
  return `${usage?.inputTokens ?? 0} input tokens, ${usage?.outputTokens ?? 0} output tokens`;
}

function provenance(result: PriceResult, row: PriceRow): string[] {
  const lines = [`  price   ${row.id}`, `  source  ${row.source}, read ${row.readOn}`];
  if (!row.verified) lines.push("  not verified: the price's page was not read");
  if (result.openEnded) lines.push(`  the exact name is not in the book: priced as a new version of ${row.model}`);
  return lines;
}
