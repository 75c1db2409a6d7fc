import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appEnv } from "../../cli/stack/write-app-env.ts";
import { GenAi, Tollgate } from "../../instrumentation/conventions.ts";
import { chatAnswer } from "../unit/wire-answers.ts";
import { type LocalServer, sendJson, startServer } from "../unit/wire-metered-app.ts";
import type { TestSpan } from "./otlp-spans.ts";
import { RepricedStack } from "./repriced-stack.ts";
import { select } from "./stack-client.ts";
import { startNodeApp } from "./start-node-app.ts";

// What becomes of each kind of call: those of a real app with the official SDK, which has the prices of then, our own spans, and those of others; all through
// the real collector, then one run of the real command by the prices of now, and one that takes it back.

/** Its app's, and the ones that ClickHouse has while the calls land. Nobody knows `fresh`, the audio's and the search's price, and a batch has none of its own. */
const THEN = `
models:
  - { provider: PROVIDER, model: up, usd_per_million_tokens: { input: 2.00, output: 10.00 } }
  - { provider: PROVIDER, model: down, usd_per_million_tokens: { input: 2.00, output: 10.00 } }
  - { provider: PROVIDER, model: same, usd_per_million_tokens: { input: 2.00, output: 10.00 } }
  - { provider: PROVIDER, model: cached, usd_per_million_tokens: { input: 2.00, output: 10.00 } }
  - { provider: PROVIDER, model: flexed, tier: flex, usd_per_million_tokens: { input: 1.00, output: 5.00 } }
  - { provider: PROVIDER, model: batched, usd_per_million_tokens: { input: 2.00, output: 10.00 } }
  - { provider: PROVIDER, model: inferred, usd_per_million_tokens: { input: 2.00, output: 10.00 } }
  - { provider: PROVIDER, model: gift, free: true }
  - { provider: PROVIDER, model: home, usd_per_million_tokens: { input: 2.00, output: 10.00 } }
free: { environments: [home] }
`;
const NOW = `
models:
  - { provider: PROVIDER, model: fresh, names: [interrupted, uncounted, contradicting, python, hit], usd_per_million_tokens: { input: 2.00, output: 10.00, cache_read: 1.00 } }
  - { provider: PROVIDER, model: up, names: [estimated, failed, blocked, sandboxed, hosted], usd_per_million_tokens: { input: 3.00, output: 10.00 } }
  - { provider: PROVIDER, model: down, usd_per_million_tokens: { input: 1.00, output: 5.00 } }
  - { provider: PROVIDER, model: same, usd_per_million_tokens: { input: 2.00, output: 10.00 } }
  - { provider: PROVIDER, model: nothing, usd_per_million_tokens: { input: 0, output: 0 } }
  - { provider: PROVIDER, model: gift, usd_per_million_tokens: { input: 3.00, output: 10.00 } }
  - { provider: PROVIDER, model: cached, usd_per_million_tokens: { input: 2.00, output: 10.00, cache_read: 0.50 } }
  - { provider: PROVIDER, model: audio, usd_per_million_tokens: { input: 2.00, output: 10.00, input_audio: 50.00, output_audio: 100.00 } }
  - { provider: PROVIDER, model: searched, usd_per_million_tokens: { input: 2.00, output: 10.00 }, usd_per_unit: { web_search: 0.007 } }
  - { provider: PROVIDER, model: unsearched, usd_per_million_tokens: { input: 2.00, output: 10.00 } }
  - { provider: PROVIDER, model: flexed, usd_per_million_tokens: { input: 2.00, output: 10.00 } }
  - { provider: PROVIDER, model: flexed, tier: flex, usd_per_million_tokens: { input: 1.00, output: 4.00 } }
  - { provider: PROVIDER, model: batched, usd_per_million_tokens: { input: 2.00, output: 10.00 } }
  - { provider: PROVIDER, model: batched, tier: batch, usd_per_million_tokens: { input: 1.00, output: 5.00 } }
  - { provider: PROVIDER, model: inferred, usd_per_million_tokens: { input: 3.00, output: 10.00 } }
deployments:
  - { provider: PROVIDER, name: front, model: down }
free: { environments: [home, lab] }
`;

