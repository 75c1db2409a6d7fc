import { describe, expect, test } from "vitest";
import { parseBudgetState } from "../../instrumentation/budget/parse-budget-state.ts";
import { usdText } from "../../instrumentation/budget/usd-text.ts";

describe("usdText", () => {
  test.each([
    [0n, "$0.00"],
    [1n, "$0.00"],
    [499_999n, "$0.00"],
    [500_000n, "$0.000001"],
    [1_200_000_000n, "$0.0012"],
    [999_999_400_000n, "$0.999999"],
    [1_000_000_000_000n, "$1.00"],
    [1_004_999_999_999n, "$1.00"],
    [1_005_000_000_000n, "$1.01"],
    [12_345_678_000_000_000_000n, "$12345678.00"],
    [-2_500_000_000_000n, "-$2.50"],
  ])("writes %d picodollars as %s", (picoUsd, text) => {
    expect(usdText(picoUsd)).toBe(text);
  });
});

describe("parseBudgetState", () => {
  const good = {
    budget: "b",
    tenant: "",
    scope: "total",
    scope_value: "",
    period: "day",
    period_start: "2026-11-22 00:00:00",
    period_end: "2026-11-23 00:00:00",
    limit_picousd: "98765432109876543210",
    spent_picousd: "-5",
    grace_percent: 2.5,
    action: "block",
  };

  test("reads amounts beyond 2^53 and times as UTC, whatever the machine's timezone", () => {
    expect(parseBudgetState(`${JSON.stringify(good)}\n`)).toEqual([
      {
        budget: "b",
        tenant: "",
        scope: "total",
        scopeValue: "",
        period: "day",
        periodStartMs: Date.UTC(2026, 10, 22),
        periodEndMs: Date.UTC(2026, 10, 23),
        limitPicoUsd: 98_765_432_109_876_543_210n,
        spentPicoUsd: -5n,
        gracePercent: 2.5,
        action: "block",
      },
    ]);
  });

  test.each(["2026-11-22T00:00:00Z", "2026-11-22 00:00:00.000", "2026-11-22", "2026-11-22T01:00:00+01:00"])(
    "reads %s as a time",
    (period_start) => {
      expect(parseBudgetState(JSON.stringify({ ...good, period_start }))[0]?.periodStartMs).toBe(
        Date.UTC(2026, 10, 22),
      );
    },
  );

  test.each([
    [{ limit_picousd: "1.5" }, '"limit_picousd" is "1.5", expected an integer'],
    [{ spent_picousd: undefined }, '"spent_picousd" is undefined, expected a string'],
    [{ period: "week" }, '"period" is "week", expected day, month, total'],
    [{ period_end: "soon" }, '"period_end" is "soon", expected a date and time'],
    [{ grace_percent: -1 }, '"grace_percent" is -1, expected a number from 0 to 1000000'],
    [{ grace_percent: "1e999" }, '"grace_percent" is "1e999", expected a number from 0 to 1000000'],
  ])("refuses %j", (change, text) => {
    expect(() => parseBudgetState(JSON.stringify({ ...good, ...change }))).toThrow(`Cannot parse budget row: ${text}`);
  });
});
