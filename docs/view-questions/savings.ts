import { OCTOBER } from "./october.ts";
import type { ViewGroup } from "./view-question.ts";

export const SAVINGS: ViewGroup = {
  title: "Waste and savings",
  about:
    "As billed, from sums of tokens by everything that a price depends on, so that a long period is as quick as a short one.",
  questions: [
    {
      view: "cache_savings",
      question: "What do prompt caches save?",
      about: "At the price row that each call was charged by. Negative where a cache is written and not read.",
      query: `SELECT agent, model, round(hit_rate, 4) AS hit_rate, read_saved_usd, write_premium_usd, saved_usd\nFROM tollgate.cache_savings(${OCTOBER})`,
    },
    {
      view: "what_if",
      question: "What would another model have cost?",
      about:
        "At that model's standard price at the period's end, on the tokens as they were counted; quality and tokenizers differ. Both sums are over `compared_calls`.",
      query: `SELECT tenant, agent, model_now, compared_calls, cost_usd, what_if_usd, saving_usd\nFROM tollgate.what_if(provider = 'openai', model = 'gpt-4o-mini', ${OCTOBER})`,
    },
    {
      view: "batch_candidates",
      question: "Which calls could be batches?",
      about: "Nobody read their answer along, and their model has a batch price.",
      query: `SELECT tenant, agent, model, calls, cost_usd, batch_usd, saving_usd\nFROM tollgate.batch_candidates(${OCTOBER})`,
    },
    {
      view: "smaller_model_candidates",
      question: "Which short questions could a cheaper model answer?",
      about:
        "At most 4,000 tokens in and 400 out, without reasoning; candidates are models of the same provider that the tenant uses already. Compare both in `scores_by_model` before changing anything.",
      query: `SELECT agent, model, candidate_model, calls, cost_usd, candidate_usd, saving_usd\nFROM tollgate.smaller_model_candidates(${OCTOBER})`,
    },
    {
      view: "wasted_spend",
      question: "What was paid for nothing?",
      about: "Each call in the first reason that fits. Repeated prompts are known where their keyed hash is recorded.",
      query: `SELECT agent, reason, calls, cost_usd, round(share, 4) AS share\nFROM tollgate.wasted_spend(${OCTOBER})`,
    },
    {
      view: "repeated_prompts",
      question: "Which prompts were asked more than once?",
      about: "`repeat_cost_usd` is all but the first answer of each model: what a cache of answers could save.",
      query: `SELECT prompt_hash, model, calls, first_at, last_at, cost_usd, repeat_cost_usd\nFROM tollgate.repeated_prompts(${OCTOBER})`,
    },
  ],
};
