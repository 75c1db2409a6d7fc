import { PRICE_BOOK_TEXT } from "./price-book.generated.ts";
import { PriceBookText } from "./price-book-text.ts";

/** The book as published. It reads a provider when it is first asked for: keep what this gives. */
export function readPriceBook(): PriceBookText {
  return new PriceBookText(PRICE_BOOK_TEXT);
}
