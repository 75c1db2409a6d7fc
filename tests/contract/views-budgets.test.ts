import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GenAi, General, Tollgate } from "../../instrumentation/conventions.ts";
import { forgetCalls } from "./forget-calls.ts";
import { queryRows } from "./query-rows.ts";
import { ourSpan, type SpanRow, utc } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());
beforeEach(async () => {
  await forgetCalls(ledger.admin);
  await ledger.admin.command({ query: "TRUNCATE TABLE tollgate.budgets" });
});

const deliver = (...spans: SpanRow[]) =>
  ledger.admin.insert({ table: "tollgate.otel_traces", values: spans, format: "JSONEachRow" });
const budget = (...rows: Record<string, unknown>[]) =>
  ledger.admin.insert({
    table: "tollgate.budgets",
    values: rows.map((row) => ({ budget: "b", scope: "total", period: "total", ...row })),
    format: "JSONEachRow",
  });
const read = (query: string) => queryRows(ledger.reader, query);
const used = async () =>
  (await read("SELECT scope_value, limit_usd, spent_usd, level FROM tollgate.budget_used ORDER BY scope_value")).map(
    (row) => Object.values(row),
  );
const crossed = async () =>
  (await read("SELECT threshold FROM tollgate.alert_budget_threshold ORDER BY toFloat64(threshold)")).map(
    (row) => row.threshold,
  );

const NOON = "2026-11-10T12:00:00.000Z";

describe("a threshold is passed at exactly its amount", () => {
  // Limit $1.00: 50 % is 500,000,000,000 picodollars.
  test.each([
    [499_999_999_999n, "ok", []],
    [500_000_000_000n, "ok", ["50"]],
    [749_999_999_999n, "ok", ["50"]],
    [750_000_000_000n, "warn", ["50", "75"]],
    [999_999_999_999n, "warn", ["50", "75", "90"]],
    [1_000_000_000_000n, "over", ["50", "75", "90", "100"]],
    [1_000_000_000_001n, "over", ["50", "75", "90", "100"]],
  ])("%s picodollars of $1", async (spent, level, thresholds) => {
    await budget({ limit_usd: 1 });
    await deliver(ourSpan(NOON, spent - 1n), ourSpan(NOON, 1));
    expect((await used())[0]?.[3]).toBe(level);
    expect(await crossed()).toEqual(thresholds);
    expect((await read("SELECT threshold FROM tollgate.budget_crossings")).length).toBe(thresholds.length);
    expect((await read("SELECT threshold FROM tollgate.alert_budget_context")).length).toBe(thresholds.length);
  });

  // The product of a limit from $9,223,373 on and a percentage does not fit in 64 bits.
  test("also of the largest limits", async () => {
    await budget({ limit_usd: "99999999999" });
    expect(await crossed()).toEqual([]);
    // 50 % is $49,999,999,999.50; one call costs at most $999,999.999999999999, so 50,000 of them are $49,999,999,999.99999995.
    await ledger.admin.command({
      query: `INSERT INTO tollgate.llm_calls (hour, ts, call_id, rank, kind, provider, cost, cost_status)
        SELECT '2026-11-10 12:00:00', '2026-11-10 12:00:00', number, 30, 'call', 'openai', '999999.999999999999', 'priced' FROM numbers(50000)`,
    });
    expect(await used()).toEqual([["", "99999999999", "49999999999.99999995", "ok"]]);
    expect(await crossed()).toEqual(["50"]);
    for (const view of ["budget_crossings", "alert_budget_context"])
      expect(await read(`SELECT threshold, limit_usd FROM tollgate.${view}`)).toEqual([
        { threshold: "50", limit_usd: "99999999999" },
      ]);
  });

  test("a threshold that is no number is left out and hides no other", async () => {
    await budget({ limit_usd: 1, thresholds: [50, "nan", "inf", -5] });
    await deliver(ourSpan(NOON, 600_000_000_000n));
    expect(await crossed()).toEqual(["50"]);
    expect((await read("SELECT threshold FROM tollgate.budget_crossings")).length).toBe(1);
  });

  test("a budget's own thresholds beat the defaults, also odd ones and those above 100", async () => {
    await budget({ limit_usd: 1, thresholds: [120, 33.5] });
    await deliver(ourSpan(NOON, 335_000_000_000n));
    expect(await crossed()).toEqual(["33.5"]);
    await deliver(ourSpan(NOON, 865_000_000_000n));
    expect(await crossed()).toEqual(["33.5", "120"]);
  });

  test("a limit of 0 is over with the first money, and quiet before it", async () => {
    await budget({ limit_usd: 0, thresholds: [100] });
    expect(await crossed()).toEqual([]);
    await deliver(ourSpan(NOON, 1));
    expect(await crossed()).toEqual(["100"]);
    expect((await read("SELECT threshold FROM tollgate.budget_crossings")).length).toBe(1);
  });
});

