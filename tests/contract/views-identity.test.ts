import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Foreign, GenAi, Tollgate } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { foreignSpan, ourSpan, randomHex, type SpanRow } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

const deliver = (...spans: SpanRow[]) =>
  ledger.admin.insert({ table: "tollgate.otel_traces", values: spans, format: "JSONEachRow" });

/** What the ledger charges for one agent: [calls, dollars]. */
async function charged(agent: string): Promise<[string, string]> {
  const [row] = await queryRows(
    ledger.reader,
    "SELECT count() AS calls, sum(cost_usd) AS usd FROM tollgate.calls WHERE agent = {agent:String}",
    { agent },
  );
  return [row?.calls ?? "", row?.usd ?? ""];
}

const HOUR = Date.parse("2026-11-10T14:00:00Z");
const foreignChat = (at: number, id: string, agent: string, row: Partial<SpanRow> = {}) =>
  foreignSpan(
    at,
    { [GenAi.operation]: "chat", "gen_ai.system": "openai", [GenAi.responseId]: id, [GenAi.agentName]: agent },
    row,
  );

describe("a call counts once", () => {
  test("when the exporter delivers its span again, in the same batch and in another one", async () => {
    const span = ourSpan(HOUR, 1_250_000_000, { [GenAi.agentName]: "replay" });
    await deliver(span, span);
    await deliver(span);
    expect(await charged("replay")).toEqual(["1", "0.00125"]);
  });

  test("when another instrumentation sees it too, whichever of the two arrives first", async () => {
    for (const [agent, oursFirst] of [
      ["ours-first", true],
      ["ours-last", false],
    ] as const) {
      const id = `chatcmpl-${randomHex(12)}`;
      const ours = ourSpan(HOUR + 1000, 7, { [GenAi.agentName]: agent, [GenAi.responseId]: id });
      const foreign = foreignChat(HOUR + 900, id, agent);
      for (const span of oursFirst ? [ours, foreign] : [foreign, ours]) await deliver(span);
      expect(await charged(agent)).toEqual(["1", "0.000000000007"]);
    }
  });

  test("when the other one starts on the other side of the hour, before or after", async () => {
    for (const [agent, oursAt, foreignAt] of [
      ["hour-before", HOUR + 100, HOUR - 100],
      ["hour-after", HOUR - 100, HOUR + 100],
    ] as const) {
      const id = `chatcmpl-${randomHex(12)}`;
      await deliver(foreignChat(foreignAt, id, agent));
      await deliver(ourSpan(oursAt, 7, { [GenAi.agentName]: agent, [GenAi.responseId]: id }));
      expect(await charged(agent)).toEqual(["1", "0.000000000007"]);
    }
  });

  test("when the other one lacks the call's tenant or has only the resource's", async () => {
    for (const resource of [{}, { [Tollgate.tenant]: "process" }]) {
      const agent = `tenant-${Object.keys(resource).length}`;
      const id = `chatcmpl-${randomHex(12)}`;
      await deliver(foreignChat(HOUR, id, agent, { ResourceAttributes: resource }));
      await deliver(
        ourSpan(
          HOUR,
          7,
          { [GenAi.agentName]: agent, [GenAi.responseId]: id, [Tollgate.tenant]: "acme" },
          { ResourceAttributes: resource },
        ),
      );
      expect(await charged(agent)).toEqual(["1", "0.000000000007"]);
    }
  });

  test("when the Anthropic SDK's own span is its parent, with the same response id and another provider spelling", async () => {
    const [TraceId, parent, id] = [randomHex(16), randomHex(8), `msg_${randomHex(12)}`];
    const agent = "anthropic-sdk";
    await deliver(
      foreignSpan(
        HOUR - 5,
        { [GenAi.operation]: "chat", "gen_ai.system": "Anthropic", [GenAi.responseId]: id, [GenAi.agentName]: agent },
        { TraceId, SpanId: parent, ScopeName: Foreign.anthropicScope },
      ),
      ourSpan(
        HOUR,
        3_000_000,
        {
          [GenAi.provider]: "anthropic",
          [GenAi.responseId]: id,
          [GenAi.agentName]: agent,
          [Tollgate.supersedesSpanId]: parent,
        },
        { TraceId },
      ),
    );
    expect(await charged(agent)).toEqual(["1", "0.000003"]);
  });

  test("when the parent inference span has no response id and started in the hour before, also after a replay and a merge", async () => {
    const [TraceId, parent] = [randomHex(16), randomHex(8)];
    const agent = "superseded";
    const foreign = foreignSpan(
      HOUR - 1,
      {
        "openinference.span.kind": "LLM",
        "llm.model_name": "gpt-5.2",
        "llm.token_count.prompt": "1000",
        [GenAi.agentName]: agent,
      },
      { TraceId, SpanId: parent, SpanKind: "Internal" },
    );
    const ours = ourSpan(
      HOUR + 1,
      11,
      { [GenAi.agentName]: agent, [Tollgate.supersedesSpanId]: parent.toUpperCase() },
      { TraceId },
    );
    await deliver(ours);
    await deliver(foreign);
    expect(await charged(agent)).toEqual(["1", "0.000000000011"]);
    await ledger.admin.command({ query: "OPTIMIZE TABLE tollgate.llm_calls FINAL" });
    await deliver(foreign, ours);
    expect(await charged(agent)).toEqual(["1", "0.000000000011"]);
  });

  test("when an interrupted record of it comes after the provider's own numbers", async () => {
    const id = `chatcmpl-${randomHex(12)}`;
    await deliver(ourSpan(HOUR, 90, { [GenAi.agentName]: "rank", [GenAi.responseId]: id }));
    await deliver(
      ourSpan(HOUR, 40, { [GenAi.agentName]: "rank", [GenAi.responseId]: id, [Tollgate.usageSource]: "interrupted" }),
    );
    expect(await charged("rank")).toEqual(["1", "0.00000000009"]);
  });
});