/** Of 1,000 tokens in and 100 out if nothing else is said: 1,000 × $2 + 100 × $10 a million are $0.003, with $3 for the input $0.004, at $1 and $5 $0.0015. */
const CASES: Record<string, [what: string, billed: string, corrected: string, status: string]> = {
  fresh: ["of a model that nobody knew", "0", "0.003", "unpriced → priced"],
  up: ["that became dearer", "0.003", "0.004", "priced → priced"],
  down: ["that became cheaper", "0.003", "0.0015", "priced → priced"],
  same: ["with the right price", "0.003", "0.003", "priced"],
  nothing: ["that costs nothing now", "0.003", "0", "priced → priced"],
  gift: ["that was free by its price", "0", "0.004", "free → priced"],
  // 600 × 2 + 400 × 0.50 + 100 × 10
  cached: ["with cached tokens", "0.003", "0.0024", "priced → priced"],
  // 600 × 2 + 400 × 50 + 40 × 10 + 60 × 100
  audio: ["with sound in and out", "0", "0.0276", "unpriced → priced"],
  // 1,000 × 2 + 100 × 10 a million, and twice $0.007
  searched: ["with two searches of the web", "0", "0.017", "unpriced → priced"],
  unsearched: ["with a search that has no price", "0", "0", "unpriced"],
  // 1,000 × 1 + 100 × 4
  flexed: ["of the tier flex", "0.0015", "0.0014", "priced → priced"],
  batched: ["of a batch", "0", "0.0015", "unpriced → priced"],
  served: ["of a deployment, by the model behind its name", "0", "0.0015", "unpriced → priced"],
  // 200,000 × 1.25 + 100 × 10, then 200,001 × 2.50 + 100 × 15: Google's list
  "gemini-2.5-pro": ["whose context is at the threshold", "0", "0.251", "unpriced → priced"],
  "gemini-2.5-pro-preview": ["whose context is a token above the threshold", "0", "0.5015025", "unpriced → priced"],
  estimated: ["whose counts are estimated", "0.003", "0.004", "estimated → estimated"],
  interrupted: ["that was interrupted and had no price", "0", "0.003", "unpriced → estimated"],
  uncounted: ["without any count: $0 would be a price", "0", "0", "unpriced"],
  contradicting: ["with more cached tokens than tokens", "0", "0", "unpriced"],
  unknown: ["that nobody knows now either", "0", "0", "unpriced"],
  failed: ["that failed and was free", "0", "0", "free"],
  blocked: ["that a budget blocked", "0", "0", "free"],
  sandboxed: ["of an environment that was free", "0", "0", "free"],
  lab: ["of an environment that is free now", "0.003", "0", "priced → priced"],
  hosted: ["for which its host told the charge", "0.000777", "0.000777", "priced"],
  // Others' spans: priced in ClickHouse, by the book of then.
  inferred: ["of OpenInference, whose model became dearer", "0.003", "0.004", "priced → priced"],
  hit: ["of OpenInference, with 400 cached tokens of a model that nobody knew", "0", "0.0026", "unpriced → priced"],
  home: ["of OpenInference, of an environment that was free", "0", "0", "free"],
  python: ["of the official Python instrumentation, of a model that nobody knew", "0", "0.003", "unpriced → priced"],
};

