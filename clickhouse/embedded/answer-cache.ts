/** Bytes of answers that are kept at most; an answer above a tenth of it is not. */
const MAX_BYTES = 16 * 1024 * 1024;

/** Answers of the read API for a short time, by who asked what. The server's query cache does the same there. */
export class AnswerCache<Answer extends { body: Uint8Array }> {
  readonly #ttlMs: number;
  readonly #entries = new Map<string, { answer: Answer; until: number }>();
  #bytes = 0;

  constructor(ttlSeconds: number) {
    this.#ttlMs = ttlSeconds * 1000;
  }

  get(key: string, nowMs: number): Answer | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.until > nowMs) return entry?.answer;
    this.#delete(key);
    return undefined;
  }

  set(key: string, answer: Answer, nowMs: number): void {
    this.#delete(key);
    if (answer.body.length > MAX_BYTES / 10) return;
    this.#entries.set(key, { answer, until: nowMs + this.#ttlMs });
    this.#bytes += answer.body.length;
    // Oldest first: all live equally long.
    for (const [oldest] of this.#entries) {
      if (this.#bytes <= MAX_BYTES) break;
      this.#delete(oldest);
    }
  }

  #delete(key: string): void {
    this.#bytes -= this.#entries.get(key)?.answer.body.length ?? 0;
    this.#entries.delete(key);
  }
}
