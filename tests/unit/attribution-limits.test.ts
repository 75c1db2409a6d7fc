import { describe, expect, it } from "vitest";
import { withAttribution } from "../../instrumentation/attribution.ts";
import { recordLlmCall } from "../../instrumentation/record-llm-call.ts";
import { attributionApp } from "./attribution-app.ts";

const chat = attributionApp();
const { begin, ask, attributions } = chat;

describe("limits", () => {
  it.each([
    ["one below", "x".repeat(199), "x".repeat(199)],
    ["at the limit", "x".repeat(200), "x".repeat(200)],
    ["one above", "x".repeat(201), "x".repeat(200)],
    ["characters of two units are not cut in half", `${"x".repeat(199)}😀😀`, `${"x".repeat(199)}😀`],
    ["half a character is none", "a\ud83d", "a\ufffd"],
  ])("of length, 200 characters: %s", async (_name, given, kept) => {
    await begin();
    await withAttribution({ agent: given, session: given, tags: [given] }, () => ask());
    expect(attributions()).toEqual([{ agent: kept, session: kept, tags: [kept] }]);
  });

  it("of distinct values: the first ones stay, those beyond are one, and the operator is told once", async () => {
    await begin({ TOLLGATE_LABEL_VALUES: "2" });
    for (const agent of ["a", "b", "c", "a", "d"]) await withAttribution({ agent }, () => ask());
    expect(attributions().map(({ agent }) => agent)).toEqual(["a", "b", "(other)", "a", "(other)"]);
    expect(chat.app.lines.filter((line) => line.includes('"agent"'))).toEqual([
      'tollgate: Too many values of "agent" in one process: further ones are recorded as "(other)". ' +
        "Give ids of single requests as session, or raise TOLLGATE_LABEL_VALUES\n",
    ]);
    await chat.app.handle.flush();
    const metrics = chat.app.collector.requests.filter(({ path }) => path === "/v1/metrics").map(({ body }) => body);
    expect(metrics.at(-1)).toContain("tollgate.label_overflows");
  });

  it("of distinct values: each part has its own, users and customers 20 times as many, sessions none", async () => {
    await begin({ TOLLGATE_LABEL_VALUES: "2" });
    for (let n = 1; n <= 41; n += 1) {
      recordLlmCall({
        provider: "openai",
        model: "gpt-4o",
        usage: {},
        attribution: { user: `u${n}`, session: `s${n}` },
      });
    }
    expect(attributions().slice(39)).toEqual([
      { user: "u40", session: "s40" },
      { user: "(other)", session: "s41" },
    ]);
  });

  it("hold for what frameworks add behind every scope", async () => {
    await begin({ TOLLGATE_LABEL_VALUES: "1" });
    for (const agent of ["planner", "writer"]) {
      chat.app.handle.meter.finish({
        source: "langchain",
        provider: "ollama",
        operation: "chat",
        requestModel: "llama3",
        stream: false,
        startMs: 1,
        endMs: 2,
        usageSource: "provider",
        attribution: { agent },
        run: { node: "n", tags: [agent, "x".repeat(201)] },
      });
    }
    await chat.app.handle.flush();
    expect(chat.app.calls.map(({ record }) => [record.attribution, record.run])).toEqual([
      [{ agent: "planner" }, { node: "n", tags: ["planner", "(other)"] }],
      [{ agent: "(other)" }, { node: "n", tags: ["(other)"] }],
    ]);
  });

  it("a call has at most 20 tags", async () => {
    await begin();
    const tags = Array.from({ length: 21 }, (_, at) => `t${at}`);
    await withAttribution({ tags }, () => ask());
    expect(attributions()[0]?.tags).toEqual(tags.slice(0, 20));
  });
});
