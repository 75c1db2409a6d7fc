/** The models of a list whose names differ least from `name` (Levenshtein), nearest first, `count` of them. */
export function nearestModels(name: string, models: Iterable<string>, options: { count?: number } = {}): string[] {
  return [...new Set(models)]
    .map((model) => ({ model, distance: editDistance(name, model) }))
    .sort((a, b) => a.distance - b.distance || (a.model < b.model ? -1 : 1))
    .slice(0, options.count ?? 3)
    .map(({ model }) => model);
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
