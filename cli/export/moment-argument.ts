import { InvalidArgumentError } from "commander";

/** A day in UTC, or a moment with or without a zone; without one it is UTC. @throws {InvalidArgumentError} */
export function momentArgument(text: string): Date {
  const [, day = "", time = "", zone = ""] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/.exec(text) ?? [];
  const midnight = new Date(`${day}T00:00:00Z`);
  // JavaScript takes 31 April for 1 May.
  const isDay = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  const moment = new Date(`${day}T${time || "00:00"}${zone || "Z"}`);
  if (day !== "" && isDay && !Number.isNaN(moment.getTime())) return moment;
  throw new InvalidArgumentError(`"${text}" is no day as 2026-10-01 and no moment as 2026-10-01T12:00:00Z.`);
}
