/** Microseconds of one mode: until the app has its answer, and with the turn of the event loop that follows. */
export interface Taken {
  call: number[];
  withTurn: number[];
}

export interface InterleaveOptions {
  rounds: number;
  /** Rounds before those that count. @default as many */
  warmUp?: number;
  /**
   * The event loop turns after so many rounds: what is put off until then comes between calls, as it does in life, and with it colder caches.
   * With less than one turn a call there are no times with the turn.
   * @default 1
   */
  turnEvery?: number;
}

export interface Mode {
  name: string;
  call(): Promise<unknown>;
}

/**
 * Calls all modes in an order of chance, so that the machine's noise falls on all alike: whatever always came after one and the same mode
 * would always meet its garbage and its warm caches.
 */
export async function interleave(
  modes: readonly Mode[],
  { rounds, warmUp = rounds, turnEvery = 1 }: InterleaveOptions,
): Promise<Taken[]> {
  const taken: Taken[] = modes.map(() => ({ call: [], withTurn: [] }));
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const at of shuffled(modes.map((_, index) => index))) {
      const begun = process.hrtime.bigint();
      await modes[at]?.call();
      const callUs = Number(process.hrtime.bigint() - begun) / 1000;
      if (turnEvery === 1) await turn();
      if (round < 0) continue;
      taken[at]?.call.push(callUs);
      taken[at]?.withTurn.push(Number(process.hrtime.bigint() - begun) / 1000);
    }
    if (turnEvery > 1 && round % turnEvery === 0) await turn();
  }
  return taken;
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

export function percentile(values: readonly number[] = [], share = 0.5): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
}

/** By how much the medians (or another share) of two lie apart. */
export function added(
  mode: Taken | undefined,
  base: Taken | undefined,
  until: keyof Taken = "call",
  share = 0.5,
): number {
  return percentile(mode?.[until], share) - percentile(base?.[until], share);
}
