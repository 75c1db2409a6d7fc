const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/i;

export const AT_ALLOWED = 'a day as "2026-11-01" or a time as "2026-11-01T09:30:00Z"';

/** Unix milliseconds of a day (its first instant) or an ISO 8601 time; without a zone it is UTC. Undefined when it is neither, or no such day exists. */
export function parseAt(text: string): number | undefined {
  const trimmed = text.trim();
  if (DAY.test(trimmed)) return dayMs(trimmed);
  const [, day, zone] = TIME.exec(trimmed) ?? [];
  if (day === undefined || dayMs(day) === undefined) return undefined;
  const ms = Date.parse(`${trimmed.replace(" ", "T").toUpperCase()}${zone === undefined ? "Z" : ""}`);
  return Number.isNaN(ms) ? undefined : ms;
}

/** `Date.parse` takes February 30 for March 2. */
function dayMs(day: string): number | undefined {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day) ? ms : undefined;
}
