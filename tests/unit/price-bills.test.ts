import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PACKAGE_ROOT } from "../../cli/package-root.ts";
import { readWorkedBills, type WorkedBill } from "../../docs/worked-bill.ts";
import { runPrice } from "./price-command-run.ts";

const bills = readWorkedBills();
const document = readFileSync(join(PACKAGE_ROOT, "docs/prices.md"), "utf8");

/** Picodollars of a decimal text in dollars. */
function pico(usd: string): bigint {
  const [whole = "", fraction = ""] = usd.split(".");
  return BigInt(whole + fraction.padEnd(12, "0"));
}

/** $0.111 for 3,600 seconds: the book has the nearest integer, half up. */
function picoUsdPerUnit({ usd, per }: WorkedBill["lines"][number]): number {
  return Number((pico(usd) + BigInt(per) / 2n) / BigInt(per));
}

describe("a bill that was worked out by hand", () => {
  it.each(bills.map((bill) => [bill.name, bill] as const))("is what the command says: %s", async (_name, bill) => {
    const { results } = await runPrice({ input: JSON.stringify({ ...bill.call, answer: bill.answer }) });
    expect(results).toEqual([
      expect.objectContaining({
        status: "priced",
        error: null,
        usage: bill.usage,
        costPicoUsd: String(pico(bill.costUsd)),
        priceId: bill.priceId,
        components: bill.lines.map((line) => ({
          unit: line.unit,
          quantity: line.quantity,
          picoUsdPerUnit: picoUsdPerUnit(line),
          costPicoUsd: Number(pico(line.costUsd)),
        })),
      }),
    ]);
  });

  it("is the same by options as by an envelope", async () => {
    for (const { call, answer, costUsd, name } of bills) {
      const input = typeof answer === "string" ? answer : JSON.stringify(answer, null, 2);
      const { results } = await runPrice({ input, ...call });
      expect([name, results[0]?.costPicoUsd]).toEqual([name, String(pico(costUsd))]);
    }
  });

  it("is the sum of its lines", () => {
    for (const { name, lines, costUsd } of bills) {
      expect([name, lines.reduce((sum, line) => sum + pico(line.costUsd), 0n)]).toEqual([name, pico(costUsd)]);
    }
  });

  it("stands in docs/prices.md, one at least for each provider that has an API of its own", () => {
    for (const { title, priceId, costUsd } of bills) {
      expect(document).toContain(`### ${title}\n`);
      expect(document).toContain(priceId);
      expect(document).toContain(`**$${costUsd}**`);
    }
    const providers = new Set(bills.map(({ call }) => call.provider));
    for (const provider of PROVIDERS) expect(providers).toContain(provider);
  });
});

const PROVIDERS = [
  ...["openai", "azure", "anthropic", "google", "aws", "mistral", "x-ai", "deepseek", "groq"],
  ...["perplexity", "cohere", "openrouter", "together", "fireworks", "moonshotai", "voyageai"],
];
