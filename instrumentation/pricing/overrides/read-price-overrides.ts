import { readFileSync } from "node:fs";
import { isScalar } from "yaml";
import type { PriceOverrides } from "./price-overrides.ts";
import { readCurrencies } from "./read-currencies.ts";
import { readDeployments } from "./read-deployments.ts";
import { readDiscounts } from "./read-discounts.ts";
import { readFree } from "./read-free.ts";
import { readMargins } from "./read-margins.ts";
import { readOwnModels } from "./read-own-models.ts";
import { YamlFile } from "./yaml-file.ts";
import { YamlMap } from "./yaml-map.ts";

const SECTIONS = ["discounts", "models", "free", "deployments", "margins", "currencies"];

/**
 * Reads `tollgate.prices.yaml`. An empty file says nothing and is no error.
 *
 * @throws {Error} When the file cannot be read, or with a line for everything in it that cannot be used: nothing of a broken file holds,
 * because half of an agreement is none.
 */
export function readPriceOverrides(path: string): PriceOverrides {
  return parsePriceOverrides(readText(path), path);
}

/** The same for a text that is at hand; `path` is for messages. */
export function parsePriceOverrides(text: string, path: string): PriceOverrides {
  const file = new YamlFile(path, text);
  const root = file.root;
  const top =
    root === undefined || (isScalar(root) && root.value === null)
      ? undefined
      : new YamlMap(file, root, { what: "the file", line: 1, keys: SECTIONS });
  const overrides: PriceOverrides = {
    path,
    discounts: top ? readDiscounts(top) : [],
    models: top ? readOwnModels(top) : [],
    free: top ? readFree(top) : { environments: [], providers: [] },
    deployments: top ? readDeployments(top) : [],
    margins: top ? readMargins(top) : [],
    currencies: top ? readCurrencies(top) : [],
  };
  file.throwIfBroken();
  return overrides;
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new Error(`Cannot read prices from "${path}": ${reason}`, { cause });
  }
}
