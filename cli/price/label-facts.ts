import { canonicalProvider } from "../../instrumentation/pricing/provider-name.ts";
import type { ApiShape } from "../../instrumentation/providers/api-shape.ts";
import { findApiShape } from "../../instrumentation/providers/api-shapes.ts";
import { AT_ALLOWED, parseAt } from "./parse-at.ts";
import type { PriceResult } from "./price-result.ts";
import type { AnswerLabels } from "./read-envelope.ts";

/** What labels say, as far as they say it; the first thing that is wrong with them. */
export interface LabelFacts {
  facts: Pick<PriceResult, "provider" | "api" | "model" | "at">;
  shape?: ApiShape;
  atMs: number;
  problem?: string;
}

export function labelFacts(labels: AnswerLabels, nowMs: number): LabelFacts {
  const { provider, api, model, at } = labels;
  const problems: string[] = [];
  if (!provider?.trim()) problems.push('the provider is not said: give --provider, or "provider" in the envelope');
  const shape = shapeOf(api);
  if (typeof shape === "string") problems.push(shape);
  const atMs = at === undefined ? nowMs : parseAt(at);
  if (atMs === undefined) problems.push(`at is ${JSON.stringify(at)}, allowed is ${AT_ALLOWED}`);
  const facts = {
    provider: provider?.trim() ? canonicalProvider(provider) : null,
    api: typeof shape === "string" ? null : shape.name,
    model: model || null,
    at: atMs === undefined ? null : new Date(atMs).toISOString(),
  };
  const [problem] = problems;
  return {
    facts,
    atMs: atMs ?? nowMs,
    ...(typeof shape !== "string" && { shape }),
    ...(problem !== undefined && { problem }),
  };
}

/** @returns a line when there is none */
function shapeOf(api: string | undefined): ApiShape | string {
  if (!api?.trim()) return 'the API is not said: give --api, or "api" in the envelope';
  try {
    return findApiShape(api).shape;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
