import { afterAll, beforeAll, expect, test } from "vitest";
import { GenAi, Tollgate } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { foreignSpan, ourSpan } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

const insert = (values: unknown[]) =>
  ledger.admin.insert({ table: "tollgate.otel_traces", values, format: "JSONEachRow" });
const HOUR = "2026-11-10T14:00:00Z";

test("counts and money of any spelling never fail an insert, and never become negative or invented", async () => {
  // [text, tokens, dollars or "unpriced"]
  const cases: [string, string, string][] = [
    ["1000", "1000", "0.000000001"],
    ["12.0", "12", "unpriced"],
    ["1e3", "1000", "unpriced"],
    ["-5", "0", "unpriced"],
    ["", "0", "unpriced"],
    ["many", "0", "unpriced"],
    ["NaN", "0", "unpriced"],
    ["inf", "0", "unpriced"],
    ["99999999999999999999999", "1000000000", "unpriced"],
    // The largest a column of Decimal(18, 12) holds; one more would wrap.
    ["18446744073709551615", "1000000000", "999999.999999999999"],
  ];
  await insert(
    cases.map(([text], index) =>
      ourSpan(HOUR, undefined, {
        [GenAi.agentName]: String(index),
        [GenAi.inputTokens]: text,
        [Tollgate.costPicoUsd]: text,
        [Tollgate.costStatus]: "priced",
      }),
    ),
  );
  const rows = await queryRows(
    ledger.reader,
    "SELECT input_tokens, if(cost_status = 'unpriced', 'unpriced', toString(cost_usd)) AS usd FROM tollgate.calls ORDER BY toUInt8(agent)",
  );
  expect(rows.map((row) => [row.input_tokens, row.usd])).toEqual(cases.map(([, tokens, usd]) => [tokens, usd]));
});

test("broken clocks, ids and durations land in one batch, money kept, on the day of arrival", async () => {
  const odd = { [GenAi.agentName]: "odd" };
  const spans = [
    ourSpan("1970-01-01T00:00:00Z", 1, odd, { TraceId: "", SpanId: "" }),
    ourSpan("2261-01-01T00:00:00Z", 2, odd, { TraceId: "not hex at all", SpanId: "zz" }),
    ourSpan(HOUR, 4, odd, { Duration: "18446744073709551615", TraceId: "f".repeat(4000) }),
    // 300 different months: more than the 100 partitions that one insert may touch.
    ...Array.from({ length: 300 }, (_, month) => ourSpan(Date.UTC(1990, month, 1), 8, odd)),
  ];
  await insert(spans);
  const [row] = await queryRows(
    ledger.reader,
    "SELECT count() AS calls, sum(cost_usd) AS usd, countIf(toDate(ts) = today()) AS today FROM tollgate.calls WHERE agent = 'odd'",
  );
  // 1 + 2 + 4 + 300 * 8 picodollars.
  expect(row).toEqual({ calls: "303", usd: "0.000000002407", today: "302" });
  expect(await queryRows(ledger.reader, "SELECT * FROM tollgate.pipeline_health")).toHaveLength(1);
});

test("a ten-megabyte attribute is cut, not refused", async () => {
  await insert([
    ourSpan(HOUR, 1, {
      [GenAi.agentName]: `big${"x".repeat(10_000_000)}`,
      [Tollgate.tenant]: "ü".repeat(100_000),
      whatever: "y".repeat(10_000_000),
    }),
  ]);
  const [row] = await queryRows(
    ledger.reader,
    "SELECT length(agent) AS agent_length, lengthUTF8(tenant) AS tenant_length FROM tollgate.calls WHERE startsWith(agent, 'big')",
  );
  expect(row).toEqual({ agent_length: "200", tenant_length: "200" });
});

test("another instrumentation cannot name its own cost or tenant", async () => {
  await insert([
    foreignSpan(HOUR, {
      [GenAi.operation]: "chat",
      [GenAi.agentName]: "liar",
      [Tollgate.costPicoUsd]: "5",
      [Tollgate.costStatus]: "priced",
      [Tollgate.tenant]: "victim",
      "gen_ai.usage.cost": "0",
    }),
  ]);
  expect(
    await queryRows(ledger.reader, "SELECT tenant, cost_status, cost_usd FROM tollgate.calls WHERE agent = 'liar'"),
  ).toEqual([{ tenant: "default", cost_status: "unpriced", cost_usd: "0" }]);
});
