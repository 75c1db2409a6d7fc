/** Ten calls at once for the agent given as argument; prints how many passed and how the others were refused. */
import OpenAI, { APIError } from "openai";
import { withAttribution } from "../../../instrumentation/index.ts";

const openai = new OpenAI();
const messages = [{ role: "user" as const, content: "hello" }];

await withAttribution({ agent: process.argv[2] ?? "" }, async () => {
  const calls = Array.from({ length: 10 }, () =>
    openai.chat.completions.create({ model: "gpt-4.1", max_tokens: 10_000, messages }),
  );
  const outcomes = await Promise.allSettled(calls);
  const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  console.log(
    JSON.stringify({
      passed: outcomes.length - refused.length,
      refused: refused.map((error) => (error instanceof APIError ? [error.status, error.message] : String(error))),
    }),
  );
});
