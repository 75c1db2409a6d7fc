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
 * Reads the text of a `tollgate.prices.yaml`; `path` is for messages. An empty file says nothing and is no error.
 *
 * @throws {Error} With a line for everything in it that cannot be used: nothing of a broken file holds, because half of an agreement is none.
 */
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
