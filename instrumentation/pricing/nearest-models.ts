/** Names are compared up to here: what differs further behind is no slip of the pen, and made-up names must not cost an app its time. */
const COMPARED_CHARACTERS = 60;

/**
 * The models of a list whose names differ least from `name` (Levenshtein), nearest first, `count` of them. For 1,000 models some 2 ms.
 */
export function nearestModels(name: string, models: Iterable<string>, options: { count?: number } = {}): string[] {
  const { count = 3 } = options;
  const sought = name.slice(0, COMPARED_CHARACTERS);
  const nearest: { model: string; distance: number }[] = [];
  for (const model of new Set(models)) {
    const limit = nearest.length < count ? Number.POSITIVE_INFINITY : (nearest.at(-1)?.distance ?? 0);
    const distance = editDistance(sought, model.slice(0, COMPARED_CHARACTERS), { limit });
    if (distance > limit) continue;
    nearest.push({ model, distance });
    nearest.sort((a, b) => a.distance - b.distance || (a.model < b.model ? -1 : 1));
    nearest.length = Math.min(nearest.length, count);
  }
  return nearest.map(({ model }) => model);
}

/** The distance, or some number above `limit` as soon as it must be above it. */
function editDistance(a: string, b: string, { limit }: { limit: number }): number {
  if (Math.abs(a.length - b.length) > limit) return Number.POSITIVE_INFINITY;
  let row = Uint8Array.from({ length: b.length + 1 }, (_, j) => j);
  let next = new Uint8Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    next[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1);
      const distance = Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      next[j] = distance;
      if (distance < least) least = distance;
    }
    if (least > limit) return least;
    [row, next] = [next, row];
  }
  return row[b.length] ?? 0;
}
