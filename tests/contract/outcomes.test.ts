import { describe, expect, test } from "vitest";
import { withAttribution } from "../../instrumentation/attribution.ts";
import { GenAi, General, Tollgate } from "../../instrumentation/conventions.ts";
import { recordOutcome } from "../../instrumentation/events/record-outcome.ts";
import { eventLedger, PERIOD } from "./event-ledger.ts";
import { eventRow } from "./event-row.ts";
import { ourSpan, randomHex } from "./span-row.ts";

const { read, insert, land } = eventLedger();

describe("outcomes", () => {
  const costs = `SELECT outcome, label, about, calls, cost_usd, value FROM tollgate.outcome_costs${PERIOD} ORDER BY reached_at`;
  const call = (usd: number, secondsAgo: number, attributes: Record<string, string> = {}) =>
    ourSpan(Date.now() - secondsAgo * 1000, usd * 1e12, { [General.sessionId]: "s1", ...attributes });
  const solved = (secondsAgo: number, attributes: Record<string, string> = {}) =>
    eventRow({ [Tollgate.outcomeName]: "solved", [General.sessionId]: "s1", ...attributes }, secondsAgo);

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
      eventRow({ [Tollgate.outcomeName]: "solved" }, 1, row),
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
