import { styleText } from "node:util";
import type { PriceCheck } from "./check-prices.ts";
import { wrapText } from "./wrap-text.ts";

/** Of a list nobody would read to its end; `--json` has all. */
const MAX_LISTED = 20;

/** The check as text: what is well, what is not, and what to do about it. */
export function renderPriceCheck(check: PriceCheck): string {
  const { book, unverified, file, actions } = check;
  const isOld = book.ageDays > book.maxAgeDays;
  const lines = [
    state(
      !isOld,
      `${count(book.rows, "price")} of ${count(book.models, "model")}, the newest read ${book.newestReadOn}, ${count(book.ageDays, "day")} ago (at most ${book.maxAgeDays})`,
    ),
    ...(unverified.length === 0
      ? [state(true, "every price was read at its source")]
      : [
          note(`${count(unverified.length, "price")} not verified: the page was not read`),
          ...listed(unverified.map(({ id }) => id)),
        ]),
    ...fileLines(file),
    ...ledgerLines(check),
    "",
    ...(actions.length === 0 ? ["Nothing to do."] : actions.flatMap((action) => wrapWords(`→ ${action}`))),
  ];
  return lines.join("\n");
}

function fileLines(file: PriceCheck["file"]): string[] {
  if (file === undefined) return [note("no tollgate.prices.yaml here: list prices hold")];
  if (file.problems.length === 0) return [state(true, `${file.path} is in order`)];
  return [state(false, `${file.path} has ${count(file.problems.length, "problem")}`), ...listed(file.problems)];
}

function ledgerLines({ unpriced, pricedNow = [], ledgerProblem }: PriceCheck): string[] {
  if (unpriced === undefined)
    return [note(`models in use were not checked: ${ledgerProblem ?? "ClickHouse was not asked"}`)];
  const calls = pricedNow.reduce((sum, model) => sum + model.calls, 0);
  return [
    ...(unpriced.length === 0
      ? [state(true, "every model called in the last 90 days has a price")]
      : [
          state(false, `${count(unpriced.length, "model")} without a price in the last 90 days`),
          ...listed(
            unpriced.map(
              ({ calls, lastCallAt, reason }) => `${count(calls, "call")}, the last ${lastCallAt}: ${reason}`,
            ),
          ),
        ]),
    ...(calls === 0
      ? []
      : [
          note(
            `${count(calls, "call")} without a cost, of models that have a price: no counts, or before the price, and then "tollgate prices reprice" prices them`,
          ),
        ]),
  ];
}

function state(isWell: boolean, text: string): string {
  return `${isWell ? styleText("green", "ok  ") : styleText("red", "act ")} ${text}`;
}

function note(text: string): string {
  return `${styleText("yellow", "note")} ${text}`;
}

function listed(lines: readonly string[]): string[] {
  const shown = lines.slice(0, MAX_LISTED).map((line) => `     ${line}`);
  return lines.length > MAX_LISTED ? [...shown, `     and ${lines.length - MAX_LISTED} more`] : shown;
}

function wrapWords(text: string): string[] {
  return wrapText(text.split(" "), { indent: "", separator: " " });
}

function count(value: number, thing: string): string {
  return `${value.toLocaleString("en-US")} ${thing}${value === 1 ? "" : "s"}`;
}