const hex = (bytes: number) => randomBytes(bytes).toString("hex");
const acme = new RepricedStack();
const { stack, name } = acme;
let provider: LocalServer;
beforeAll(async () => {
  await acme.load(THEN);
  const usage = { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 };
  const more: Record<string, object> = {
    cached: { usage: { ...usage, prompt_tokens_details: { cached_tokens: 400 } } },
    audio: {
      usage: {
        ...usage,
        ...{ prompt_tokens_details: { audio_tokens: 400 }, completion_tokens_details: { audio_tokens: 60 } },
      },
    },
    flexed: { service_tier: "flex" },
  };
  const batchLine = { custom_id: "a", response: { status_code: 200, body: answer("batched", { usage }) } };
  const search = { type: "web_search_call", status: "completed", action: { type: "search" } };
  provider = await startServer(({ path, body }, response) => {
    const { input, messages } = body === "" ? {} : JSON.parse(body);
    if (path.includes("/files/")) response.writeHead(200).end(`${JSON.stringify(batchLine)}\n`);
    else if (path.endsWith("/responses")) {
      const spent = { input_tokens: 1000, output_tokens: 100, total_tokens: 1100 };
      const output = input === "searched" ? [search, search] : [search];
      sendJson(response, {
        id: `resp_${hex(12)}`,
        object: "response",
        status: "completed",
        model: input,
        output,
        usage: spent,
      });
    } else
      sendJson(response, answer(messages[0].content, { usage, service_tier: "default", ...more[messages[0].content] }));
  });
});
afterAll(async () => {
  await provider.stop();
  await acme.stop();
});

const answer = (model: string, more: object) => chatAnswer({ id: `chatcmpl-${hex(14)}`, model, ...more });

/** The calls of an app that has the prices of then. */
async function runApp(): Promise<void> {
  const prices = join(acme.folder, "then.yaml");
  writeFileSync(prices, THEN.replaceAll("PROVIDER", name));
  const { TOLLGATE_BUDGET_URL: _, ...reporting } = appEnv(stack);
  const chats = ["fresh", "up", "down", "same", "gift", "cached", "audio", "flexed"].map((model) => `chat=${model}`);
  const app = startNodeApp("tests/pipeline/apps/identity-app.ts", {
    args: [...chats, "background=searched", "background=unsearched", `file=file-${hex(12)}`],
    env: {
      ...reporting,
      ...{ OTEL_SERVICE_NAME: name, TOLLGATE_TENANT: name, TOLLGATE_PRICES: prices },
      ...{ OPENAI_BASE_URL: `${provider.url}/v1`, TOLLGATE_HOSTS: `${new URL(provider.url).host}=${name}` },
    },
  });
  expect(await app.ended).toMatchObject({ code: 0 });
}

const free = { [Tollgate.costStatus]: "free" };
const gemini = (tokens: number) => ({ [GenAi.provider]: "gcp.gemini", [GenAi.inputTokens]: tokens });
const OURS: TestSpan[] = [
  acme.call("front", undefined, { [GenAi.responseModel]: "served" }),
  acme.call("nothing", 0.003),
  acme.call("gemini-2.5-pro", undefined, gemini(200_000)),
  acme.call("gemini-2.5-pro-preview", undefined, gemini(200_001)),
  acme.call("estimated", 0.003, { [Tollgate.costStatus]: "estimated", [Tollgate.usageSource]: "estimated" }),
  acme.call("interrupted", undefined, { [Tollgate.usageSource]: "interrupted" }),
  acme.call("uncounted", undefined, { [GenAi.inputTokens]: 0, [GenAi.outputTokens]: 0 }),
  acme.call("contradicting", undefined, { [GenAi.cacheReadTokens]: 2000 }),
  acme.call("unknown", undefined),
  acme.call("failed", 0, { ...free, "error.type": "429", [GenAi.inputTokens]: 0, [GenAi.outputTokens]: 0 }),
  acme.call("blocked", 0, { ...free, [Tollgate.budgetOutcome]: "blocked" }),
  acme.call("sandboxed", 0, { ...free, [Tollgate.environment]: "sandbox" }),
  acme.call("lab", 0.003, { [Tollgate.environment]: "lab" }),
  acme.call("hosted", 0.000777, { [Tollgate.priceId]: "openrouter/answer" }),
];
const foreign = (attributes: TestSpan["attributes"]): TestSpan => ({
  ...{ spanId: hex(8), traceId: hex(16), name: "ChatCompletion", attributes: attributes ?? {} },
});
const openInference = (model: string, cached: number, environment = "") =>
  foreign({
    ...{ "openinference.span.kind": "LLM", "llm.provider": name, "llm.model_name": model },
    ...{ "llm.token_count.prompt": 1000, "llm.token_count.completion": 100 },
    ...{ "llm.token_count.prompt_details.cache_read": cached, [Tollgate.environment]: environment },
  });
