import { describe, expect, test } from "vitest";
import { withAttribution } from "../../instrumentation/attribution.ts";
import { GenAi, SCOPE_NAME, Tollgate } from "../../instrumentation/conventions.ts";
import { eventLedger, PERIOD } from "./event-ledger.ts";
import { eventRow } from "./event-row.ts";
import { foreignSpan, ourSpan } from "./span-row.ts";

const { read, insert, land } = eventLedger();

describe("attribution reaches the ledger", () => {
  test("every part of it has a column or a label", async () => {
    const attribution = {
      tenant: "acme",
      project: "p",
      customer: "c",
      agent: "a",
      workflow: "w",
      user: "u",
      session: "s",
      environment: "prod",
    };
    await land((ask) => withAttribution({ ...attribution, promptId: "greet-7", tags: ["beta", "eu"] }, ask));
    expect(
      await read(`SELECT tenant, project, customer, agent, workflow, user_id, session, environment, prompt_id, tags, cost_usd
      FROM tollgate.labelled_calls${PERIOD}`),
    ).toEqual([
      {
        tenant: "acme",
        project: "p",
        customer: "c",
        agent: "a",
        workflow: "w",
        user_id: "u",
        session: "s",
        environment: "prod",
        prompt_id: "greet-7",
        tags: "['beta','eu']",
        cost_usd: "0.004",
      },
    ]);
  });

  test("spend by prompt and by tag counts each call once a label", async () => {
    await land(async (ask) => {
      await withAttribution({ promptId: "p1", tags: ["x", "y"] }, ask);
      await withAttribution({ promptId: "p1", tags: ["x"] }, ask);
      await ask();
    });
    expect(await read(`SELECT prompt_id, calls, cost_usd FROM tollgate.spend_by_prompt${PERIOD}`)).toEqual([
      { prompt_id: "p1", calls: "2", cost_usd: "0.008" },
    ]);
    expect(await read(`SELECT tag, calls, cost_usd FROM tollgate.spend_by_tag${PERIOD}`)).toEqual([
      { tag: "x", calls: "2", cost_usd: "0.008" },
      { tag: "y", calls: "1", cost_usd: "0.004" },
    ]);
  });

  test("tags of a LangChain run count too, and a list that is none reads as no tags", async () => {
    await insert([
      ourSpan(new Date(), 1_000_000_000_000, { [Tollgate.runTags]: '["chain","x"]', [Tollgate.tags]: '["x"]' }),
      ourSpan(new Date(), 1_000_000_000_000, { [Tollgate.tags]: '{"no": "list"' }),
    ]);
    expect(await read(`SELECT tags FROM tollgate.labelled_calls${PERIOD} ORDER BY tags`)).toEqual([
      { tags: "[]" },
      { tags: "['x','chain']" },
    ]);
  });

  test("a call that is delivered twice has one row, and nobody else's span gives labels", async () => {
    const span = ourSpan(new Date(), 1_000_000_000_000, { [Tollgate.promptId]: "p1" });
    await insert([span]);
    await insert([span]);
    await insert([foreignSpan(new Date(), { [GenAi.operation]: "chat", [Tollgate.promptId]: "p2" })]);
    expect(await read(`SELECT prompt_id, calls, cost_usd FROM tollgate.spend_by_prompt${PERIOD}`)).toEqual([
      { prompt_id: "p1", calls: "1", cost_usd: "1" },
    ]);
  });

  test("repeated prompts are found by their hash; what a cache would have saved is all but the first", async () => {
    await land(async (ask) => [await ask(), await ask(), await ask()], {
      TOLLGATE_PROMPT_HASH_KEY: "0123456789abcdef",
    });
    expect(
      await read(
        `SELECT length(prompt_hash) AS hash, model, calls, cost_usd, repeat_cost_usd FROM tollgate.repeated_prompts${PERIOD}`,
      ),
    ).toEqual([{ hash: "32", model: "gpt-4o-2024-08-06", calls: "3", cost_usd: "0.012", repeat_cost_usd: "0.008" }]);
  });
});

test("an event of another scope, or one of ours under the scope of calls, is neither an event nor a call", async () => {
  const attributes = { [GenAi.evaluationName]: "r", [GenAi.evaluationScore]: "1" };
  await insert([
    eventRow(attributes, 0, { ScopeName: "somebody" }),
    eventRow(attributes, 0, { ScopeName: SCOPE_NAME }),
  ]);
  expect(await read("SELECT count() AS n FROM tollgate.evaluations")).toEqual([{ n: "0" }]);
  expect(await read("SELECT count() AS n FROM tollgate.calls")).toEqual([{ n: "0" }]);
});
