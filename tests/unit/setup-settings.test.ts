import { expect, it } from "vitest";
import { readSettings } from "../../instrumentation/settings.ts";

it("without variables, spans go to the local collector and no budget is enforced", () => {
  expect(readSettings({})).toEqual({
    enabled: true,
    otlpEndpoint: "http://127.0.0.1:4318",
    otlpHeaders: {},
    attribution: {},
    labels: { headers: new Map(), readsBaggage: false, writesBaggage: false, valueLimit: 1_000 },
    content: { recordsPrompts: false, recordsAnswers: false },
    hosts: new Map(),
    streamUsage: "as-is",
    bufferSpans: 20_000,
    metricIntervalMs: 10_000,
  });
});

it("ours go before the standard ones", () => {
  const standard = {
    OTEL_EXPORTER_OTLP_ENDPOINT: "https://apm.example/",
    OTEL_EXPORTER_OTLP_HEADERS: "x-key=a%3Db,Y=2",
  };
  expect(readSettings(standard)).toMatchObject({
    otlpEndpoint: "https://apm.example",
    otlpHeaders: { "x-key": "a=b", y: "2" },
  });
  const ours = { TOLLGATE_OTLP_ENDPOINT: "http://collector:4318", TOLLGATE_OTLP_HEADERS: "authorization=Bearer x=" };
  expect(readSettings({ ...standard, ...ours })).toMatchObject({
    otlpEndpoint: "http://collector:4318",
    otlpHeaders: { authorization: "Bearer x=" },
  });
});

it("the standard headers, the key to the app's own backend, go to no other endpoint", () => {
  const env = { OTEL_EXPORTER_OTLP_HEADERS: "x-key=secret", TOLLGATE_OTLP_ENDPOINT: "http://collector:4318" };
  expect(readSettings(env).otlpHeaders).toEqual({});
  expect(readSettings({ OTEL_EXPORTER_OTLP_HEADERS: "x-key=secret" }).otlpHeaders).toEqual({ "x-key": "secret" });
});

it("an interval that no timer can hold is cut to the longest one, and said", () => {
  const lines: string[] = [];
  // 2^31: as a timer's delay it would be 1 ms.
  const env = {
    OTEL_METRIC_EXPORT_INTERVAL: "2147483648",
    TOLLGATE_BUDGET_URL: "http://guard:pw@127.0.0.1:8123",
    TOLLGATE_BUDGET_REFRESH_MS: "99999999999",
  };
  const { metricIntervalMs, budget } = readSettings(env, (line) => lines.push(line));
  expect([metricIntervalMs, budget?.refreshMs]).toEqual([2_147_483_647, 2_147_483_647]);
  expect(lines).toContain(
    'Cannot use OTEL_METRIC_EXPORT_INTERVAL="2147483648": expected a whole number above 0 and up to 2147483647, using 2147483647',
  );
});

it("all documented variables are read", () => {
  const env = {
    TOLLGATE_TENANT: "t",
    TOLLGATE_PROJECT: "p",
    TOLLGATE_CUSTOMER: "c",
    TOLLGATE_AGENT: "a",
    TOLLGATE_WORKFLOW: "w",
    TOLLGATE_USER: "u",
    TOLLGATE_SESSION: "s",
    TOLLGATE_ENVIRONMENT: " prod ",
    TOLLGATE_PROMPT_ID: "greeting-7",
    TOLLGATE_TAGS: "beta, night,",
    TOLLGATE_ATTRIBUTION_HEADERS: "X-Agent=agent, x-prompt=PromptID, x-tags=tags",
    TOLLGATE_BAGGAGE: "read, write",
    TOLLGATE_USER_HASH_KEY: "0123456789abcdef",
    TOLLGATE_LABEL_VALUES: "50",
    TOLLGATE_PROMPT_HASH_KEY: "fedcba9876543210",
    TOLLGATE_RECORD_CONTENT: "prompts,answers",
    TOLLGATE_HOSTS: "127.0.0.1:4010=openai, LLM.internal=anthropic",
    TOLLGATE_BUDGET_URL: "http://guard:pw@127.0.0.1:8123",
    TOLLGATE_BUDGET_REFRESH_MS: "500",
    TOLLGATE_BUDGET_FAIL: "closed",
    TOLLGATE_BUFFER_SPANS: "5",
  };
  expect(readSettings(env)).toMatchObject({
    attribution: {
      tenant: "t",
      project: "p",
      customer: "c",
      agent: "a",
      workflow: "w",
      user: "u",
      session: "s",
      environment: "prod",
      promptId: "greeting-7",
      tags: ["beta", "night"],
    },
    labels: {
      headers: new Map([
        ["x-agent", "agent"],
        ["x-prompt", "promptId"],
        ["x-tags", "tags"],
      ]),
      readsBaggage: true,
      writesBaggage: true,
      userHashKey: "0123456789abcdef",
      valueLimit: 50,
    },
    content: { promptHashKey: "fedcba9876543210", recordsPrompts: true, recordsAnswers: true },
    hosts: new Map([
      ["127.0.0.1:4010", "openai"],
      ["llm.internal", "anthropic"],
    ]),
    budget: { url: "http://guard:pw@127.0.0.1:8123", refreshMs: 500, failMode: "closed" },
    bufferSpans: 5,
  });
});

