import { Session } from "chdb";
import { ClickHouseError } from "./clickhouse-error.ts";

/** Longest wait for a free session, ms; then code 202, which every client knows and retries. */
const LEASE_TIMEOUT_MS = 15_000;

/**
 * Sessions of one user on one data directory. One session runs one query at a time (a second one waits inside the
 * engine, measured: `SELECT 1` behind a heavy query took 921 ms), so each request has a session to itself.
 */
export class SessionPool {
  readonly #sessions: Session[];
  readonly #free: Session[];
  readonly #waiting: ((session: Session) => void)[] = [];

  private constructor(sessions: Session[]) {
    this.#sessions = sessions;
    this.#free = [...sessions];
  }

  /** @param setup statements each session runs once, in order */
  static async open(dataDir: string, size: number, setup: readonly string[]): Promise<SessionPool> {
    const sessions = Array.from({ length: size }, () => new Session(dataDir));
    for (const session of sessions) {
      for (const statement of setup) await session.queryAsync(statement);
    }
    return new SessionPool(sessions);
  }

  async use<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const session = this.#free.pop() ?? (await this.#wait());
    try {
      return await work(session);
    } catch (error) {
      await drain(session);
      throw error;
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free.push(session);
      else next(session);
    }
  }

  close(): void {
    for (const session of this.#sessions) session.close();
  }

  #wait(): Promise<Session> {
    return new Promise((resolve, reject) => {
      const give = (session: Session) => {
        clearTimeout(timer);
        resolve(session);
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(give), 1);
        const message = `No free session after ${LEASE_TIMEOUT_MS} ms: ${this.#sessions.length} queries of this user are running`;
        reject(new ClickHouseError(202, "TOO_MANY_SIMULTANEOUS_QUERIES", message));
      }, LEASE_TIMEOUT_MS);
      this.#waiting.push(give);
    });
  }
}

/**
 * After a query that failed half-way (too many rows, time limit) the engine keeps what it had written and puts it in front
 * of the next answer on that session (measured, chdb 3.4.0): one reader would see another's rows. So read until clean.
 */
async function drain(session: Session): Promise<void> {
  for (let tries = 0; tries < 5; tries++) {
    const answer = await session.queryAsync("SELECT 'clean'", { format: "TSV" }).catch(() => undefined);
    if (answer?.text() === "clean\n") return;
  }
  console.error(
    "Cannot clean a session of the embedded ClickHouse after a failed query: stopping, so that no answer is mixed up",
  );
  process.exit(1);
}
