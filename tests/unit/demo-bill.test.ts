import { describe, expect, it } from "vitest";
import { compareBills, describeDifference } from "../../cli/demo/compare-bills.ts";
import { type BillRow, expectedBill } from "../../cli/demo/expected-bill.ts";
import { picoUsd } from "../../cli/demo/pico-usd.ts";
import { usdOfPico } from "../../cli/usd-of-pico.ts";
import type { ProviderLogLine } from "../../examples/demo/provider/provider-log.ts";

const tokens = { uncachedInput: 1000, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 100, reasoning: 0 };
const line: ProviderLogLine = {
  ...{ id: "chatcmpl-1", provider: "openai", api: "chat", model: "gpt-4o-mini-2024-07-18", tier: "default" },
  ...{ atMs: Date.UTC(2026, 10, 22), status: 200, complete: true, tokens },
};

describe("expectedBill()", () => {
  it("prices an answered call from the provider's own counts", () => {
    // gpt-4o-mini: $0.15 in and $0.60 out per million. 1000 x 150,000 + 100 x 600,000 = 210,000,000 picodollars.
    expect(expectedBill([line])[0]?.costPicoUsd).toBe(210_000_000n);
  });

  it("adds the parts of Anthropic's input, each at its own price", () => {
    // claude-sonnet-4-6 per million: in 3, read 0.30, write 3.75 (5 min) and 6 (1 h), out 15.
    // 10 x 3,000,000 + 128 x 300,000 + 256 x 3,750,000 + 512 x 6,000,000 + 20 x 15,000,000 = 4,400,400,000
    const parts = { uncachedInput: 10, cacheRead: 128, cacheWrite5m: 256, cacheWrite1h: 512, output: 20, reasoning: 0 };
    const model = "claude-sonnet-4-6";
    const [row] = expectedBill([
      { ...line, provider: "anthropic", api: "messages", tier: "standard", model, tokens: parts },
    ]);
    expect(row).toMatchObject({ inputTokens: 906, cacheWriteTokens: 768, costPicoUsd: 4_400_400_000n });
  });

  it("leaves out errors and answers nobody waited for, and keeps what has no price as unpriced", () => {
    const { tokens: _, ...error } = { ...line, status: 429 };
    const rows = expectedBill([error, { ...line, complete: false }, { ...line, model: "house-model-1" }]);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.costPicoUsd).toBeUndefined();
  });
});

describe("compareBills()", () => {
  const row = expectedBill([line])[0] as BillRow;
  const other = { ...row, id: "chatcmpl-2", outputTokens: 101, costPicoUsd: 210_600_000n };

  it("is exact when each call is there once, in any order and under any id", () => {
    const result = compareBills([row, other, row], [{ ...other, id: "trace" }, row, row]);
    expect(result).toMatchObject({ exact: true, expectedPicoUsd: 630_600_000n, actualPicoUsd: 630_600_000n });
  });

  it("names a call that is missing and one that is there twice, though the sums agree", () => {
    const result = compareBills([row, other], [other, other]);
    expect(result.exact).toBe(false);
    expect(describeDifference({ ...result, actualPicoUsd: result.expectedPicoUsd })).toBe(
      "Bill differs: 1 answered calls are not in the ledger (first: chatcmpl-1, openai chat in 1000/0/0/0 out 100/0 $0.00021), " +
        "1 ledger rows are not in the provider's log (first: chatcmpl-2, openai chat in 1000/0/0/0 out 101/0 $0.0002106); " +
        "ledger $0.0004206, provider's log $0.0004206, difference $0.00",
    );
  });

  it("sees a picodollar", () => {
    expect(compareBills([row], [{ ...row, costPicoUsd: 210_000_001n }]).exact).toBe(false);
  });
});

describe("picodollars and dollars", () => {
  it.each([
    [0n, "$0.00"],
    [1n, "$0.000000000001"],
    [-1_500_000_000_000n, "-$1.50"],
    [98_123_456_789_012_345n, "$98,123.456789012345".replace(",", "")],
  ])("prints %s as %s", (pico, usd) => {
    expect(usdOfPico(pico)).toBe(usd);
    expect(picoUsd(usd.replace("$", ""))).toBe(pico);
  });

  it("refuses more than twelve decimals unless they are zeros", () => {
    expect(picoUsd("0.0000000000010")).toBe(1n);
    expect(() => picoUsd("0.0000000000015")).toThrow("at most twelve decimals");
  });
});
