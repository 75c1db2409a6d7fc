import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { API_ENDPOINTS } from "../../clickhouse/read-api/endpoints.ts";
import { GenAi, General, Tollgate } from "../../instrumentation/conventions.ts";
import { ourSpan } from "./span-row.ts";
import { type EmbeddedFront, type EmbeddedUser, startEmbeddedFront } from "./start-embedded-front.ts";

let front: EmbeddedFront;
beforeAll(async () => {
  front = await startEmbeddedFront();
  const span = (at: string, pico: number | undefined, labels: Record<string, string>) => ourSpan(at, pico, labels);
  // acme:   writer 0.000000000001 + 0.25 by ann · reviewer, unpriced
  // globex: writer 9007.199254740993, which is no binary float: 2^53 + 1 picodollars times a million
  const values = [
    span("2026-10-01T00:00:00.000Z", 1, { [GenAi.agentName]: "writer", [Tollgate.tenant]: "acme" }),
    span("2026-10-02T12:00:00.000Z", 250_000_000_000, {
      [GenAi.agentName]: "writer",
      [General.userId]: "ann",
      [Tollgate.tenant]: "acme",
    }),
    span("2026-10-02T13:00:00.000Z", undefined, { [GenAi.agentName]: "reviewer", [Tollgate.tenant]: "acme" }),
    span("2026-10-03T23:59:59.999Z", 9_007_199_254_740_991, {
      [GenAi.agentName]: "writer",
      [Tollgate.tenant]: "globex",
    }),
  ];
  await front.admin.insert({ table: "tollgate.otel_traces", values, format: "JSONEachRow" });
  const budget = { budget: "all", scope: "total", scope_value: "", period: "month", limit_usd: "9007199.254740" };
  await front.admin.insert({ table: "tollgate.budgets", values: [budget], format: "JSONEachRow" });
});
afterAll(() => front.stop());

const OCTOBER = "from=2026-10-01&to=2026-10-04";

