import { randomBytes } from "node:crypto";
import type { BilledTokens } from "./billed-tokens.ts";

export interface ProviderAnswer {
  id: string;
  status: number;
  headers: Record<string, string>;
  /** A list is a stream of server-sent events, written one by one. */
  body: string | string[];
  model: string;
  tier?: string;
  tokens?: BilledTokens;
}

/** The parts of a request that the answers depend on; everything else is accepted and ignored. */
export interface ProviderRequest {
  model?: string;
  stream?: boolean;
  stream_options?: { include_usage?: boolean } | null;
  service_tier?: string | null;
  messages?: unknown[];
  system?: unknown;
  max_tokens?: number;
  input?: string | unknown[];
  encoding_format?: string;
  dimensions?: number;
}

/**
 * A fresh id such as `chatcmpl-9fK…`. Never seeded: a provider's id is unique for ever, and two runs with the same
 * seed are two bills.
 */
export function freshId(prefix: string, length = 24): string {
  return prefix + randomBytes(length).toString("base64").replaceAll(/[+/=]/g, "0").slice(0, length);
}

/** Models as the provider names them in its answers: the dated snapshot behind the alias. */
const SNAPSHOTS: Record<string, string> = {
  "gpt-4o": "gpt-4o-2024-08-06",
  "gpt-4o-mini": "gpt-4o-mini-2024-07-18",
  "gpt-4.1": "gpt-4.1-2025-04-14",
  "gpt-5-mini": "gpt-5-mini-2025-08-07",
  "claude-opus-4-5": "claude-opus-4-5-20251101",
  "claude-haiku-4-5": "claude-haiku-4-5-20251001",
};

export function servedModel(model: string): string {
  return SNAPSHOTS[model] ?? model;
}
