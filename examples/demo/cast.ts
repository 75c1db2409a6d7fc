import type { Operation } from "../../instrumentation/llm-call.ts";

/** One agent of the demo: who it works for, what it asks, and how much. */
export interface DemoAgent {
  agent: string;
  tenant: string;
  project: string;
  workflow: string;
  users: [string, ...string[]];
  customers: [string, ...string[]];
  provider: "openai" | "anthropic";
  operation: Operation;
  model: string;
  stream: boolean;
  /** Whether its prompts share a long prefix that the provider caches. */
  cached: boolean;
  /** On a working day of the generated history. */
  callsPerDay: number;
  /** In one run of the demo program. */
  liveCalls: number;
}

/** The agent that runs into its monthly budget. Its history costs more than everyone else's together. */
export const BLOCKED_AGENT = "deep-researcher";
export const BLOCKED_TENANT = "acme";

export const CAST: readonly DemoAgent[] = [
  {
    agent: "support-bot",
    tenant: "acme",
    project: "helpdesk",
    workflow: "answer-ticket",
    users: ["ana", "bo", "chen"],
    customers: ["northwind", "contoso", "fabrikam"],
    provider: "openai",
    operation: "chat",
    model: "gpt-4o-mini",
    stream: true,
    cached: true,
    callsPerDay: 80,
    liveCalls: 14,
  },
  {
    agent: BLOCKED_AGENT,
    tenant: BLOCKED_TENANT,
    project: "market-watch",
    workflow: "weekly-report",
    users: ["dara"],
    customers: ["northwind"],
    provider: "anthropic",
    operation: "chat",
    model: "claude-opus-4-5",
    stream: false,
    cached: true,
    callsPerDay: 24,
    liveCalls: 30,
  },
  {
    agent: "code-reviewer",
    tenant: "globex",
    project: "platform",
    workflow: "review-change",
    users: ["eli", "fay"],
    customers: ["internal"],
    provider: "anthropic",
    operation: "chat",
    model: "claude-sonnet-4-6",
    stream: true,
    cached: true,
    callsPerDay: 45,
    liveCalls: 8,
  },
  {
    agent: "search-indexer",
    tenant: "globex",
    project: "platform",
    workflow: "index-documents",
    users: ["service"],
    customers: ["internal"],
    provider: "openai",
    operation: "embeddings",
    model: "text-embedding-3-small",
    stream: false,
    cached: false,
    callsPerDay: 60,
    liveCalls: 8,
  },
  {
    agent: "contract-analyst",
    tenant: "initech",
    project: "legal",
    workflow: "read-contract",
    users: ["gus", "hana"],
    customers: ["tailspin", "wingtip"],
    provider: "openai",
    operation: "chat",
    model: "gpt-4.1",
    stream: false,
    cached: true,
    callsPerDay: 30,
    liveCalls: 6,
  },
  {
    agent: "outreach-writer",
    tenant: "initech",
    project: "growth",
    workflow: "draft-mail",
    users: ["ivy"],
    customers: ["tailspin", "litware"],
    provider: "openai",
    operation: "chat",
    model: "gpt-5-mini",
    stream: true,
    cached: false,
    callsPerDay: 40,
    liveCalls: 7,
  },
];
