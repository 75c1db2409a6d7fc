/** An id has some 40 characters: 100,000 of them are about 10 MB, as many as the largest batch has. */
const REMEMBERED_IDS = 100_000;

/**
 * Answers that can be read more than once, and have been charged by this process. The ledger makes one call of such reads too, by their id;
 * budgets and metrics of this process need it at once.
 */
export class ChargedIds {
  readonly #ids = new Set<string>();

  /** False: it has been charged before. */
  add(id: string): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    for (const oldest of this.#ids) {
      if (this.#ids.size <= REMEMBERED_IDS) break;
      this.#ids.delete(oldest);
    }
    return true;
  }
}
