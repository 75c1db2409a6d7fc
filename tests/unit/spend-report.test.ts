import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { formatUsd } from "../../cli/format-usd.ts";
import type { SpendReport } from "../../cli/spend/read-spend.ts";
import { renderSpend } from "../../cli/spend/render-spend.ts";
import { renderWhereNext } from "../../cli/spend/render-where-next.ts";

const line = { error_calls: 0, blocked_calls: 0, unpriced_calls: 0, input_tokens: 1_234_567, output_tokens: 12_345 };
const report: SpendReport = {
  days: 30,
  cards: { today: "1.318", month: "98.765432109876", projected_month: "131.5" },
  agents: [
    { ...line, name: "deep-researcher-with-a-very-long-name", calls: 554, cost: "93.4875569" },
    { ...line, name: "search-indexer", calls: 1453, error_calls: 12, cost: "0.11148398" },
  ],
  models: [
    { ...line, name: "claude-opus-4-5", calls: 554, cost: "93.4875569" },
    { ...line, name: "gpt-4.1", calls: 12, error_calls: 12, cost: "0" },
    { ...line, name: "house-model-1", calls: 1, unpriced_calls: 1, cost: "0" },
    { ...line, name: "claude-opus-4", calls: 3, error_calls: 2, blocked_calls: 1, cost: "0" },
  ],
  budgets: [
    {
      ...{ budget: "agent-monthly", scope: "agent", scope_value: "deep-researcher", period: "month" },
      ...{ limit: "93.5", spent: "93.4875569", used_percent: 99.98, level: "warn" },
    },
    {
      ...{ budget: "everything-of-the-year", scope: "agent", scope_value: "a-very-long-agent-name", period: "total" },
      ...{ limit: "9000", spent: "9876.54", used_percent: 109.74, level: "over" },
    },
  ],
  totals: {
    ...{ calls: 2008, blocked_calls: 1, unpriced_calls: 1, estimated_calls: 2 },
    cost: "93.59904088",
  },
  health: { newest_call_seconds: 3, calls_last_hour: 1_234_567, duplicate_spans_last_hour: 12_345 },
};

describe("the spend report", () => {
  const text = stripVTControlCharacters(renderSpend(report));

  it("fits 80 columns, whatever the names", () => {
    const widths = `${text}\n${stripVTControlCharacters(renderWhereNext({}))}`.split("\n").map((row) => row.length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(80);
  });

  it("shows a model without a price as such, never as $0", () => {
    expect(text).toMatch(/house-model-1 .* no price/);
    expect(text).toContain('1 call without a price, not in the sums: "house-model-1"');
  });

  it("says that there is nothing yet instead of printing empty tables and $0", () => {
    const cards = { today: null, month: null, projected_month: null };
    const totals = { calls: 0, blocked_calls: 0, unpriced_calls: 0, estimated_calls: 0, cost: "0" };
    const health = { newest_call_seconds: null, calls_last_hour: 0, duplicate_spans_last_hour: 0 };
    const empty = renderSpend({ days: 30, cards, agents: [], models: [], budgets: [], totals, health });
    expect(stripVTControlCharacters(empty).split("\n")).toEqual([
      "Spent on model calls (today and the 30 days before, UTC)",
      "  today –   this month –   month's end at this pace –",
      "",
      "  No calls in these days yet.",
      "",
      "  Pipeline: no call in the last hour.",
    ]);
  });

  it("gathers what was never answered in one line, because it has no model of its own", () => {
    expect(text).toMatch(/\(no answer\) +15 +14 +0 +0 +\$0\.000000/);
    expect(text).not.toContain("gpt-4.1");
  });

  it("says what is estimated, refused, and how fresh it is", () => {
    expect(text).toContain("2 calls are charged by an estimate");
    expect(text).toContain("1 call was refused by a budget");
    expect(text).toContain("newest call 3 s ago");
  });

  it("does not round a budget's use up to its limit", () => {
    expect(text).toMatch(/agent-monthly +deep-researcher +month +\$93\.49 +\$93\.50 +█{4}░ 99% +near/);
  });
});

describe("formatUsd()", () => {
  it.each([
    ["1234.5", 6, "$1,234.500000"],
    ["0.0000005", 6, "$0.000001"],
    ["0.0000004999", 6, "<$0.000001"],
    ["0", 2, "$0.00"],
    ["-0.005", 2, "-$0.01"],
    ["9999999.995", 2, "$10,000,000.00"],
    ["123456789012345678.123456789012", 12, "$123,456,789,012,345,678.123456789012"],
  ])("prints %s with %i decimals as %s", (amount, decimals, printed) => {
    expect(formatUsd(amount, decimals)).toBe(printed);
  });

  it("refuses what is no plain decimal", () => {
    expect(() => formatUsd("1e3")).toThrow('Cannot format "1e3" as money');
  });
});
