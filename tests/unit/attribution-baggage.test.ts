import { context, propagation } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CBaggagePropagator } from "@opentelemetry/core";
import { describe, expect, it } from "vitest";
import { withAttribution } from "../../instrumentation/attribution.ts";
import type { Attribution } from "../../instrumentation/llm-call.ts";
import { attributionApp, HASH_KEY, hashed } from "./attribution-app.ts";

const chat = attributionApp();
const { begin, ask, attributions } = chat;

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
    await chat.app.stop();
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
    await beginWith({ TOLLGATE_BAGGAGE: "read,write", TOLLGATE_USER_HASH_KEY: HASH_KEY });
    const headers = headersSentIn({ user: "ada@example.com" });
    expect(headers.baggage).toBe(`user.id=${hashed("ada@example.com")}`);
    await serve(headers, () => ask());
    expect(attributions()).toEqual([{ user: hashed("ada@example.com") }]);
  });
});
