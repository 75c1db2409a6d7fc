import type { BudgetBlock } from "../budget/budget-guard.ts";
import { ollamaChat } from "../providers/ollama-chat.ts";

/** What reaches a caller whose call a budget refuses, where it is thrown and not answered. */
export class BudgetExceededError extends Error {
  override readonly name = "BudgetExceededError";
  readonly status = 429;
  readonly code = "budget_exceeded";
  readonly budget: string;

  constructor(block: BudgetBlock) {
    super(block.message);
    this.budget = block.budget;
  }
}

export interface RefusalOptions {
  /** The name of the API's shape. */
  shape: string;
  userAgent: string | undefined;
}

/**
 * The refusal, in the way that makes each SDK show status 429 at once and once.
 *
 * An error thrown out of fetch loses its status in openai and Anthropic and is tried again, by LangChain 7 times in 84 s; a 429 with
 * `x-should-retry: false` is final for them. The AI SDK does the opposite: it tries a 429 again 3 times in 6 s and passes an error on as it
 * is. It is known by its user-agent.
 */
export function refuse(block: BudgetBlock, { shape, userAgent }: RefusalOptions): Promise<Response> {
  if (userAgent !== undefined && AI_SDK.test(userAgent)) return Promise.reject(new BudgetExceededError(block));
  const details = {
    type: "budget_exceeded",
    code: "budget_exceeded",
    param: null,
    message: block.message,
    budget: block.budget,
    scope: block.scope,
    scope_value: block.scopeValue,
    period: block.period,
    ...(block.resetsAtMs !== undefined && { resets_at: new Date(block.resetsAtMs).toISOString() }),
  };
  // Ollama's error is its text: as an object its client would show "[object Object]".
  const body = shape === ollamaChat.name ? { ...details, error: block.message } : { type: "error", error: details };
  const headers = { "x-should-retry": "false", "x-tollgate-budget": encodeURIComponent(block.budget) };
  return Promise.resolve(Response.json(body, { status: 429, statusText: "Too Many Requests", headers }));
}

/**
 * Each part of the AI SDK adds its own name, and which comes first differs: `ai/7.0.173 …` from generateText, `ai-sdk-openai/4.0.118 …` from
 * streamText, `ai-sdk/openai/3.0.141 …` from that of version 6, `ai-sdk-agent/tool-loop …` from agents. An app's own name goes before all.
 */
const AI_SDK = /(?:^|\s)ai(?:-sdk[\w-]*)?\//;
