import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { withAttribution } from "../../instrumentation/attribution.ts";
import type { Attribution } from "../../instrumentation/llm-call.ts";
import { attributionApp } from "./attribution-app.ts";

const chat = attributionApp();
const { begin, ask, attributions } = chat;
/** Attribution from JavaScript, where no type holds. */
const untyped = (attribution: unknown) => attribution as Attribution;

describe("withAttribution", () => {
  it("a call has all parts of the scopes around it; the innermost wins, tags add up, and nothing given erases nothing", async () => {
    await begin();
    const outer = {
      tenant: "acme",
      project: "p",
      customer: "c",
      agent: "planner",
      workflow: "w",
      tags: ["beta", "eu"],
    };
    const inner = {
      agent: "writer",
      user: "u",
      session: "s",
      environment: "prod",
      promptId: "greet-7",
      tags: ["eu", "new"],
    };
    await withAttribution(outer, () =>
      withAttribution(inner, () => withAttribution(untyped({ agent: "", tenant: undefined, tags: [] }), () => ask())),
    );
    await withAttribution(outer, () => ask());
    expect(attributions()).toEqual([{ ...outer, ...inner, tags: ["beta", "eu", "new"] }, outer]);
  });

  it("calls that run at once keep their own, across timers and promises", async () => {
    await begin();
    const one = async (agent: string, pauseMs: number) => {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      await ask();
      return agent;
    };
    await Promise.all(["a", "b", "c"].map((agent, at) => withAttribution({ agent }, () => one(agent, 6 - 3 * at))));
    await ask();
    expect(
      attributions()
        .map(({ agent }) => agent ?? "none")
        .toSorted(),
    ).toEqual(["a", "b", "c", "none"]);
  });

  it("what JavaScript callers give instead of texts neither throws nor reaches the ledger, and numbers are ids", async () => {
    await begin();
    const thrown = {
      get agent(): string {
        throw new Error("mine");
      },
    };
    for (const given of [
      null,
      undefined,
      7,
      "acme",
      { agent: {} },
      { agent: ["x"] },
      { tags: "beta" },
      { tags: [{}, 5] },
    ]) {
      await withAttribution(untyped(given), () => ask());
    }
    await withAttribution(untyped({ user: 42, customer: 9_007_199_254_740_993n }), () => ask());
    await withAttribution(thrown, () => ask());
    const none = {};
    expect(attributions()).toEqual([
      none,
      none,
      none,
      none,
      none,
      none,
      none,
      { tags: ["5"] },
      { user: "42", customer: "9007199254740993" },
      none,
    ]);
  });

  it("the body of a generator is in the scope where it was made, wherever it is read", async () => {
    await begin();
    async function* three() {
      try {
        await ask();
        yield 1;
        await ask();
        yield 2;
      } finally {
        await ask();
      }
    }
    const made = three();
    const stream = withAttribution({ agent: "writer" }, () => made);
    expect(stream).toBe(made);
    expect(Object.keys(stream)).toEqual([]);
    await withAttribution({ agent: "reader" }, async () => {
      for await (const step of stream) {
        await ask();
        if (step === 2) break;
      }
    });
    function* asks() {
      yield ask();
    }
    await Promise.all(withAttribution({ agent: "sync" }, asks));
    expect(attributions().map(({ agent }) => agent)).toEqual([
      "writer",
      "reader",
      "writer",
      "reader",
      "writer",
      "sync",
    ]);
  });

  it("a generator gives, takes and throws what it did without a scope", async () => {
    await begin();
    async function* echo(): AsyncGenerator<unknown, string, string> {
      try {
        yield await (yield "first");
      } catch (error) {
        yield error;
      }
      return "end";
    }
    const steps = withAttribution({ agent: "a" }, echo);
    expect(await steps.next()).toEqual({ done: false, value: "first" });
    expect(await steps.next("given")).toEqual({ done: false, value: "given" });
    expect(await steps.throw("mine")).toEqual({ done: false, value: "mine" });
    expect(await steps.return("left")).toEqual({ done: true, value: "left" });
    expect(await steps.next()).toEqual({ done: true, value: undefined });
  });

  it("returns and throws what the app's function does", async () => {
    await begin();
    expect(withAttribution({ agent: "a" }, () => 5)).toBe(5);
    const fails = () => {
      throw new RangeError("mine");
    };
    expect(() => withAttribution({ agent: "a" }, fails)).toThrow(RangeError);
  });
});

it("environment variables are the defaults, and a scope goes before them", async () => {
  await begin({ TOLLGATE_TENANT: "acme", TOLLGATE_AGENT: "bot", TOLLGATE_PROMPT_ID: "p1", TOLLGATE_TAGS: "night,eu" });
  await ask();
  await withAttribution({ agent: "writer", tags: ["x"] }, () => ask());
  expect(attributions()).toEqual([
    { tenant: "acme", agent: "bot", promptId: "p1", tags: ["night", "eu"] },
    { tenant: "acme", agent: "writer", promptId: "p1", tags: ["night", "eu", "x"] },
  ]);
});

describe("headers by configuration", () => {
  const env = { TOLLGATE_ATTRIBUTION_HEADERS: "x-agent=agent,x-user=user,x-tags=tags", TOLLGATE_TENANT: "acme" };

  it("the named ones become attribution, nearest to the call, and are sent on as they are", async () => {
    await begin(env);
    await withAttribution({ agent: "scope", session: "s" }, () =>
      ask({ "X-Agent": " header ", "x-tags": "a, b", "x-other": "o" }),
    );
    await withAttribution({ agent: "scope" }, () => ask({ "x-agent": "" }));
    expect(attributions()).toEqual([
      { tenant: "acme", agent: "header", session: "s", tags: ["a", "b"] },
      { tenant: "acme", agent: "scope" },
    ]);
    expect(chat.app.provider.requests[0]?.headers).toMatchObject({ "x-agent": "header", "x-tags": "a, b" });
  });

  it("a client's default headers and a Request's own are read too", async () => {
    await begin(env);
    const baseURL = `${chat.app.provider.url}/v1`;
    const client = new OpenAI({ apiKey: "k", baseURL, defaultHeaders: { "x-agent": "by-client" } });
    await client.chat.completions.create({ model: "gpt-4o", messages: [{ role: "user", content: "Hi" }] });
    const body = JSON.stringify({ model: "gpt-4o", messages: [] });
    const request = new Request(`${baseURL}/chat/completions`, { method: "POST", body, headers: { "x-user": "u" } });
    await (await fetch(request)).json();
    expect(attributions()).toEqual([
      { tenant: "acme", agent: "by-client" },
      { tenant: "acme", user: "u" },
    ]);
  });

  it("without configuration no header is looked at", async () => {
    await begin();
    await ask({ "x-agent": "header", "tollgate.tenant": "evil" });
    expect(attributions()).toEqual([{}]);
  });
});
