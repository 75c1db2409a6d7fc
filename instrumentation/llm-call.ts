import type { UsageOperation } from "./conventions.ts";
import type { CountedUnit } from "./pricing/units.ts";

/**
 * The words.
 *
 * - call: one request to a provider that it bills (or would): chat, embeddings. Only calls carry money.
 * - usage: the token counts of one call, as the provider's answer says them.
 * - attribution: on whose behalf a call was made: tenant, project, customer, agent, workflow, user, session, environment, prompt id, tags.
 * - tenant: the boundary between readers; a customer is whom the tenant bills; a project is the tenant's own division.
 * - price row: unit prices of one model for one service tier from one date on. The price book is all of them.
 * - picodollar: 10^-12 USD. $1 per million tokens = 1,000,000 picodollars per token, so list prices are integers.
 * - unpriced: no price row matches. A value of its own, never $0.
 * - budget: an amount for a scope and a period. A crossing is the moment its use passes a threshold.
 * - ours / foreign: a span written by Tollgate / by any other instrumentation.
 */

export type Operation =
  | "chat"
  | "text_completion"
  | "embeddings"
  | "generate_content"
  /** Of what is no model's answer. */
  | (typeof UsageOperation)[keyof typeof UsageOperation];

/** Where the counts come from. `provider` beats `estimated` and `interrupted` in the ledger. */
export type UsageSource = "provider" | "estimated" | "interrupted";

/** `free`: nothing is billed, and that is known (a provider's error, a blocked call, a local model). */
export type CostStatus = "priced" | "unpriced" | "estimated" | "free";

/** What one call used; integers >= 0. Parts are included in their totals. */
export interface Usage {
  /** Includes cache reads and writes and all modalities. */
  inputTokens: number;
  /** Includes reasoning and all modalities. */
  outputTokens: number;
  cacheReadTokens: number;
  /** Five-minute and one-hour writes together. */
  cacheWriteTokens: number;
  cacheWrite1hTokens: number;
  reasoningTokens: number;
  /** Parts by modality; absent is 0. Cached ones are also in `cacheReadTokens`. */
  inputAudioTokens?: number;
  cacheReadAudioTokens?: number;
  outputAudioTokens?: number;
  inputImageTokens?: number;
  cacheReadImageTokens?: number;
  outputImageTokens?: number;
  inputVideoTokens?: number;
  cacheReadVideoTokens?: number;
  outputVideoTokens?: number;
  /** What is billed and is no token: searches, images, seconds. */
  counted?: { readonly [unit in CountedUnit]?: number };
}

/** What the host of a call says that it charges for it. */
export interface HostCharge {
  /** A safe integer >= 0. */
  picoUsd: number;
  /** The app's own key was used at the provider behind the host: that provider's bill, as the host tells it, is in the sum. */
  isWithUpstream?: true;
}

/** On whose behalf a call is made. Every part is optional; the ledger stores '' for what is absent. */
export interface Attribution {
  tenant?: string;
  project?: string;
  customer?: string;
  agent?: string;
  workflow?: string;
  user?: string;
  session?: string;
  environment?: string;
  /** The prompt's name or version in the app's own books. */
  promptId?: string;
  /** At most 20; nested scopes add theirs. */
  tags?: readonly string[];
}

/** What LangChain says of the run that made a call. */
export interface CallRun {
  /** Of LangGraph. */
  node?: string;
  /** The app's own. */
  tags?: readonly string[];
  /** The app's active span when the run began; a call's parent that is this one gives way to the run's span. */
  appSpanId?: string;
}

/** A span's place in a trace, as OpenTelemetry has it. */
export interface ParentSpan {
  traceId: string;
  spanId: string;
  traceFlags: number;
}

/** All that is known of a call when it is over. The wire, LangChain and `recordLlmCall()` make one; the meter prices and emits it. */
export interface CallRecord {
  source: "wire" | "langchain" | "manual";
  /** Canonical: `openai`, `anthropic`, …; an unknown host's name otherwise. */
  provider: string;
  operation: Operation;
  requestModel: string;
  responseModel?: string;
  responseId?: string;
  serviceTier?: string;
  stream: boolean;
  /** Unix milliseconds, may have fractions. */
  startMs: number;
  endMs: number;
  timeToFirstChunkMs?: number;
  serverAddress?: string;
  serverPort?: number;
  httpStatus?: number;
  /** Absent on success. The provider's error code, an HTTP status as text, or the class of the thrown error. */
  errorType?: string;
  /** Absent when the provider billed nothing (an error) or nothing is known. */
  usage?: Usage;
  usageSource: UsageSource;
  /** Counts of the answer that cannot be, a line each; `usage` is then an estimate. */
  problems?: readonly string[];
  hostCharge?: HostCharge;
  /** What would make the provider send counts; for the operator. */
  usageCure?: string;
  attribution: Attribution;
  /** A keyed hash of the prompt, where that is switched on. */
  promptHash?: string;
  /** JSON of the messages, only where an operator has switched that on. */
  content?: { input?: string; output?: string };
  run?: CallRun;
  parent?: ParentSpan;
  /** Set when `parent` is itself a foreign inference span. */
  supersedesSpanId?: string;
  budget?: { outcome: "allowed" | "warned" | "blocked"; name?: string };
}

/** What a call costs. `costPicoUsd` is a safe integer; absent when unpriced. */
export type PricedCost =
  /** `isOpenEnded`: the book knows the model's family and not this snapshot of it. */
  | { status: "priced"; costPicoUsd: number; priceId: string; isOpenEnded?: boolean }
  | { status: "free"; costPicoUsd: 0; priceId?: string }
  | { status: "unpriced"; reason: string };
