/**
 * What does an app see when a budget is spent? Status 429 from the SDK it uses, once and without retries, before any byte
 * has left. The body says which budget, how much, and when it starts anew.
 *
 *   npx tollgate budget set tiny --scope agent --value spender --limit-usd 0.0001
 *   node --env-file=.tollgate/app.env --import ./instrumentation/register.ts examples/catch-budget-refusal.ts
 */
import OpenAI, { RateLimitError } from "openai";
import { withAttribution } from "../instrumentation/index.ts";

const openai = new OpenAI();

await withAttribution({ agent: "spender" }, async () => {
  for (let call = 1; call <= 20; call++) {
    try {
      await openai.chat.completions.create({
        model: "gpt-4.1",
        max_completion_tokens: 200,
        messages: [{ role: "user", content: `Count to ${call}.` }],
      });
      console.log(`call ${call} answered`);
    } catch (error) {
      if (!(error instanceof RateLimitError) || error.code !== "budget_exceeded") throw error;
      console.log(`call ${call} refused: ${error.message}`);
      break;
    }
  }
});
