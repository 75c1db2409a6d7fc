import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { acmeCall, RepricedLedger } from "./repriced-ledger.ts";

/** 1,000 in and 100 out cost 1,000 × 2 + 100 × 10 = 3,000 picodollars. */
const PRICE = { input: 2, output: 10 };

let ledger: RepricedLedger;
beforeAll(async () => {
  ledger = await RepricedLedger.start();
});
afterAll(() => ledger.ledger.stop());
beforeEach(async () => {
  await ledger.empty();
  await ledger.load({ "a-1": PRICE });
});

describe("a model without a price", () => {
  test("is priced once the book knows it, and stays unpriced in what was billed", async () => {
    await ledger.send(acmeCall("new-1", undefined), acmeCall("new-1", undefined), acmeCall("a-1", 3_000));
    await ledger.load({ "a-1": PRICE, "new-1": PRICE });
    expect(await ledger.sums()).toEqual({ calls: 3, billed: 3_000n, corrected: 3_000n, unpriced: 2 });
    const outcome = await ledger.reprice({}, { runId: "first" });
    expect(outcome).toMatchObject({
      state: "posted",
      run: { runId: "first", state: "done", correctedCalls: 2, newlyPricedCalls: 2, deltaUsd: "0.000000006" },
    });
    expect(await ledger.sums()).toEqual({ calls: 3, billed: 3_000n, corrected: 9_000n, unpriced: 0 });
  });
});
