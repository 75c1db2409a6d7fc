import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

export interface OverridesPlace {
  /** @default process.env */
  env?: Record<string, string | undefined>;
  /** @default process.cwd() */
  cwd?: string;
}

/** The file that TOLLGATE_PRICES names, else `tollgate.prices.yaml` of the folder if it is there. A name given is taken to exist. */
export function priceOverridesPath({
  env = process.env,
  cwd = process.cwd(),
}: OverridesPlace = {}): string | undefined {
  const given = env.TOLLGATE_PRICES?.trim();
  if (given) return resolve(cwd, given);
  const path = join(cwd, "tollgate.prices.yaml");
  return existsSync(path) ? path : undefined;
}
