import { unitKey } from "../../instrumentation/pricing/overrides/unit-keys.ts";

/** `cache_write_5m`, and of a variant `image/1024x1024/hd`. */
export function unitName(unit: string): string {
  const [kind = "", ...variant] = unit.split("/");
  return [unitKey(kind), ...variant].join("/");
}