test("a crossing has the time of the call that did it and the sum with that call, however late the others arrive", async () => {
  await budget({ limit_usd: 1, thresholds: [50, 100] });
  const at = (minute: number) => `2026-11-10T12:${String(minute).padStart(2, "0")}:00.000Z`;
  // Arrives first, happened last: 0.3 + 0.3 = 0.6 passes 50 % at 12:20; with 0.4 at 12:40 the sum is 1.0.
  await deliver(ourSpan(at(40), 400_000_000_000n));
  await deliver(ourSpan(at(1), 300_000_000_000n), ourSpan(at(20), 300_000_000_000n));
  expect(await read("SELECT threshold, crossed_at, spent_usd, limit_usd FROM tollgate.budget_crossings")).toEqual([
    { threshold: "50", crossed_at: utc(at(20)), spent_usd: "0.6", limit_usd: "1" },
    { threshold: "100", crossed_at: utc(at(40)), spent_usd: "1", limit_usd: "1" },
  ]);
});

describe("scopes", () => {
  const spans = () =>
    deliver(
      ourSpan(NOON, 1_000_000_000_000n, {
        [GenAi.agentName]: "writer",
        [Tollgate.tenant]: "acme",
        [General.userId]: "u1",
        [GenAi.responseModel]: "gpt-5.2-2026-01-01",
      }),
      ourSpan(NOON, 2_000_000_000_000n, {
        [GenAi.agentName]: "reviewer",
        [Tollgate.tenant]: "globex",
        [Tollgate.project]: "p",
      }),
      ourSpan(NOON, 4_000_000_000_000n, { [Tollgate.customer]: "c", [Tollgate.environment]: "prod" }),
    );

  test.each([
    ["total", "", "7"],
    ["tenant", "acme", "1"],
    ["tenant", "default", "4"],
    ["project", "p", "2"],
    ["customer", "c", "4"],
    ["agent", "writer", "1"],
    ["user", "u1", "1"],
    ["provider", "openai", "7"],
    ["environment", "prod", "4"],
    // By the model that was asked for, which is what the guard knows before the call.
    ["model", "gpt-5.2", "7"],
    ["agent", "nobody", "0"],
  ])("%s %s", async (scope, scope_value, usd) => {
    await spans();
    await budget({ scope, scope_value, limit_usd: 100 });
    expect(await used()).toEqual([[scope_value, "100", usd, "ok"]]);
  });

  test("'*' is each value by its own, and a template row for the guard", async () => {
    await spans();
    await budget({ scope: "agent", scope_value: "*", limit_usd: 2 });
    expect(await used()).toEqual([
      ["reviewer", "2", "2", "over"],
      ["writer", "2", "1", "ok"],
    ]);
    expect(
      await read("SELECT scope_value, limit_picousd, spent_picousd FROM tollgate.budget_state ORDER BY scope_value"),
    ).toEqual([
      { scope_value: "*", limit_picousd: "2000000000000", spent_picousd: "0" },
      { scope_value: "reviewer", limit_picousd: "2000000000000", spent_picousd: "2000000000000" },
      { scope_value: "writer", limit_picousd: "2000000000000", spent_picousd: "1000000000000" },
    ]);
  });

  test("a tenant's budget counts that tenant's calls only", async () => {
    await spans();
    await budget({ tenant: "acme", scope: "agent", scope_value: "*", limit_usd: 2 });
    expect(await used()).toEqual([["writer", "2", "1", "ok"]]);
  });

  test("limits beyond what a JSON number holds arrive digit by digit", async () => {
    await budget({ limit_usd: "123456789012.345678" });
    expect(await read("SELECT limit_picousd FROM tollgate.budget_state")).toEqual([
      { limit_picousd: "123456789012345678000000" },
    ]);
  });
});

