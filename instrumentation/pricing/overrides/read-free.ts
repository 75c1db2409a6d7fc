import { canonicalProvider } from "../provider-name.ts";
import type { PriceOverrides } from "./price-overrides.ts";
import type { YamlMap } from "./yaml-map.ts";

/** `free:`, environments and providers of which no call is billed. */
export function readFree(top: YamlMap): PriceOverrides["free"] {
  const free = top.map("free", { what: "free", keys: ["environments", "providers"] });
  return {
    environments: free?.texts("environments")?.map((name) => name.toLowerCase()) ?? [],
    providers: free?.texts("providers")?.map(canonicalProvider) ?? [],
  };
}
