import { COUNTED_UNITS, type CountedUnit, TOKEN_UNITS, type TokenUnit } from "../units.ts";

/** `cacheWrite5m` as the file writes it: `cache_write_5m`. */
export function unitKey(unit: string): string {
  return unit.replace(/[A-Z]|\d+(?=[a-z]$)/g, (found) => `_${found.toLowerCase()}`);
}

/** The token units by their keys in the file. */
export const TOKEN_UNIT_KEYS: ReadonlyMap<string, TokenUnit> = new Map(
  TOKEN_UNITS.map((unit) => [unitKey(unit), unit]),
);

const COUNTED_UNIT_KEYS = new Map(COUNTED_UNITS.map((unit) => [unitKey(unit), unit]));

export const COUNTED_UNIT_KEY_NAMES: readonly string[] = [...COUNTED_UNIT_KEYS.keys()];

/** The unit of `image` or of a variant as `image/1024x1024/hd`; undefined for what is none. */
export function countedUnitOf(key: string): CountedUnit | undefined {
  const [kind = "", ...variant] = key.split("/");
  const unit = COUNTED_UNIT_KEYS.get(kind);
  if (unit === undefined) return undefined;
  if (variant.length === 0) return unit;
  return variant.every((part) => /^[a-z0-9][a-z0-9._-]*$/.test(part)) ? `${unit}/${variant.join("/")}` : undefined;
}
