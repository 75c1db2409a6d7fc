import type { ModelInfo, Provider } from "@pydantic/genai-prices";
import { normalizeModelName } from "../model-name.ts";
import type { OwnPrice } from "../own-prices/own-price.ts";
import type { PricedModel } from "../price-row.ts";
import { bedrockNames } from "./bedrock-names.ts";
import { nameLeftOut } from "./left-out.ts";
import { isPartOfName, type MatchedName, matchedNames } from "./model-names.ts";

type OwnNames = Pick<OwnPrice, "provider" | "model" | "names" | "openEnded">;

interface Claim extends MatchedName {
  /** Whole names go before names made of a prefix, and both before ids, which the source made up. */
  rank: 0 | 1 | 2;
}

/**
 * The names of each model, none of them given to two models of one provider: whole names go first, then the source's order decides.
 * Names that own prices give go before all of them.
 */
export function namedModels(
  providers: readonly Provider[],
  { own, note }: { own: readonly OwnNames[]; note: (line: string) => void },
): { models: PricedModel[]; modelNames: Map<ModelInfo, string> } {
  const models: PricedModel[] = [];
  const modelNames = new Map<ModelInfo, string>();
  const owners = ownNames(own);
  for (const provider of providers) {
    const claims = provider.models.map((info) => ({ info, claims: claimsOf(provider.id, info, note) }));
    const named = new Map<ModelInfo, { names: string[]; openEnded: string[] }>();
    for (const rank of [0, 1, 2] as const) {
      for (const { info, claims: ofModel } of claims) {
        const entry = named.get(info) ?? { names: [], openEnded: [] };
        named.set(info, entry);
        if (rank === 2 && entry.names.length === 0) continue;
        for (const { name } of ofModel.filter((claim) => claim.rank === rank)) {
          const owner = owners.get(`${provider.id} ${name}`);
          if (owner !== undefined && owner !== info.id && owner !== normalizeModelName(provider.id, info.id)) {
            note(`name "${name}" of ${provider.id}/${info.id} stays with ${provider.id}/${owner}`);
            continue;
          }
          owners.set(`${provider.id} ${name}`, info.id);
          if (!entry.names.includes(name)) entry.names.push(name);
          if (ofModel.some((claim) => claim.name === name && claim.openEnded) && !entry.openEnded.includes(name))
            entry.openEnded.push(name);
        }
      }
    }
    for (const [info, { names, openEnded }] of named) {
      const id = normalizeModelName(provider.id, info.id.replace(/-$/, ""));
      const model = names.includes(id) ? id : names[0];
      if (model === undefined) {
        note(`left out ${provider.id}/${info.id}: no name of it is left`);
        continue;
      }
      modelNames.set(info, model);
      models.push({ provider: provider.id, model, names, openEnded });
    }
  }
  addOwnModels(models, own);
  return { models, modelNames };
}

function claimsOf(provider: string, info: ModelInfo, note: (line: string) => void): Claim[] {
  const matched = matchedNames(info.match);
  const names = provider === "aws" ? bedrockNames(info, matched) : matched;
  const claims = [
    ...names.map((claim) => ({ ...claim, rank: claim.openEnded ? (1 as const) : (0 as const) })),
    ...(isPartOfName(info.id) ? [] : [{ name: info.id.replace(/-$/, ""), openEnded: false, rank: 2 as const }]),
  ];
  return claims.flatMap((claim) => {
    const reason = nameLeftOut(provider, claim.name.toLowerCase());
    if (reason) note(`left out name "${claim.name}" of ${provider}/${info.id}: ${reason}`);
    const name = normalizeModelName(provider, claim.name);
    return reason || name === "" ? [] : [{ ...claim, name }];
  });
}

/** Which own model each name belongs to. @throws {Error} when it is written otherwise than it is looked up, or belongs to two */
function ownNames(own: readonly OwnNames[]): Map<string, string> {
  const owners = new Map<string, string>();
  for (const { provider, model, names } of own) {
    if (names === undefined) continue;
    for (const name of [model, ...names]) {
      const plain = normalizeModelName(provider, name);
      if (name !== plain)
        throw new Error(`Cannot add own model "${provider}/${model}": name "${name}" must be written "${plain}"`);
      const owner = owners.get(`${provider} ${name}`) ?? model;
      if (owner !== model)
        throw new Error(`Cannot add own model "${provider}/${model}": name "${name}" is one of "${provider}/${owner}"`);
      owners.set(`${provider} ${name}`, model);
    }
  }
  return owners;
}

function addOwnModels(models: PricedModel[], own: readonly OwnNames[]): void {
  for (const { provider, model, names, openEnded = [] } of own) {
    if (names === undefined) continue;
    const at = models.findIndex((entry) => entry.provider === provider && entry.model === model);
    const before = models[at];
    const merged = {
      provider,
      model,
      names: [...new Set([...(before?.names ?? []), model, ...names])],
      openEnded: [...new Set([...(before?.openEnded ?? []), ...openEnded])],
    };
    if (at < 0) models.push(merged);
    else models[at] = merged;
  }
}
