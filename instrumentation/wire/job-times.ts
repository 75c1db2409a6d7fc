import { isObject, textAt } from "../providers/read-value.ts";

/** Batches that a process waits for at one time. */
const REMEMBERED_JOBS = 1_000;

/**
 * When batches began. Answers of Anthropic's messages and of embeddings say no time, and the ledger counts a call that is read in two hours
 * once only if both reads give it the same time: that of its batch, which SDKs and apps ask for before they ask for its results.
 */
export class JobTimes {
  readonly #times = new Map<string, number>();

  /** Takes a batch object, as its provider tells of it. */
  learn(provider: string, job: unknown): void {
    if (!isObject(job)) return;
    const startedAtMs = timeOf(job.created_at);
    if (startedAtMs === undefined) return;
    for (const field of ["id", "output_file_id", "output_file"]) {
      const id = textAt(job, field);
      if (id !== undefined) this.#times.set(`${provider}:${id}`, startedAtMs);
    }
    for (const oldest of this.#times.keys()) {
      if (this.#times.size <= REMEMBERED_JOBS) break;
      this.#times.delete(oldest);
    }
  }

  /** Unix milliseconds; `id` is a batch's or its file's. */
  startOf(provider: string, id: string): number | undefined {
    return this.#times.get(`${provider}:${id}`);
  }
}

/** Seconds (OpenAI) or a date as text (Anthropic), as Unix milliseconds. */
export function timeOf(value: unknown): number | undefined {
  const ms = typeof value === "string" ? Date.parse(value) : typeof value === "number" ? value * 1000 : Number.NaN;
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}
