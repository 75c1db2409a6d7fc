type Row = Record<string, unknown>;

const isMeasure = (name: string) => /(calls|tokens|usd)$/.test(name);

/**
 * Rows of a view whose rows are corrections of each other, summed by all that is no measure, without what sums to nothing: how many rows say it is for
 * merges and refreshes to decide.
 */
export function sumCorrections(rows: readonly Row[]): Row[] {
  const sums = new Map<string, Row>();
  for (const row of rows) {
    const key = JSON.stringify(Object.entries(row).filter(([name]) => !isMeasure(name)));
    const before = sums.get(key);
    const summed = Object.entries(row).map(([name, value]) => [
      name,
      isMeasure(name) ? Number((Number(before?.[name] ?? 0) + Number(value)).toFixed(12)) : value,
    ]);
    sums.set(key, Object.fromEntries(summed) as Row);
  }
  return [...sums.values()].filter((row) =>
    Object.entries(row).some(([name, value]) => isMeasure(name) && value !== 0),
  );
}
