import { normalizeModelName } from "../model-name.ts";
import type { YamlMap } from "./yaml-map.ts";

/** A name or a list of names, each as calls are looked up by. */
export function readModelNames(entry: YamlMap, key: string, provider = ""): string[] | undefined {
  return entry.texts(key)?.flatMap((name) => {
    if (name === "*") return name;
    const fineTuneBase = /^(ft:[^:]+):/i.exec(name)?.[1];
    if (fineTuneBase !== undefined) {
      // Calls are looked up by the base alone: this price would hold for every fine-tune of it.
      entry.complain(
        `Cannot use ${key} "${name}" of ${entry.what}: fine-tunes are priced by their base, write "${fineTuneBase}"`,
        key,
      );
      return [];
    }
    const normalized = normalizeModelName(provider, name);
    if (normalized !== "") return normalized;
    entry.complain(
      `Cannot use ${key} ${JSON.stringify(name)} of ${entry.what}: expected letters, digits and signs of ASCII without spaces`,
      key,
    );
    return [];
  });
}
