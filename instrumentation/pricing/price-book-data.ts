import { parsePriceBook } from "./parse-price-book.ts";
import { PRICE_BOOK_TEXT } from "./price-book.generated.ts";
import type { PriceBookData } from "./price-row.ts";

/** The book as published, read anew at each call: some milliseconds. Keep what it gives. */
export function readPriceBook(): PriceBookData {
  return parsePriceBook(PRICE_BOOK_TEXT);
}
