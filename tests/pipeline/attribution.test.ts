import { randomUUID } from "node:crypto";
import { expect, inject, it } from "vitest";
import { appEnv } from "../../cli/stack/write-app-env.ts";
import { withAttribution } from "../../instrumentation/attribution.ts";
import { recordEvaluation } from "../../instrumentation/events/record-evaluation.ts";
import { recordOutcome } from "../../instrumentation/events/record-outcome.ts";
import { chatAnswer } from "../unit/wire-answers.ts";
import { sendJson, startMeteredApp } from "../unit/wire-metered-app.ts";
import { select, selectUntil } from "./stack-client.ts";

const stack = inject("stack");

it("labels, evaluations and outcomes reach the ledger through the real collector, and what was said does not", async () => {
  const tenant = `attribution-${randomUUID()}`;
  const { TOLLGATE_BUDGET_URL: _, ...reporting } = appEnv(stack);
  const env = {
    ...reporting,
    TOLLGATE_TENANT: tenant,
    TOLLGATE_RECORD_CONTENT: "prompts,answers",
    TOLLGATE_PROMPT_HASH_KEY: tenant,
  };
  const responseId = `chatcmpl-${randomUUID()}`;
  const app = await startMeteredApp((_request, response) => sendJson(response, chatAnswer({ id: responseId })), {
    env,
  });
  const body = JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content: "Where is my parcel?" }] });
  const twentyTags = Array.from({ length: 20 }, (_, at) => `${"tag".repeat(66)}${String(at).padStart(2, "0")}`);
  try {
    await withAttribution({ session: "s1", promptId: "greet-7", tags: twentyTags }, async () => {
      await (await fetch(`${app.provider.url}/v1/chat/completions`, { method: "POST", body })).json();
      recordEvaluation({ responseId, name: "relevance", score: 0.75, atMs: Date.now() + 5 });
      recordOutcome({ name: "solved", value: 3, atMs: Date.now() + 5 });
    });
    expect(await app.handle.flush()).toBe(true);
  } finally {
    await app.stop();
  }
  const period = "(from = now() - INTERVAL 1 HOUR, to = now() + INTERVAL 1 HOUR)";
  const outcomes = `SELECT outcome, calls, cost_usd, value FROM tollgate.outcome_costs${period} WHERE tenant = '${tenant}'`;
  expect(await selectUntil(stack, outcomes, ([row]) => Number((row as { calls?: string })?.calls) > 0)).toMatchObject([
    { outcome: "solved", cost_usd: 0.004, value: 3 },
  ]);
  const labels = `SELECT prompt_id, tags, length(prompt_hash) AS hash FROM tollgate.labelled_calls${period} WHERE tenant = '${tenant}'`;
  expect(await select(stack, labels)).toMatchObject([{ prompt_id: "greet-7", tags: twentyTags }]);
  const scores = `SELECT evaluation, score, cost_usd FROM tollgate.evaluated_calls${period} WHERE tenant = '${tenant}'`;
  expect(await select(stack, scores)).toEqual([{ evaluation: "relevance", score: 0.75, cost_usd: 0.004 }]);
  // The app has sent it; the collector's filter has it deleted.
  const said = `SELECT count() AS spans FROM tollgate.otel_traces WHERE ResourceAttributes['tollgate.tenant'] = '${tenant}'
    AND (toString(SpanAttributes) LIKE '%parcel%' OR mapContains(SpanAttributes, 'gen_ai.input.messages'))`;
  expect(await select<{ spans: string }>(stack, said)).toEqual([
    { spans: expect.toSatisfy((spans) => Number(spans) === 0) },
  ]);
});
