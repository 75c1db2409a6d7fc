import { canonicalProvider } from "../provider-name.ts";
import type { YamlMap } from "./yaml-map.ts";

/** The provider as the book calls it. */
export function readProvider(entry: YamlMap): string | undefined {
  const provider = entry.text("provider");
  return provider === undefined ? undefined : canonicalProvider(provider);
}
