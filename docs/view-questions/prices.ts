import { OCTOBER } from "./october.ts";
import type { ViewGroup } from "./view-question.ts";

export const PRICES: ViewGroup = {
  title: "Prices and corrections",
  about:
    "In October the tenant `acme` billed `gpt-4.1-mini` at twice its price, and one call of it at none; `tollgate prices reprice` put that right ([repricing.md](repricing.md)). Then the provider's own count of a call came late.",
  questions: [
    {
      view: "priced_share",
      question: "How much of it is known?",
      about: "Shares are of calls that could cost. A call that was priced later is no longer unpriced here.",
      query: `SELECT tenant, model, calls, unpriced_calls, round(unpriced_share, 4) AS unpriced_share, round(estimated_share, 4) AS estimated_share, cost_usd\nFROM tollgate.priced_share(${OCTOBER})`,
    },
    {
      view: "unpriced_models",
      question: "Which models have no price?",
      about:
        "Of the last 90 days. `price_id_now` is the price that the book has by now: with one, `tollgate prices reprice` prices these calls.",
      query:
        "SELECT provider, model, calls, input_tokens, output_tokens, price_id_now\nFROM tollgate.unpriced_models WHERE model = 'house-model-8'",
    },
    {
      view: "prices_now",
      question: "What does a model cost today?",
      about:
        "Dollars a million tokens; a dash is no price of its own. What is no plain text token is in `unit_prices`.",
      query:
        "SELECT model, tier, input_usd_per_million AS input, cache_read_usd_per_million AS cache_read, output_usd_per_million AS output, source\nFROM tollgate.prices_now WHERE provider = 'openai' AND model = 'gpt-4o'",
    },
    {
      view: "price_differences",
      question: "Does the book of this database price our calls as the apps did?",
      about:
        "Of the last 7 days. A row means that an app has another book or another `tollgate.prices.yaml`, or that the book was corrected since.",
      query: "SELECT tenant, agent, model, cost_usd, book_usd, difference_usd\nFROM tollgate.price_differences",
    },
    {
      view: "repricing_audit",
      question: "Who re-priced what, and by how much?",
      about: "With times and the book that it went by. `delta_usd` is exact: the sum of what the run posted.",
      query:
        "SELECT run_id, state, from_day, to_day, models, reason, calls, corrected_calls, newly_priced_calls, before_usd, after_usd, delta_usd\nFROM tollgate.repricing_audit",
    },
    {
      view: "corrected_calls",
      question: "Which calls did it correct?",
      about: "Where `is_stale`, the call has another row since: see the next.",
      query: `SELECT ts, agent, model, status_then, status_now, billed_usd, corrected_usd, difference_usd, is_stale\nFROM tollgate.corrected_calls(${OCTOBER}) ORDER BY ts`,
    },
    {
      view: "stale_corrections",
      question: "Which corrections are of a row that was replaced?",
      about: "`stale_usd` is in the sums as corrected and should not be; the next run over that time takes it back.",
      query: `SELECT ts, agent, model, run_ids, billed_usd_then, billed_usd_now, stale_usd\nFROM tollgate.stale_corrections(${OCTOBER})`,
    },
  ],
};
