import { join } from "node:path";
import { priceOverridesPath } from "../../instrumentation/pricing/overrides/price-overrides-path.ts";
import { PACKAGE_ROOT } from "../package-root.ts";
import { PORTS, type Ports } from "./ports.ts";
import { secretsFile } from "./secrets.ts";

/** Arguments and environment of `docker compose` on our file, with the secrets and ports of the stack in `home`. */
export function composeArguments(at: { home: string; ports: Ports }): { args: string[]; env: NodeJS.ProcessEnv } {
  const ports = Object.fromEntries(
    (Object.keys(PORTS) as (keyof Ports)[]).map((name) => [PORTS[name].variable, String(at.ports[name])]),
  );
  // The links in messages are made by joining to it.
  const rootUrl = process.env.GF_SERVER_ROOT_URL;
  // Compose would take a relative path for the name of a volume.
  const prices = priceOverridesPath();
  const file = join(PACKAGE_ROOT, "docker-compose.yml");
  return {
    args: ["compose", "--file", file, "--env-file", secretsFile(at.home), "--progress", "plain"],
    env: {
      ...process.env,
      ...ports,
      ...(rootUrl && { GF_SERVER_ROOT_URL: rootUrl.replace(/\/*$/, "/") }),
      ...(prices && { TOLLGATE_PRICES: prices }),
    },
  };
}
