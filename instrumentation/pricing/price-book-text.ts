import { parsePriceBook } from "./parse-price-book.ts";
import type { PriceBookData, PricedModel, PriceRow } from "./price-row.ts";

/**
 * The book as text, of which only those providers are read that somebody asks for: an app calls two or three, and reading all takes
 * some 50 ms in a cold process, reading one of them 2 ms.
 */
export class PriceBookText implements PriceBookData {
  readonly #linesOf = new Map<string, string[]>();
  readonly #read = new Map<string, PriceBookData>();

  constructor(text: string) {
    let section = "";
    const sectionOf = new Map<string, string>();
    for (const line of text.split("\n")) {
      if (line.startsWith("@")) section = line;
      else if (line !== "") {
        const provider = line.slice(2, line.indexOf("\t", 2));
        let lines = this.#linesOf.get(provider);
        if (lines === undefined) {
          lines = [];
          this.#linesOf.set(provider, lines);
        }
        if (sectionOf.get(provider) !== section) {
          sectionOf.set(provider, section);
          if (section !== "") lines.push(section);
        }
        lines.push(line);
      }
    }
  }

  get providers(): readonly string[] {
    return [...this.#linesOf.keys()];
  }

  get models(): readonly PricedModel[] {
    return this.providers.flatMap((provider) => this.ofProvider(provider).models);
  }

  get rows(): readonly PriceRow[] {
    return this.providers.flatMap((provider) => this.ofProvider(provider).rows);
  }

  /** What the book has of one provider; nothing of one that it does not know. */
  ofProvider(provider: string): PriceBookData {
    const lines = this.#linesOf.get(provider);
    if (lines === undefined) return { models: [], rows: [] };
    const data = this.#read.get(provider) ?? parsePriceBook(lines);
    this.#read.set(provider, data);
    return data;
  }
}
