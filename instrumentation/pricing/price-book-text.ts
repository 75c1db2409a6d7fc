import { parsePriceBook } from "./parse-price-book.ts";
import type { PriceBookData, PricedModel, PriceRow } from "./price-row.ts";

/** Lines of one kind with the section lines that hold for them. */
interface Lines {
  lines: string[];
  section: string;
}

/**
 * The book as text, of which only that is read which somebody asks for: an app calls a few models of two or three providers, and to read
 * all takes some 50 ms in a cold process.
 */
export class PriceBookText implements PriceBookData {
  /** By provider. */
  readonly #modelLines = new Map<string, Lines>();
  /** By provider and model, with a tab between them as in the lines. */
  readonly #priceLines = new Map<string, Lines>();

  constructor(text: string) {
    let section = "";
    for (const line of text.split("\n")) {
      const afterProvider = line.indexOf("\t", 2);
      if (line.startsWith("@")) section = line;
      else if (line.startsWith("m")) append(this.#modelLines, line.slice(2, afterProvider), { line, section: "" });
      else if (line !== "")
        append(this.#priceLines, line.slice(2, line.indexOf("\t", afterProvider + 1)), { line, section });
    }
  }

  get providers(): readonly string[] {
    return [...this.#modelLines.keys()];
  }

  get models(): readonly PricedModel[] {
    return this.providers.flatMap((provider) => this.modelsOf(provider));
  }

  get rows(): readonly PriceRow[] {
    return [...this.#priceLines.values()].flatMap(({ lines }) => parsePriceBook(lines).rows);
  }

  modelsOf(provider: string): readonly PricedModel[] {
    return parsePriceBook(this.#modelLines.get(provider)?.lines ?? []).models;
  }

  /** The prices of a model by its plain name. */
  rowsOf(provider: string, model: string): readonly PriceRow[] {
    return parsePriceBook(this.#priceLines.get(`${provider}\t${model}`)?.lines ?? []).rows;
  }
}

function append(to: Map<string, Lines>, key: string, { line, section }: { line: string; section: string }): void {
  let known = to.get(key);
  if (known === undefined) {
    known = { lines: [], section: "" };
    to.set(key, known);
  }
  if (known.section !== section) {
    known.section = section;
    known.lines.push(section);
  }
  known.lines.push(line);
}
