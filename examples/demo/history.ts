import { createHash } from "node:crypto";
import type { CallRecord } from "../../instrumentation/llm-call.ts";
import { CAST, type DemoAgent } from "./cast.ts";
import { type BilledTokens, billedTokens, type CacheUse } from "./provider/billed-tokens.ts";
import { servedModel } from "./provider/provider-answer.ts";
import { usageOf } from "./provider/usage-of.ts";
import { type SeededRandom, seededRandom } from "./seeded-random.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Weight of each hour of the day, UTC: night jobs, a morning rise, a dip at noon, an afternoon peak. */
const HOUR_WEIGHTS = [2, 1, 1, 1, 1, 2, 4, 8, 12, 14, 13, 10, 8, 12, 15, 14, 12, 9, 6, 5, 4, 3, 3, 2];
/** Sunday first. */
const WEEKDAY_WEIGHTS = [0.25, 1, 1.05, 1.1, 1.05, 0.9, 0.3];

export interface HistoryOptions {
  /** Whole days before `untilMs`'s own, which is filled up to `untilMs`. */
  days: number;
  seed: string;
  /** Unix milliseconds. */
  untilMs: number;
}

export interface HistoryCall {
  record: CallRecord;
  /** Absent when the provider answered with an error. */
  tokens?: BilledTokens;
  traceId: string;
  spanId: string;
}

/**
 * What the cast would have asked in the past days. Each day depends on the seed and its date only: tomorrow's history
 * repeats today's, ids and all, and sending both counts everything once.
 */
export function history({ days, seed, untilMs }: HistoryOptions): HistoryCall[] {
  const today = Math.floor(untilMs / DAY_MS);
  const calls: HistoryCall[] = [];
  for (let day = today - days; day <= today; day++) {
    for (const agent of CAST) calls.push(...dayOf(agent, day, seed));
  }
  return calls
    .filter(({ record }) => record.endMs <= untilMs)
    .sort((one, other) => one.record.startMs - other.record.startMs);
}

function dayOf(agent: DemoAgent, day: number, seed: string): HistoryCall[] {
  const date = new Date(day * DAY_MS);
  const random = seededRandom(`${seed} ${agent.agent} ${date.toISOString().slice(0, 10)}`);
  const weight = WEEKDAY_WEIGHTS[date.getUTCDay()] ?? 1;
  const calls = Math.round(agent.callsPerDay * weight * (0.8 + 0.4 * random.next()));
  return Array.from({ length: calls }, (_, turn) => {
    const startMs = day * DAY_MS + hourOfDay(random) * HOUR_MS + random.int(0, HOUR_MS - 1);
    return callOf(agent, startMs, `${seed} ${agent.agent} ${day} ${turn}`, random);
  });
}

function callOf(agent: DemoAgent, startMs: number, name: string, random: SeededRandom): HistoryCall {
  const failed = random.next() < 0.02;
  const tokens = billedTokens(agent.model, random, { cache: cacheUse(agent, random) });
  const user = random.pick(agent.users);
  const customer = random.pick(agent.customers);
  const endMs = startMs + (failed ? 180 : random.int(250, 900) + tokens.output * 12);
  const timeToFirstChunkMs = random.int(180, 700);
  const hash = createHash("sha256").update(name).digest("hex");
  const ids = { traceId: hash.slice(0, 32), spanId: hash.slice(32, 48) };
  const { tenant, project, workflow, provider, operation, stream } = agent;
  const session = `${agent.agent}-${user}-${hash.slice(0, 4)}`;
  const call = {
    source: "manual" as const,
    provider,
    operation,
    requestModel: agent.model,
    stream,
    startMs,
    endMs,
    usageSource: "provider" as const,
    serverAddress: provider === "openai" ? "api.openai.com" : "api.anthropic.com",
    attribution: { tenant, project, workflow, customer, user, session, agent: agent.agent, environment: "production" },
  };
  if (failed) return { ...ids, record: { ...call, httpStatus: 429, errorType: "rate_limit_exceeded" } };
  const responseId = `${provider === "openai" ? "chatcmpl" : "msg"}-history-${hash.slice(0, 20)}`;
  const answered = {
    ...call,
    httpStatus: 200,
    responseModel: servedModel(agent.model),
    usage: usageOf(tokens),
    ...(stream && { timeToFirstChunkMs }),
    ...(operation === "chat" && { responseId }),
  };
  return { ...ids, record: answered, tokens };
}

/** One in ten calls finds its prefix no longer cached. */
function cacheUse(agent: DemoAgent, random: SeededRandom): CacheUse {
  const expired = random.next() < 0.1;
  if (!agent.cached) return "none";
  if (!expired) return "read";
  if (agent.provider === "openai") return "none";
  return agent.stream ? "write5m" : "write1h";
}

function hourOfDay(random: SeededRandom): number {
  const total = HOUR_WEIGHTS.reduce((sum, weight) => sum + weight, 0);
  let left = random.next() * total;
  const hour = HOUR_WEIGHTS.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return Math.max(hour, 0);
}
