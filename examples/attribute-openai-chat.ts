/**
 * Whose money is it? Every call inside `withAttribution` is charged to the names given, at any depth and across awaits.
 *
 *   node --env-file=.tollgate/app.env --import ./instrumentation/register.ts examples/attribute-openai-chat.ts
 *
 * In an app of your own the import is "tollgate" and the flag is `--import tollgate/register`. Needs OPENAI_API_KEY, or what
 * `node examples/local-provider.ts` prints.
 */
import OpenAI from "openai";
import { withAttribution } from "../instrumentation/index.ts";

const openai = new OpenAI();

const answer = await withAttribution({ tenant: "acme", agent: "greeter", user: "ana", session: "s-1" }, () =>
  openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content: "Say hello in five languages." }],
  }),
);

console.log(answer.choices[0]?.message.content);
