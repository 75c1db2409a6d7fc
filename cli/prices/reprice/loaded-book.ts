import type { ClickHouseClient } from "@clickhouse/client";
import { loadedBooks } from "../../../clickhouse/loaded-books.ts";

/**
 * The checksum of the book by which ClickHouse prices.
 *
 * @throws {Error} when it has none, or is left between two
 */
export async function loadedBook(client: ClickHouseClient): Promise<string> {
  const books = new Set(await loadedBooks(client));
  const [book = ""] = books;
  if (books.size === 1 && book !== "") return book;
  throw new Error('Cannot reprice: ClickHouse has no price book, or parts of two. Run "tollgate migrate" first');
}
