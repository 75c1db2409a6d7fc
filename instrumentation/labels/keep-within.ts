/** Runs code in a scope. */
export type Within = <T>(inner: () => T) => T;

/**
 * A generator that was made in a scope: its body runs where it is read, which is outside, so each step is taken back in. The object stays the
 * one it was. Other things that are iterated have begun their calls already, and stay untouched.
 */
export function keepWithin<T>(within: Within, made: T): T {
  if (!isGenerator(made)) return made;
  for (const step of ["next", "return", "throw"] as const) {
    const take = made[step] as (this: unknown, ...args: unknown[]) => unknown;
    const value = (...args: unknown[]) => within(() => take.apply(made, args));
    // Hidden, so that nothing that lists the object sees a difference; a frozen one stays as it is.
    Reflect.defineProperty(made, step, { value, enumerable: false, configurable: true, writable: true });
  }
  return made;
}

function isGenerator(made: unknown): made is Generator | AsyncGenerator {
  return typeof made === "object" && made !== null && GENERATORS.has(Object.prototype.toString.call(made));
}

const GENERATORS: ReadonlySet<string> = new Set(["[object AsyncGenerator]", "[object Generator]"]);
