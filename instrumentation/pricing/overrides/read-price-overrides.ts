import { readFileSync } from "node:fs";
import { parsePriceOverrides } from "./parse-price-overrides.ts";
import type { PriceOverrides } from "./price-overrides.ts";

/**
 * Reads `tollgate.prices.yaml`.
 *
 * @throws {Error} When the file cannot be read, or as `parsePriceOverrides` does.
 */
export function readPriceOverrides(path: string): PriceOverrides {
  return parsePriceOverrides(readText(path), path);
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new Error(`Cannot read prices from "${path}": ${reason}`, { cause });
  }
}