describe("periods", () => {
  const now = new Date();
  const day = new Date(now).setUTCHours(0, 0, 0, 0);
  const month = new Date(day).setUTCDate(1);

  test("a day and a month begin at midnight UTC to the millisecond", async () => {
    await budget({ budget: "d", period: "day", limit_usd: 10 }, { budget: "m", period: "month", limit_usd: 10 });
    await deliver(
      ourSpan(day, 1_000_000_000_000n),
      ourSpan(day - 1, 2_000_000_000_000n),
      ourSpan(month - 1, 4_000_000_000_000n),
    );
    const rows = await read(
      "SELECT budget, spent_usd, toString(period_start) AS start FROM tollgate.budget_used ORDER BY budget",
    );
    expect(rows).toEqual([
      { budget: "d", spent_usd: "1", start: utc(day).slice(0, 19) },
      { budget: "m", spent_usd: day === month ? "1" : "3", start: utc(month).slice(0, 19) },
    ]);
  });

  test.each(["Asia/Kolkata", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu", "Mars/Olympus"])(
    "a day in %s begins at that place's midnight",
    async (timezone) => {
      await budget({ period: "day", limit_usd: 10, timezone });
      const [row] = await read(
        "SELECT toUnixTimestamp(period_start) AS start, toUnixTimestamp(period_end) AS end, period_name FROM tollgate.budget_spend",
      );
      const start = Number(row?.start) * 1000;
      // A timezone that does not exist counts as UTC.
      const place = timezone.startsWith("Mars") ? "UTC" : timezone;
      const local = new Intl.DateTimeFormat("sv-SE", { timeZone: place, dateStyle: "short", timeStyle: "medium" });
      const [localStart, today] = [local.format(start), local.format(new Date()).slice(0, 10)];
      expect(localStart).toBe(`${today} 00:00:00`);
      expect(row?.period_name).toBe(today);
      expect(local.format(Number(row?.end) * 1000).slice(11)).toBe("00:00:00");
      await deliver(ourSpan(start, 1_000_000_000_000n), ourSpan(start - 1, 2_000_000_000_000n));
      expect((await used())[0]?.[2]).toBe("1");
    },
  );
});

describe("rows are dated", () => {
  test("the newest valid row of a name counts, and one for tomorrow does not yet", async () => {
    await budget(
      { limit_usd: 1, valid_from: "2026-01-01 00:00:00" },
      { limit_usd: 3, valid_from: "2030-01-01 00:00:00" },
    );
    await budget({ limit_usd: 2, valid_from: "2026-02-01 00:00:00" });
    expect((await used())[0]?.[1]).toBe("2");
  });

  test("of two rows with one date the later recorded counts, and deleting is a row", async () => {
    await budget({ limit_usd: 1, valid_from: "2026-01-01 00:00:00", recorded_at: "2026-01-01 00:00:00.000" });
    await budget({ limit_usd: 2, valid_from: "2026-01-01 00:00:00", recorded_at: "2026-01-01 00:00:00.001" });
    expect((await used())[0]?.[1]).toBe("2");
    await budget({ limit_usd: 2, valid_from: "2026-01-01 00:00:00", deleted: true });
    expect(await used()).toEqual([]);
  });
});
