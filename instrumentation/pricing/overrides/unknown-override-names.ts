import { nearestModels } from "../nearest-models.ts";
import type { PriceBookData } from "../price-row.ts";
import { findModel } from "./find-model.ts";
import type { PriceOverrides } from "./price-overrides.ts";

/**
 * A line for each provider and model that the file gives a discount or a deployment for and that neither the book nor the file prices:
 * no call will ever have that discount. Not an error of the file, because the book may be older than the agreement.
 */
export function unknownOverrideNames(data: PriceBookData, overrides: PriceOverrides): string[] {
  const own = overrides.models.map(({ provider, model, names }) => ({ provider, model, names, openEnded: [] }));
  const deployed = overrides.deployments.map(({ provider, names, model }) => ({
    provider,
    model,
    names,
    openEnded: [],
  }));
  const models = [...data.models, ...own];
  const providers = new Set(models.map(({ provider }) => provider));
  const lines: { line: number; text: string }[] = [];

  const check = (entry: { provider: string; line: number }, names: readonly string[], what: string, known = models) => {
    const tell = (text: string) =>
      lines.push({ line: entry.line, text: `${overrides.path}:${entry.line}: ${what} ${text}` });
    if (!providers.has(entry.provider)) {
      const nearest = nearestModels(entry.provider, providers);
      tell(`has no effect: provider "${entry.provider}" is not in the price book, nearest are ${listed(nearest)}`);
      return;
    }
    const ofProvider = known.filter(({ provider }) => provider === entry.provider);
    for (const name of names) {
      if (findModel(ofProvider, entry.provider, name) !== undefined) continue;
      const nearest = nearestModels(
        name,
        ofProvider.flatMap(({ names }) => names),
      );
      tell(
        `has no effect on "${name}": provider "${entry.provider}" has no such model, nearest are ${listed(nearest)}`,
      );
    }
  };

  for (const discount of overrides.discounts) {
    check(discount, discount.models ?? [], `discount "${discount.name}"`, [...models, ...deployed]);
  }
  for (const deployment of overrides.deployments) {
    check(deployment, [deployment.model], `deployment "${deployment.names.join('", "')}"`);
  }
  return lines.sort((a, b) => a.line - b.line).map(({ text }) => text);
}

function listed(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}
