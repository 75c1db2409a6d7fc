/**
 * What this process spent on one budget line and the last snapshot may not contain: money held for calls in flight, and settled money
 * until a snapshot taken `lagMs` after it. Within the lag money may stand here and in the snapshot, so the error falls towards refusing
 * early, by at most what the process spends in `lagMs`; when the pipeline is slower than the lag it falls towards letting calls pass.
 */
export interface LocalSpend {
  heldPicoUsd: bigint;
  settledPicoUsd: bigint;
  /** Settled money by the second of settling, oldest first. */
  settled: { second: number; picoUsd: bigint }[];
}

export function createLocalSpend(): LocalSpend {
  return { heldPicoUsd: 0n, settledPicoUsd: 0n, settled: [] };
}

export function addSettled(local: LocalSpend, picoUsd: bigint, nowMs: number): void {
  const second = Math.floor(nowMs / 1_000);
  const last = local.settled.at(-1);
  if (last?.second === second) last.picoUsd += picoUsd;
  else local.settled.push({ second, picoUsd });
  local.settledPicoUsd += picoUsd;
}

/** Forgets settled money of whole seconds before `beforeMs`. */
export function forgetSettled(local: LocalSpend, beforeMs: number): void {
  local.settled = local.settled.filter(({ second }) => (second + 1) * 1_000 > beforeMs);
  local.settledPicoUsd = local.settled.reduce((sum, { picoUsd }) => sum + picoUsd, 0n);
}
