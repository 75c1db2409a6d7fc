import { beforeSnapshot, normalizeModelName } from "../../instrumentation/pricing/model-name.ts";
import { nearestModels } from "../../instrumentation/pricing/nearest-models.ts";
import type { PriceBookData, PricedModel } from "../../instrumentation/pricing/price-row.ts";

/**
 * The models that calls know by a name, of one provider or of all.
 *
 * @throws {Error} When there is none: one line with the nearest names.
 */
export function findModels(data: PriceBookData, name: string, provider?: string): PricedModel[] {
  const asked = data.models.filter((model) => provider === undefined || model.provider === provider);
  if (asked.length === 0) {
    const providers = [...new Set(data.models.map((model) => model.provider))].sort();
    throw new Error(`Cannot show provider "${provider}": it is not in the price book, known are ${listed(providers)}`);
  }
  const found = asked.filter(({ provider, names, openEnded }) => {
    const plain = normalizeModelName(provider, name);
    return (
      names.includes(plain) ||
      names.includes(plain.replace("@", "-")) ||
      openEnded.includes(beforeSnapshot(plain) ?? "")
    );
  });
  // A name that stands in the book goes before one that only begins as an open-ended one does.
  const exact = found.filter(({ provider, names }) => names.includes(normalizeModelName(provider, name)));
  if (exact.length > 0) return exact;
  if (found.length > 0) return found;
  const nearest = nearestModels(
    name.slice(0, 200).trim().toLowerCase(),
    asked.flatMap(({ names }) => names),
  );
  const whose = provider === undefined ? "there is no" : `provider "${provider}" has no`;
  throw new Error(`Cannot show model "${name}": ${whose} such model in the price book, nearest are ${listed(nearest)}`);
}

function listed(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}
