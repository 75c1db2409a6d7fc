import { stringEnd } from "../../instrumentation/providers/json-text.ts";

/**
 * Follows the brackets of one JSON value over its lines, without parsing it: where it ends, and whether it can still become JSON. A
 * string does not go over the end of a line in JSON.
 */
export class BracketScan {
  #open: string[] = [];
  #last = "";

  /** `broken`: no JSON value goes on like this. `closed`: the value ends with this line. */
  feed(line: string): "open" | "closed" | "broken" {
    for (let at = 0; at < line.length; at += 1) {
      const char = line[at] ?? "";
      if (char === " " || char === "\t" || char === "\r") continue;
      if (this.#last !== "" && this.#open.length === 0) return "broken";
      if (char === '"') {
        at = stringEnd(line, at);
        if (at < 0) return "broken";
      } else if (char === "{" || char === "[") {
        if (!this.#allowsValue()) return "broken";
        this.#open.push(char);
      } else if (char === "}" || char === "]") {
        if (this.#open.pop() !== (char === "}" ? "{" : "[")) return "broken";
      }
      this.#last = char;
    }
    return this.#open.length === 0 ? "closed" : "open";
  }

  #allowsValue(): boolean {
    if (this.#last === "" || this.#last === ":") return true;
    return this.#open.at(-1) === "[" && (this.#last === "[" || this.#last === ",");
  }
}
