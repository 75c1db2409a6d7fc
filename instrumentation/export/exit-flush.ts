import { isMainThread } from "node:worker_threads";

export interface ExitActions {
  /** Sends what waits while the event loop still turns. Never rejects. */
  flush(timeoutMs: number): Promise<unknown>;
  /** Sends what waits with the thread standing still, and says what it could not send. Never throws. */
  flushSync(timeoutMs: number): void;
  hasUnsent(): boolean;
  /** Goes up with every call. */
  activity(): number;
  /** Ends what is still open, so that it is among what waits. Never throws. */
  beforeEnd(): void;
}

/** What a process may spend on our telemetry at its end, all ways together. */
const EXIT_BUDGET_MS = 2_000;

const SIGNALS = ["SIGTERM", "SIGINT"] as const;

/**
 * Sends what waits when the process ends, however it ends, and leaves the end as it is: same exit code or signal, same stack trace, nothing
 * of the app's runs that would not have run.
 *
 * - The event loop is empty: an asynchronous flush, once.
 * - `process.exit()`, a crash, or the rest of the first: a synchronous one in `exit`.
 * - A signal: its default action is to end at once, without `exit`. Our listener takes that default away, so it flushes synchronously,
 *   removes itself and raises the signal again. When the app listens too, ending is the app's choice, and `exit` will do.
 *
 * @returns a function that takes the listeners away
 */
export function flushAtExit(actions: ExitActions): () => void {
  let deadlineMs: number | undefined;
  const remainingMs = () => {
    const now = Date.now();
    // An app may come back to life in its own `beforeExit`; its real end, later, gets a budget of its own.
    if (deadlineMs === undefined || now > deadlineMs + EXIT_BUDGET_MS) deadlineMs = now + EXIT_BUDGET_MS;
    return Math.max(0, deadlineMs - now);
  };

  let triedAt: number | undefined;
  const onBeforeExit = () => {
    actions.beforeEnd();
    // Sending makes the loop turn, after which `beforeExit` comes again: for the same calls it must not start over.
    if (!actions.hasUnsent() || actions.activity() === triedAt) return;
    triedAt = actions.activity();
    void actions.flush(remainingMs());
  };
  const onExit = () => {
    actions.beforeEnd();
    if (actions.hasUnsent()) actions.flushSync(remainingMs());
  };
  const onSignal = (signal: NodeJS.Signals) => {
    if (process.listenerCount(signal) - 1 > signalExitListeners()) return;
    actions.beforeEnd();
    if (actions.hasUnsent()) actions.flushSync(remainingMs());
    process.removeListener(signal, onSignal);
    process.kill(process.pid, signal);
  };

  process.on("beforeExit", onBeforeExit);
  process.on("exit", onExit);
  if (isMainThread) for (const signal of SIGNALS) process.on(signal, onSignal);
  return () => {
    process.removeListener("beforeExit", onBeforeExit);
    process.removeListener("exit", onExit);
    for (const signal of SIGNALS) process.removeListener(signal, onSignal);
  };
}

/**
 * The package `signal-exit` (in execa, ink, proper-lockfile and many more) listens too, but only to clean up: it raises the signal again
 * when nobody else listens. Were it taken for an app that wants to stay, each side would wait for the other, and the process would not
 * end at all.
 */
function signalExitListeners(): number {
  const { __signal_exit_emitter__: v3 } = process as { __signal_exit_emitter__?: { count?: number } };
  const { [SIGNAL_EXIT_V4]: v4 } = globalThis as { [SIGNAL_EXIT_V4]?: { count?: number } };
  return (v3?.count ?? 0) + (v4?.count ?? 0);
}

const SIGNAL_EXIT_V4 = Symbol.for("signal-exit emitter");
