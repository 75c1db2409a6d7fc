import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withAttribution } from "../../instrumentation/attribution.ts";
import { EVENT_SCOPE_NAME, GenAi, General, SCOPE_NAME, Tollgate } from "../../instrumentation/conventions.ts";
import { recordEvaluation } from "../../instrumentation/events/record-evaluation.ts";
import { recordOutcome } from "../../instrumentation/events/record-outcome.ts";
import { chatAnswer } from "../unit/wire-answers.ts";
import { type MeteredApp, sendJson, startMeteredApp } from "../unit/wire-metered-app.ts";
import { forgetCalls } from "./forget-calls.ts";
import { landingRows } from "./landing-rows.ts";
import { queryRows } from "./query-rows.ts";
import { foreignSpan, ourSpan, randomHex } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());
beforeEach(async () => {
  await forgetCalls(ledger.admin);
  for (const table of ["call_events", "call_labels"]) {
    await ledger.admin.command({ query: `TRUNCATE TABLE tollgate.${table}` });
  }
});

const read = (query: string) => queryRows(ledger.reader, query);
const PERIOD = "(from = now() - INTERVAL 1 DAY, to = now() + INTERVAL 1 HOUR)";

const insert = (values: readonly object[]) =>
  ledger.admin.insert({ table: "tollgate.otel_traces", values, format: "JSONEachRow" });

/** Runs an app whose provider gives each answer an id of its own, and lands its spans. Each call is $0.004. */
async function land(
  run: (ask: () => Promise<string>) => Promise<unknown>,
  env: Record<string, string> = {},
): Promise<void> {
  const app: MeteredApp = await startMeteredApp(
    (_request, response) => sendJson(response, chatAnswer({ id: `chatcmpl-${randomHex(8)}` })),
    { env },
  );
  const body = JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content: "Where is my parcel?" }] });
  const ask = async () => {
    const answer = await fetch(`${app.provider.url}/v1/chat/completions`, { method: "POST", body });
    return ((await answer.json()) as { id: string }).id;
  };
  try {
    await run(ask);
    await app.handle.flush();
    for (const { path, body } of app.collector.requests) {
      if (path === "/v1/traces") await insert(landingRows(body));
    }
  } finally {
    await app.stop();
  }
}

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

describe("evaluations", () => {
  const evaluated = `SELECT evaluation, score, label, agent, cost_usd FROM tollgate.evaluated_calls${PERIOD} ORDER BY evaluation`;

  test("stand beside the cost of the call whose response they name, and are no calls", async () => {
    await land((ask) =>
      withAttribution({ tenant: "acme", agent: "writer" }, async () => {
        const responseId = await ask();
        await ask();
        recordEvaluation({ responseId, name: "relevance", score: 0.8 });
        recordEvaluation({ responseId, name: "thumbs", label: "up" });
      }),
    );
    expect(await read(evaluated)).toEqual([
      { evaluation: "relevance", score: "0.8", label: "", agent: "writer", cost_usd: "0.004" },
      { evaluation: "thumbs", score: null, label: "up", agent: "writer", cost_usd: "0.004" },
    ]);
    expect(await read("SELECT count() AS calls, sum(cost) AS cost FROM tollgate.calls")).toEqual([
      { calls: "2", cost: "0.008" },
    ]);
  });

  test("of one name the newest stands, however often it is delivered", async () => {
    const call = ourSpan(new Date(), 1_000_000_000_000, { [GenAi.responseId]: "chatcmpl-abcdefgh" });
    const scored = (score: string, secondsAgo: number) =>
      event(
        {
          [GenAi.evaluationName]: "relevance",
          [GenAi.evaluationScore]: score,
          [GenAi.responseId]: "chatcmpl-abcdefgh",
        },
        secondsAgo,
      );
    const [older, newer] = [scored("0.2", 20), scored("0.9", 10)];
    await insert([newer, call]);
    await insert([older]);
    await insert([newer]);
    expect(await read(evaluated)).toMatchObject([{ score: "0.9", cost_usd: "1" }]);
    expect(await read("SELECT count() AS events FROM tollgate.evaluations")).toEqual([{ events: "2" }]);
  });

  test("one without a response id is about the calls of its trace", async () => {
    const traceId = randomHex(16);
    await insert([
      ourSpan(new Date(), 1_000_000_000_000, {}, { TraceId: traceId }),
      ourSpan(new Date(), 2_000_000_000_000, {}, { TraceId: traceId }),
      ourSpan(new Date(), 4_000_000_000_000),
      event({ [GenAi.evaluationName]: "relevance", [GenAi.evaluationScore]: "1" }, 0, { TraceId: traceId }),
    ]);
    expect((await read(`${evaluated}, cost_usd`)).map((row) => row.cost_usd)).toEqual(["1", "2"]);
  });

  test("one tenant's evaluation says nothing of another's call", async () => {
    await insert([
      ourSpan(new Date(), 1_000_000_000_000, { [GenAi.responseId]: "chatcmpl-abcdefgh", [Tollgate.tenant]: "acme" }),
      event({
        [GenAi.evaluationName]: "r",
        [GenAi.evaluationScore]: "1",
        [GenAi.responseId]: "chatcmpl-abcdefgh",
        [Tollgate.tenant]: "evil",
      }),
    ]);
    expect(await read(evaluated)).toEqual([]);
  });

  test("mean scores are read by agent and model, with their cost", async () => {
    await land((ask) =>
      withAttribution({ agent: "writer" }, async () => {
        for (const score of [0.5, 1]) recordEvaluation({ responseId: await ask(), name: "relevance", score });
      }),
    );
    expect(
      await read(
        `SELECT evaluation, agent, calls, mean_score, cost_usd, cost_per_call_usd FROM tollgate.scores_by_model${PERIOD}`,
      ),
    ).toEqual([
      {
        evaluation: "relevance",
        agent: "writer",
        calls: "2",
        mean_score: "0.75",
        cost_usd: "0.008",
        cost_per_call_usd: "0.004",
      },
    ]);
  });

  test.each([["NaN"], ["inf"], ["-1e400"], ["much"], [""]])(
    "a score that is no finite number, %s, is none and stops nothing",
    async (score) => {
      await insert([
        event({ [GenAi.evaluationName]: "r".repeat(300), [GenAi.evaluationScore]: score }, 0, {
          TraceId: "zz",
          SpanId: "",
        }),
      ]);
      expect(await read("SELECT score, length(name) AS name FROM tollgate.evaluations")).toEqual([
        { score: null, name: "200" },
      ]);
    },
  );
});