describe("two calls count twice", () => {
  test("when a local server answers both with the same short id", async () => {
    const local = { [GenAi.provider]: "ollama", [GenAi.responseId]: "chatcmpl-123", [GenAi.agentName]: "local" };
    await deliver(ourSpan(HOUR, 0, local), ourSpan(HOUR, 0, local));
    expect((await charged("local"))[0]).toBe("2");
  });

  test("when an address that was mapped to openai answers with such ids", async () => {
    const mapped = { [GenAi.responseId]: "chatcmpl-77", [GenAi.agentName]: "mapped" };
    await deliver(ourSpan(HOUR, 5, mapped), ourSpan(HOUR, 5, mapped));
    expect(await charged("mapped")).toEqual(["2", "0.00000000001"]);
  });
});

describe("other instrumentations", () => {
  test("a call that only they saw is in the ledger at the book's price", async () => {
    await deliver(
      foreignSpan(HOUR, {
        "llm.request.type": "chat",
        "gen_ai.system": "OpenAI",
        [GenAi.requestModel]: "gpt-5.2",
        "gen_ai.usage.prompt_tokens": "1000",
        "gen_ai.usage.completion_tokens": "200",
        [GenAi.agentName]: "foreign-only",
      }),
    );
    const [row] = await queryRows(
      ledger.reader,
      "SELECT cost_status, provider, input_tokens, output_tokens, cost_usd, source FROM tollgate.calls WHERE agent = 'foreign-only'",
    );
    // 1000 × 1,750,000 + 200 × 14,000,000 picodollars.
    expect(row).toEqual({
      cost_status: "priced",
      provider: "openai",
      input_tokens: "1000",
      output_tokens: "200",
      cost_usd: "0.00455",
      source: "foreign",
    });
  });

  test("their agent, chain, tool and step spans make no call, whatever usage they sum up", async () => {
    const usage = { [GenAi.inputTokens]: "5000", [GenAi.agentName]: "no-leaf" };
    await deliver(
      foreignSpan(HOUR, { ...usage, [GenAi.operation]: "invoke_agent" }),
      foreignSpan(HOUR, { ...usage, [GenAi.operation]: "execute_tool" }),
      foreignSpan(HOUR, { ...usage, [GenAi.operation]: "agent_step" }),
      foreignSpan(HOUR, { ...usage, "openinference.span.kind": "CHAIN" }),
      foreignSpan(HOUR, { ...usage, "ai.operationId": "ai.generateText" }),
    );
    expect((await charged("no-leaf"))[0]).toBe("0");
  });

  test("their failed call without tokens is free, not unpriced", async () => {
    await deliver(
      foreignSpan(HOUR, { [GenAi.operation]: "chat", [GenAi.agentName]: "failed" }, { StatusCode: "Error" }),
    );
    expect(
      await queryRows(ledger.reader, "SELECT status, cost_status FROM tollgate.calls WHERE agent = 'failed'"),
    ).toEqual([{ status: "error", cost_status: "free" }]);
  });
});