it("a value that cannot be used is named with what is allowed, and the default stands", () => {
  const lines: string[] = [];
  const env = { TOLLGATE_BUFFER_SPANS: "many", TOLLGATE_BUDGET_FAIL: "ajar", TOLLGATE_OTLP_ENDPOINT: "localhost:4318" };
  expect(readSettings(env, (line) => lines.push(line))).toMatchObject({
    bufferSpans: 20_000,
    metricIntervalMs: 10_000,
    otlpEndpoint: "http://127.0.0.1:4318",
  });
  expect(lines.toSorted()).toEqual([
    'Cannot use TOLLGATE_BUDGET_FAIL="ajar": expected "open" or "closed", using "open"',
    'Cannot use TOLLGATE_BUFFER_SPANS="many": expected a whole number above 0, using 20000',
    "Cannot use TOLLGATE_OTLP_ENDPOINT: expected an http(s) URL",
  ]);
});

it.each([
  ["http://h:1/v1=openai", "h:1"],
  ["https://LLM.internal/v1/?a=b=openai", "llm.internal"],
  ["http://me:pw@h:1=openai", "h:1"],
  ["h:1/v1=openai", "h:1"],
  ["h:80=openai", "h"],
  ["h:443=openai", "h"],
  ["https://h:443/=openai", "h"],
  ["[::1]:8000=OpenAI", "[::1]:8000"],
  [" my_host = openai ,", "my_host"],
])("TOLLGATE_HOSTS takes the host of what is a URL: %s", (given, host) => {
  const lines: string[] = [];
  const { hosts } = readSettings({ TOLLGATE_HOSTS: given }, (line) => lines.push(line));
  expect([...hosts]).toEqual([[host, "openai"]]);
  expect(lines).toEqual([]);
});

it.each([
  ["h"],
  ["=openai"],
  ["h="],
  ["h:99999=openai"],
  ["*.internal=openai"],
  ["ftp://h=openai"],
  ["h:8080 openai"],
  ["openai=http://h:1/v1"],
])("what TOLLGATE_HOSTS cannot use is named, and the others stand: %s", (given) => {
  const lines: string[] = [];
  const { hosts } = readSettings({ TOLLGATE_HOSTS: `${given},a.example=anthropic` }, (line) => lines.push(line));
  expect([...hosts]).toEqual([["a.example", "anthropic"]]);
  expect(lines).toEqual([`Cannot use "${given}" of TOLLGATE_HOSTS: expected host=provider or host:port=provider`]);
});

it("a password in TOLLGATE_HOSTS is not said", () => {
  const lines: string[] = [];
  readSettings({ TOLLGATE_HOSTS: "http://me:secret@h:1/v1" }, (line) => lines.push(line));
  expect(lines).toEqual(['Cannot use "http://h:1/v1" of TOLLGATE_HOSTS: expected host=provider or host:port=provider']);
});

it("words of attribution and content that mean nothing are named, and switch nothing on", () => {
  const lines: string[] = [];
  const env = {
    TOLLGATE_ATTRIBUTION_HEADERS: "x-who=person,x-agent=agent,=user",
    TOLLGATE_BAGGAGE: "yes",
    TOLLGATE_RECORD_CONTENT: "true",
    TOLLGATE_USER_HASH_KEY: "0123456789abcde",
  };
  expect(readSettings(env, (line) => lines.push(line))).toMatchObject({
    labels: { headers: new Map([["x-agent", "agent"]]), readsBaggage: false, writesBaggage: false },
    content: { recordsPrompts: false, recordsAnswers: false },
  });
  const parts = "tenant, project, customer, agent, workflow, user, session, environment, promptId, tags";
  expect(lines).toEqual([
    'Cannot use "yes" of TOLLGATE_BAGGAGE: expected "read", "write" or "read,write"',
    "TOLLGATE_USER_HASH_KEY has 15 characters and can be guessed: use at least 16 random ones",
    `Cannot use "x-who=person" of TOLLGATE_ATTRIBUTION_HEADERS: expected header=part, part one of ${parts}`,
    `Cannot use "=user" of TOLLGATE_ATTRIBUTION_HEADERS: expected header=part, part one of ${parts}`,
    'Cannot use "true" of TOLLGATE_RECORD_CONTENT: expected "prompts", "answers" or "prompts,answers"',
  ]);
});

it.each([
  ["TOLLGATE_DISABLED", "true", false],
  ["TOLLGATE_DISABLED", "1", false],
  ["OTEL_SDK_DISABLED", "TRUE", false],
  ["TOLLGATE_DISABLED", "false", true],
])("%s=%s leaves metering enabled: %s", (name, value, enabled) => {
  expect(readSettings({ [name]: value }).enabled).toBe(enabled);
});
