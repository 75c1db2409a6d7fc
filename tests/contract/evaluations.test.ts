import { describe, expect, test } from "vitest";
import { withAttribution } from "../../instrumentation/attribution.ts";
import { GenAi, Tollgate } from "../../instrumentation/conventions.ts";
import { recordEvaluation } from "../../instrumentation/events/record-evaluation.ts";
import { eventLedger, PERIOD } from "./event-ledger.ts";
import { eventRow } from "./event-row.ts";
import { ourSpan, randomHex } from "./span-row.ts";

const { read, insert, land } = eventLedger();

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
      eventRow(
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
      eventRow({ [GenAi.evaluationName]: "relevance", [GenAi.evaluationScore]: "1" }, 0, { TraceId: traceId }),
    ]);
    expect((await read(`${evaluated}, cost_usd`)).map((row) => row.cost_usd)).toEqual(["1", "2"]);
  });

  test("one tenant's evaluation says nothing of another's call", async () => {
    await insert([
      ourSpan(new Date(), 1_000_000_000_000, { [GenAi.responseId]: "chatcmpl-abcdefgh", [Tollgate.tenant]: "acme" }),
      eventRow({
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
        eventRow({ [GenAi.evaluationName]: "r".repeat(300), [GenAi.evaluationScore]: score }, 0, {
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