describe("outcomes", () => {
  const costs = `SELECT outcome, label, about, calls, cost_usd, value FROM tollgate.outcome_costs${PERIOD} ORDER BY reached_at`;
  const call = (usd: number, secondsAgo: number, attributes: Record<string, string> = {}) =>
    ourSpan(Date.now() - secondsAgo * 1000, usd * 1e12, { [General.sessionId]: "s1", ...attributes });
  const solved = (secondsAgo: number, attributes: Record<string, string> = {}) =>
    event({ [Tollgate.outcomeName]: "solved", [General.sessionId]: "s1", ...attributes }, secondsAgo);

  test("cost what the session's calls before them cost", async () => {
    await land((ask) =>
      withAttribution({ session: "s1" }, async () => {
        await ask();
        await ask();
        await new Promise((resolve) => setTimeout(resolve, 5));
        recordOutcome({ name: "ticket_solved", label: "by_agent", value: 12.5 });
      }),
    );
    expect(await read(costs)).toEqual([
      { outcome: "ticket_solved", label: "by_agent", about: "session", calls: "2", cost_usd: "0.008", value: "12.5" },
    ]);
  });

  test("the second of a session costs what came after the first, and later calls cost nothing yet", async () => {
    await insert([call(1, 50), solved(40), call(2, 30), call(4, 25), solved(20), call(8, 10)]);
    expect((await read(costs)).map((row) => [row.calls, row.cost_usd])).toEqual([
      ["1", "1"],
      ["2", "6"],
    ]);
  });

  test("another name takes the same calls again, another session or tenant none of them", async () => {
    await insert([
      call(1, 50),
      solved(40),
      solved(30, { [Tollgate.outcomeName]: "rated" }),
      solved(20, { [General.sessionId]: "s2" }),
      solved(10, { [Tollgate.tenant]: "other" }),
    ]);
    expect((await read(costs)).map((row) => [row.outcome, row.cost_usd])).toEqual([
      ["solved", "1"],
      ["rated", "1"],
      ["solved", "0"],
      ["solved", "0"],
    ]);
  });

  test("one that names a response is about that call alone, also when the call came after", async () => {
    await insert([
      call(1, 50),
      call(2, 5, { [GenAi.responseId]: "chatcmpl-abcdefgh" }),
      solved(20, { [GenAi.responseId]: "chatcmpl-abcdefgh" }),
    ]);
    expect(await read(costs)).toMatchObject([{ about: "call", calls: "1", cost_usd: "2" }]);
  });

  test("without a session it is about the trace", async () => {
    const row = { TraceId: randomHex(16) };
    await insert([
      ourSpan(Date.now() - 9_000, 3e12, {}, row),
      ourSpan(Date.now() - 9_000, 5e12),
      event({ [Tollgate.outcomeName]: "solved" }, 1, row),
    ]);
    expect(await read(costs)).toMatchObject([{ about: "trace", calls: "1", cost_usd: "3" }]);
  });

  test("cost per outcome is over all of a name, those without a call included, and says what is unpriced", async () => {
    const unpriced = ourSpan(Date.now() - 45_000, undefined, { [General.sessionId]: "s1" });
    await insert([call(1, 50), unpriced, solved(40), solved(30, { [General.sessionId]: "s2" })]);
    expect(
      await read(
        `SELECT outcome, outcomes, calls, unpriced_calls, cost_usd, cost_per_outcome_usd FROM tollgate.cost_per_outcome${PERIOD}`,
      ),
    ).toEqual([
      { outcome: "solved", outcomes: "2", calls: "2", unpriced_calls: "1", cost_usd: "1", cost_per_outcome_usd: "0.5" },
    ]);
  });
});

test("an event of another scope, or one of ours under the scope of calls, is neither an event nor a call", async () => {
  const attributes = { [GenAi.evaluationName]: "r", [GenAi.evaluationScore]: "1" };
  await insert([event(attributes, 0, { ScopeName: "somebody" }), event(attributes, 0, { ScopeName: SCOPE_NAME })]);
  expect(await read("SELECT count() AS n FROM tollgate.evaluations")).toEqual([{ n: "0" }]);
  expect(await read("SELECT count() AS n FROM tollgate.calls")).toEqual([{ n: "0" }]);
});

function event(attributes: Record<string, string>, secondsAgo = 0, row: object = {}) {
  const span = foreignSpan(Date.now() - secondsAgo * 1000, attributes, { SpanKind: "Internal", Duration: 0 });
  return { ...span, ScopeName: EVENT_SCOPE_NAME, ...row };
}
