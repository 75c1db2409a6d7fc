import type { CountedUnit } from "../units.ts";
import { usdByTime } from "./usd-by-time.ts";

/** The price of a second where a page gives that of a minute. @throws {RangeError} as `usdByTime` does */
export function usdPerMinute(unit: CountedUnit, usd: number): ReturnType<typeof usdByTime> {
  return usdByTime(unit, usd, { seconds: 60 });
}
