/**
 * What if a call does not go through fetch (an AWS SDK, a queue, a batch job)? Tell us what the answer said it used; it is
 * priced, attributed and sent like any other call.
 *
 *   node --env-file=.tollgate/app.env --import ./instrumentation/register.ts examples/record-call-outside-fetch.ts
 */
import { flush, recordLlmCall, withAttribution } from "../instrumentation/index.ts";

const startMs = Date.now();
// … the call itself, by whatever client …

withAttribution({ tenant: "acme", agent: "batch" }, () => {
  recordLlmCall({
    provider: "anthropic",
    model: "claude-haiku-4-5",
    responseId: `msg_batch_${startMs}`,
    startMs,
    usage: { inputTokens: 1_200, outputTokens: 300, cacheReadTokens: 1_024 },
  });
});
console.log((await flush()) ? "recorded" : "kept until the collector is back");