async function get(path: string, user: EmbeddedUser = "reader", init: RequestInit = {}) {
  const authorization = `Basic ${btoa(`${user}:${front.engine.passwords[user]}`)}`;
  const response = await fetch(`${front.engine.url}/api/v1/${path}`, {
    ...init,
    headers: { authorization, ...init.headers },
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function rows(path: string): Promise<Record<string, unknown>[]> {
  const { status, text } = await get(path);
  expect([path, status, status === 200 ? "" : text]).toEqual([path, 200, ""]);
  return (JSON.parse(text) as { data: Record<string, unknown>[] }).data;
}

describe("the read API", () => {
  test("answers a period by agent, money as text to the picodollar", async () => {
    expect(await rows(`agents?${OCTOBER}&tenant=acme`)).toMatchObject([
      { agent: "writer", calls: 2, unpriced_calls: 0, cost_usd: "0.250000000001" },
      { agent: "reviewer", calls: 1, unpriced_calls: 1, cost_usd: "0" },
    ]);
    expect(await rows(`agents?${OCTOBER}&n=1`)).toMatchObject([{ agent: "writer", cost_usd: "9007.449254740992" }]);
  });

  test("answers each endpoint as JSON and as CSV with the same rows", async () => {
    for (const { name } of API_ENDPOINTS) {
      const query = name === "budgets" ? "" : `?${OCTOBER}`;
      const asJson = await get(`${name}${query}`);
      const asCsv = await get(`${name}.csv${query}`);
      expect([name, asJson.status, asCsv.status]).toEqual([name, 200, 200]);
      const { data, meta } = JSON.parse(asJson.text) as { data: unknown[]; meta: { name: string }[] };
      const [head, ...lines] = asCsv.text.trimEnd().split("\n");
      expect([name, head]).toEqual([name, meta.map((column) => `"${column.name}"`).join(",")]);
      expect([name, lines.length]).toEqual([name, data.length]);
      expect(asJson.headers.get("content-type")).toBe("application/json; charset=UTF-8");
      expect(asCsv.headers.get("content-type")).toBe("text/csv; charset=UTF-8; header=present");
    }
  });

  test("takes a period to the moment, with or without a zone, `to` not included", async () => {
    const calls = async (period: string) => (await rows(`summary?${period}`))[0]?.calls;
    expect(await calls("from=2026-10-02T12:00:00Z&to=2026-10-02T13:00:00Z")).toBe(1);
    expect(await calls("from=2026-10-02T14:00:00%2B02:00&to=2026-10-02T15:00:01%2B02:00")).toBe(2);
    expect(await calls("param_from=2026-10-01 00:00:00&param_to=2026-10-02 12:00:00")).toBe(1);
  });

  test("has a row for each day and hour of the period, with 0 where nothing was called", async () => {
    const days = await rows(`trends?from=2026-09-30T12:00:00Z&to=2026-10-04&tenant=acme`);
    expect(days.map(({ day, calls, cost_usd }) => [day, calls, cost_usd])).toEqual([
      ["2026-09-30", 0, "0"],
      ["2026-10-01", 1, "0.000000000001"],
      ["2026-10-02", 2, "0.25"],
      ["2026-10-03", 0, "0"],
    ]);
    const hours = await rows(`trends/hourly?from=2026-10-02T11:00:00Z&to=2026-10-02T13:00:01Z`);
    expect(hours.map(({ hour, calls, cost_usd }) => [hour, calls, cost_usd])).toEqual([
      ["2026-10-02 11:00:00", 0, "0"],
      ["2026-10-02 12:00:00", 1, "0.25"],
      ["2026-10-02 13:00:00", 1, "0"],
    ]);
  });

  test("without parameters answers for the thirty days up to now", async () => {
    const [row] = await rows("summary");
    const at = (value: unknown) => Date.parse(`${value}Z`);
    expect(at(row?.period_end) - at(row?.period_start)).toBe(30 * 86_400_000);
    expect(Math.abs(at(row?.period_end) - Date.now())).toBeLessThan(120_000);
    // Nothing is nothing said.
    const [same] = await rows("summary?from=&to=&tenant=");
    expect(at(same?.period_end) - at(same?.period_start)).toBe(30 * 86_400_000);
    expect(same?.calls).toBe(row?.calls);
  });

  test("tells the dearest calls, the users and the budgets", async () => {
    expect(await rows(`top?${OCTOBER}&n=2`)).toMatchObject([
      { tenant: "globex", billed_usd: "9007.199254740991", cost_status: "priced" },
      { tenant: "acme", user_id: "ann", billed_usd: "0.25" },
    ]);
    expect(await rows(`top?${OCTOBER}&tenant=acme`)).toMatchObject([
      { tenant: "acme", billed_usd: "0.25", cost_status: "priced" },
      { tenant: "acme", billed_usd: "0.000000000001" },
      { tenant: "acme", billed_usd: "0", cost_status: "unpriced" },
    ]);
    expect(await rows(`users?${OCTOBER}`)).toMatchObject([{ tenant: "acme", user_id: "ann", cost_usd: "0.25" }]);
    expect(await rows("budgets")).toMatchObject([{ budget: "all", limit_usd: "9007199.25474", level: "ok" }]);
  });
});

describe("the read API refuses", () => {
  test("whoever does not say who he is, says it wrongly or is no reader", async () => {
    const wrong = { "x-clickhouse-user": "reader", "x-clickhouse-key": "guess" };
    const url = `${front.engine.url}/api/v1/summary`;
    expect((await fetch(url)).status).toBe(401);
    expect((await fetch(url, { headers: wrong })).status).toBe(403);
    const right = { ...wrong, "x-clickhouse-key": front.engine.passwords.reader };
    expect((await fetch(url, { headers: right })).status).toBe(200);
    for (const user of ["writer", "guard"] as const)
      expect([user, (await get("summary", user)).status]).toEqual([user, 403]);
  });

  test.each([
    ["from=yesterday", 400, /^Code: 41[.] DB::Exception: .*\(CANNOT_PARSE_DATETIME\)\n$/],
    ["to=2026-13-01", 400, /^Code: 41[.] .*unexpected date: 2026-13-1/],
    ["n=ten", 400, /^Code: 457[.] .*for query parameter 'n'/],
    ["n=-1", 400, /^Code: 457[.] /],
    [
      "form=2026-10-01",
      404,
      /^Code: 115[.] DB::Exception: Unknown parameter 'form' of \/api\/v1\/agents \(allowed: from, to, tenant, n\)/,
    ],
    ["max_execution_time=1000", 404, /^Code: 115[.] /],
  ])("?%s with %i and one line", async (query, status, message) => {
    const answer = await get(`agents?${query}`);
    expect([answer.status, answer.text]).toEqual([status, expect.stringMatching(message)]);
    expect(answer.text.trimEnd()).not.toContain("\n");
    expect(answer.headers.get("cache-control")).toBeNull();
  });

  test("another path and another method, and says what there is", async () => {
    expect(await get("agent")).toMatchObject({
      status: 404,
      text: expect.stringContaining("Use GET on /api/v1/summary, "),
    });
    expect(await get("summary/")).toMatchObject({ status: 404 });
    expect(await get("summary", "reader", { method: "POST", body: "SELECT 1" })).toMatchObject({ status: 404 });
  });

  test("to take a parameter for SQL", async () => {
    const tenant = encodeURIComponent("' OR 1=1 --");
    expect(await rows(`agents?${OCTOBER}&tenant=${tenant}`)).toEqual([]);
  });
});

test("an answer stays for thirty seconds, and is its user's own", async () => {
  const question = "summary?from=2026-11-01&to=2026-11-02";
  const first = await get(question);
  const span = ourSpan("2026-11-01T12:00:00Z", 5);
  await front.admin.insert({ table: "tollgate.otel_traces", values: [span], format: "JSONEachRow" });
  expect((await get(question)).text).toBe(first.text);
  expect(first.headers.get("cache-control")).toBe("private, max-age=30");
  expect(first.headers.get("vary")).toContain("Authorization");
  // What the reader was told is not told to another user.
  expect(JSON.parse((await get(question, "admin")).text)).toMatchObject({ data: [{ calls: 1 }] });
  expect((await get(question, "guard")).status).toBe(403);
  expect(JSON.parse((await get(`${question}&tenant=default`)).text)).toMatchObject({ data: [{ calls: 1 }] });
});
