import { describe, expect, it } from "vitest";
import { withAttribution } from "../../instrumentation/attribution.ts";
import type { BudgetGuard, PendingCall } from "../../instrumentation/budget/budget-guard.ts";
import { recordLlmCall } from "../../instrumentation/record-llm-call.ts";
import { attributionApp, HASH_KEY, hashed } from "./attribution-app.ts";

const chat = attributionApp();
const { begin, ask, attributions } = chat;

describe("user ids hashed by option", () => {
  it("no clear id leaves the process by any way: scope, default, header, by hand", async () => {
    await begin({
      TOLLGATE_USER_HASH_KEY: HASH_KEY,
      TOLLGATE_USER: "default@example.com",
      TOLLGATE_ATTRIBUTION_HEADERS: "x-user=user",
    });
    await ask();
    await withAttribution({ user: "scope@example.com" }, () => ask());
    await ask({ "x-user": "header@example.com" });
    recordLlmCall({ provider: "openai", model: "gpt-4o", usage: {}, attribution: { user: "hand@example.com" } });
    const users = ["default", "scope", "header", "hand"].map((name) => hashed(`${name}@example.com`));
    expect(attributions().map(({ user }) => user)).toEqual(expect.arrayContaining(users));
    await chat.app.handle.flush();
    expect(JSON.stringify(chat.app.collector.requests.map(({ body }) => body))).not.toContain("example.com");
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
    await begin({ TOLLGATE_USER_HASH_KEY: HASH_KEY, TOLLGATE_ATTRIBUTION_HEADERS: "x-agent=agent" }, { guard });
    await withAttribution({ user: "ada" }, () => ask({ "x-agent": "planner" }));
    expect(asked.map(({ attribution }) => attribution)).toEqual([{ user: hashed("ada"), agent: "planner" }]);
  });

  it("without a key ids are as given", async () => {
    await begin();
    await withAttribution({ user: "ada" }, () => ask());
    expect(attributions()).toEqual([{ user: "ada" }]);
  });
});