const python = foreign({
  ...{ "gen_ai.operation.name": "chat", "gen_ai.system": name, "gen_ai.request.model": "python" },
  ...{ "gen_ai.response.model": "python", "gen_ai.usage.input_tokens": 1000, "gen_ai.usage.output_tokens": 100 },
});

/** By model: what it was billed and costs now, and its status, with that of the ledger first where a run has touched it. */
async function found(): Promise<Record<string, string[]>> {
  const rows = await select<Record<"model" | "billed" | "corrected" | "status", string>>(
    stack,
    `SELECT e.model AS model, toString(sum(e.billed_usd)) AS billed, toString(sum(e.cost_usd)) AS corrected,
       if(any(c.model) = '', anyIf(e.cost_status, e.kind = 'call'), any(concat(c.status_then, ' → ', c.status_now))) AS status
     FROM tollgate.ledger_entries AS e
     LEFT JOIN (SELECT * FROM tollgate.corrected_calls(from = now('UTC') - INTERVAL 60 DAY, to = now('UTC') + INTERVAL 1 DAY)) AS c USING (tenant, hour, call_id)
     WHERE e.tenant = '${name}' GROUP BY model`,
  );
  return Object.fromEntries(rows.map(({ model, billed, corrected, status }) => [model, [billed, corrected, status]]));
}

const before = Object.fromEntries(
  Object.entries(CASES).map(([model, [, billed, , status]]) => [model, [billed, billed, status.split(" ")[0]]]),
);
/** Of these 29 calls. */
const SUMS = { calls: 29, billed: "0.026277", unpriced: 14 };
const CORRECTED = 19;

test("the calls land as they were billed, and one run by the prices of now corrects those that cost something else", async () => {
  await runApp();
  await acme.send(name, OURS);
  await acme.send(
    name,
    [openInference("inferred", 0), openInference("hit", 400), openInference("home", 0, "home")],
    "openinference.instrumentation.openai",
  );
  await acme.send(name, [python], "opentelemetry.instrumentation.openai_v2");
  await acme.landed(name, Object.keys(CASES).length);
  expect(await found()).toEqual(before);
  expect(await acme.spend(name)).toEqual({ ...SUMS, corrected: SUMS.billed });
  acme.write(NOW);
  expect(await acme.tollgate("migrate")).toContain("loaded the price book");
  const dry = await acme.reprice(name, "--dry-run");
  expect(await found()).toEqual(before);
  const { state, run, models, total } = await acme.reprice(name, "--apply", "--run", name);
  // What it says is what the dry run said.
  expect({ models, total }).toEqual({ models: dry.models, total: dry.total });
  expect([state, run.correctedCalls, run.newlyPricedCalls]).toEqual(["posted", CORRECTED, 10]);
});

let after: Record<string, string[]>;
test.each(Object.entries(CASES).map(([model, [what, ...sums]]) => [what, model, sums] as const))(
  "a call %s",
  async (_, model, sums) => {
    after ??= await found();
    expect(after[model]).toEqual(sums);
  },
);

test("the next run has nothing to do, and taken back everything is as it was billed, to the picodollar", async () => {
  const corrected = Object.values(CASES).reduce((sum, [, , usd]) => sum + BigInt(Math.round(Number(usd) * 1e12)), 0n);
  const spend = await acme.spend(name);
  expect(spend).toMatchObject({ ...SUMS, unpriced: 4 });
  expect(BigInt(Math.round(Number(spend?.corrected) * 1e12))).toBe(corrected);
  expect(await acme.reprice(name, "--apply")).toMatchObject({ state: "nothing", total: { correctedCalls: 0 } });
  expect(await acme.undo(name, "--apply")).toMatchObject({ state: "posted", run: { correctedCalls: CORRECTED } });
  expect(await acme.spend(name)).toEqual({ ...SUMS, corrected: SUMS.billed });
  const undone = await found();
  expect(Object.entries(undone).map(([model, [billed, usd]]) => [model, billed, usd])).toEqual(
    expect.arrayContaining(Object.entries(CASES).map(([model, [, billed]]) => [model, billed, billed])),
  );
});
