import { parsePriceBook } from "./parse-price-book.ts";
import type { PriceBookData, PricedModel, PriceRow } from "./price-row.ts";

/**
 * The book as text, of which only that is read which somebody asks for: an app calls a few models of two or three providers, and to read
 * all takes some 50 ms in a cold process.
 */
export class PriceBookText implements PriceBookData {
  /** Model lines by provider. */
  readonly #modelLines = new Map<string, string[]>();
  /** Price lines by provider, with the section lines that hold for them. */
  readonly #priceLines = new Map<string, string[]>();

  constructor(text: string) {
    let section = "";
    let start = "\n";
    let lines: string[] = [];
    for (const line of text.split("\n")) {
      if (line.startsWith("@")) {
        section = line;
        start = "\n";
      } else if (line !== "") {
        // Lines of one provider stand together: one look into the map for all of them.
        if (!line.startsWith(start)) {
          start = line.slice(0, line.indexOf("\t", 2) + 1);
          const ofKind = start.startsWith("m") ? this.#modelLines : this.#priceLines;
          lines = linesOf(ofKind, start.slice(2, -1));
          if (ofKind === this.#priceLines && section !== "") lines.push(section);
        }
        lines.push(line);
      }
    }
  }

  get providers(): readonly string[] {
    return [...this.#modelLines.keys()];
  }

  get models(): readonly PricedModel[] {
    return this.providers.flatMap((provider) => this.modelsOf(provider));
  }

  get rows(): readonly PriceRow[] {
    return [...this.#priceLines.values()].flatMap((lines) => parsePriceBook(lines).rows);
  }

  modelsOf(provider: string): readonly PricedModel[] {
    return parsePriceBook(this.#modelLines.get(provider) ?? []).models;
  }

  /** The prices of a model by its plain name. */
  rowsOf(provider: string, model: string): readonly PriceRow[] {
    const start = `p\t${provider}\t${model}\t`;
    const lines = this.#priceLines.get(provider) ?? [];
    return parsePriceBook(lines.filter((line) => line.startsWith("@") || line.startsWith(start))).rows;
  }
}

function linesOf(map: Map<string, string[]>, provider: string): string[] {
  const known = map.get(provider);
  if (known) return known;
  const lines: string[] = [];
  map.set(provider, lines);
  return lines;
}
