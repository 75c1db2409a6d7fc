/** What stands in the ledger for values beyond the limit. */
export const OTHER_VALUES = "(other)";
const DAY_MS = 24 * 3_600_000;

/**
 * Lets at most `limit` distinct values through, the first ones; the others become one. A day after it filled up it begins anew, so that a
 * process that runs for months learns the names of its later versions.
 */
export class ValueLimit {
  readonly #limit: number;
  readonly #values = new Set<string>();
  #sinceMs = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  admits(value: string): boolean {
    if (this.#values.has(value)) return true;
    const now = Date.now();
    if (this.#values.size >= this.#limit) {
      if (now - this.#sinceMs < DAY_MS) return false;
      this.#values.clear();
    }
    if (this.#values.size === 0) this.#sinceMs = now;
    this.#values.add(value);
    return true;
  }
}
