import type { PriceOverrides } from "./price-overrides.ts";
import { type OverridesPlace, priceOverridesPath } from "./price-overrides-path.ts";

export interface LoadOptions extends OverridesPlace {
  /** Takes the lines for the operator. @default stderr, each headed by "tollgate: " */
  write?(line: string): void;
}

/**
 * The overrides for an app, undefined where there is no file. Never throws and never rejects: a broken file is told with its lines, and
 * list prices hold. The YAML parser (145 kB) is loaded only where there is a file.
 */
export async function loadPriceOverrides(options: LoadOptions = {}): Promise<PriceOverrides | undefined> {
  const { write = (line) => void process.stderr.write(`tollgate: ${line}\n`) } = options;
  try {
    const path = priceOverridesPath(options);
    if (path === undefined) return undefined;
    const { readPriceOverrides } = await import("./read-price-overrides.ts");
    return readPriceOverrides(path);
  } catch (error) {
    write(`List prices hold: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
