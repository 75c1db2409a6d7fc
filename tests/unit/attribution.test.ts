import { createHmac } from "node:crypto";
import { context, propagation } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CBaggagePropagator } from "@opentelemetry/core";
import OpenAI from "openai";
import { afterEach, describe, expect, it } from "vitest";
import { withAttribution } from "../../instrumentation/attribution.ts";
import type { BudgetGuard, PendingCall } from "../../instrumentation/budget/budget-guard.ts";
import type { Attribution } from "../../instrumentation/llm-call.ts";
import { recordLlmCall } from "../../instrumentation/record-llm-call.ts";
import { chatAnswer } from "./wire-answers.ts";
import { type MeteredApp, type MeteredAppOptions, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(async () => {
  await app.stop();
  context.disable();
  propagation.disable();
});

async function begin(env: Record<string, string> = {}, options: MeteredAppOptions = {}): Promise<void> {
  app = await startMeteredApp((_request, response) => sendJson(response, chatAnswer()), { ...options, env });
}

async function ask(headers: Record<string, string> = {}): Promise<void> {
  const body = JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content: "Hi" }] });
  await (await fetch(`${app.provider.url}/v1/chat/completions`, { method: "POST", body, headers })).json();
}

const attributions = () => app.calls.map(({ record }) => record.attribution);
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
    expect(app.provider.requests[0]?.headers).toMatchObject({ "x-agent": "header", "x-tags": "a, b" });
  });

  it("a client's default headers and a Request's own are read too", async () => {
    await begin(env);
    const baseURL = `${app.provider.url}/v1`;
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

describe("baggage", () => {
  const propagator = new W3CBaggagePropagator();

  /** What service A sends in its headers while `fn` runs. */
  function headersSentIn(attribution: Attribution): Record<string, string> {
    const headers: Record<string, string> = {};
    const setter = { set: (_: unknown, name: string, value: string) => void Reflect.set(headers, name, value) };
    withAttribution(attribution, () => propagator.inject(context.active(), headers, setter));
    return headers;
  }

  /** Runs `fn` as service B does on a request with these headers. */
  function serve<T>(headers: Record<string, string>, fn: () => T): T {
    const getter = { get: (_: unknown, name: string) => headers[name], keys: () => Object.keys(headers) };
    return context.with(propagator.extract(context.active(), headers, getter), fn);
  }

  async function beginWith(env: Record<string, string>): Promise<void> {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    await begin(env);
  }

  const TEAM = {
    tenant: "acme",
    project: "Größe, 100 %",
    customer: "c",
    agent: "planner",
    workflow: "w",
    user: "u",
    session: "s",
    environment: "prod",
    promptId: "p",
    tags: ["a", "b"],
  };

  it("attribution crosses services whole where both are told so", async () => {
    await beginWith({ TOLLGATE_BAGGAGE: "read,write", TOLLGATE_AGENT: "default" });
    const headers = headersSentIn(TEAM);
    await serve(headers, () => ask());
    await serve(headers, () => withAttribution({ agent: "own", tags: ["c"] }, () => ask()));
    await ask();
    expect(attributions()).toEqual([TEAM, { ...TEAM, agent: "own", tags: ["a", "b", "c"] }, { agent: "default" }]);
  });

  it("by default nothing is written, and nothing that a stranger sends is believed", async () => {
    await beginWith({});
    expect(headersSentIn(TEAM)).toEqual({});
    await serve({ baggage: "tollgate.tenant=evil,user.id=root" }, () => ask());
    expect(attributions()).toEqual([{}]);
  });

  it("reading alone writes nothing, and writing alone believes nothing", async () => {
    await beginWith({ TOLLGATE_BAGGAGE: "read" });
    expect(headersSentIn(TEAM)).toEqual({});
    await app.stop();
    await begin({ TOLLGATE_BAGGAGE: "write" });
    expect(headersSentIn({ agent: "a" })).toEqual({ baggage: "gen_ai.agent.name=a" });
    await serve({ baggage: "tollgate.tenant=evil" }, () => ask());
    expect(attributions()).toEqual([{}]);
  });

  it("the app's own baggage stays, and is the app's again behind the scope", async () => {
    await beginWith({ TOLLGATE_BAGGAGE: "write" });
    const own = propagation.createBaggage({ colour: { value: "red" } });
    context.with(propagation.setBaggage(context.active(), own), () => {
      expect(headersSentIn({ agent: "a" })).toEqual({ baggage: "colour=red,gen_ai.agent.name=a" });
      expect(propagation.getActiveBaggage()).toBe(own);
    });
  });

  it("a hashed user crosses as the hash, and the second service does not hash it again", async () => {
    await beginWith({ TOLLGATE_BAGGAGE: "read,write", TOLLGATE_USER_HASH_KEY: KEY });
    const headers = headersSentIn({ user: "ada@example.com" });
    expect(headers.baggage).toBe(`user.id=${hashed("ada@example.com")}`);
    await serve(headers, () => ask());
    expect(attributions()).toEqual([{ user: hashed("ada@example.com") }]);
  });
});

const KEY = "0123456789abcdef0123456789abcdef";
const hashed = (user: string) => `hmac-${createHmac("sha256", KEY).update(user).digest("hex").slice(0, 32)}`;

describe("user ids hashed by option", () => {
  it("no clear id leaves the process by any way: scope, default, header, by hand", async () => {
    await begin({
      TOLLGATE_USER_HASH_KEY: KEY,
      TOLLGATE_USER: "default@example.com",
      TOLLGATE_ATTRIBUTION_HEADERS: "x-user=user",
    });
    await ask();
    await withAttribution({ user: "scope@example.com" }, () => ask());
    await ask({ "x-user": "header@example.com" });
    recordLlmCall({ provider: "openai", model: "gpt-4o", usage: {}, attribution: { user: "hand@example.com" } });
    const users = ["default", "scope", "header", "hand"].map((name) => hashed(`${name}@example.com`));
    expect(attributions().map(({ user }) => user)).toEqual(expect.arrayContaining(users));
    await app.handle.flush();
    expect(JSON.stringify(app.collector.requests.map(({ body }) => body))).not.toContain("example.com");
  });

  it("a budget is asked by the value that the ledger has", async () => {
    const asked: PendingCall[] = [];
    const guard: BudgetGuard = {
      reserve(call) {
        asked.push(call);
        return { outcome: "allowed", reservation: { settle() {} } };
      },
      ready: () => Promise.resolve(),
      refresh: () => Promise.resolve(),
      close() {},
    };
    await begin({ TOLLGATE_USER_HASH_KEY: KEY, TOLLGATE_ATTRIBUTION_HEADERS: "x-agent=agent" }, { guard });
    await withAttribution({ user: "ada" }, () => ask({ "x-agent": "planner" }));
    expect(asked.map(({ attribution }) => attribution)).toEqual([{ user: hashed("ada"), agent: "planner" }]);
  });

  it("without a key ids are as given", async () => {
    await begin();
    await withAttribution({ user: "ada" }, () => ask());
    expect(attributions()).toEqual([{ user: "ada" }]);
  });
});

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
    expect(app.lines.filter((line) => line.includes('"agent"'))).toEqual([
      'tollgate: Too many values of "agent" in one process: further ones are recorded as "(other)". ' +
        "Give ids of single requests as session, or raise TOLLGATE_LABEL_VALUES\n",
    ]);
    await app.handle.flush();
    const metrics = app.collector.requests.filter(({ path }) => path === "/v1/metrics").map(({ body }) => body);
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
      app.handle.meter.finish({
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
    await app.handle.flush();
    expect(app.calls.map(({ record }) => [record.attribution, record.run])).toEqual([
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
