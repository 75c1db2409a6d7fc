import type { PriceCase } from "./price-cases.ts";

const AT_MS = Date.parse("2026-11-23T12:00:00Z");
const call = (provider: string, model: string, rest: Partial<PriceCase> = {}): PriceCase => ({
  ...{ provider, model, tier: "", atMs: AT_MS, totals: [1], countedMillionths: {} },
  ...rest,
});
const counted = (unit: string, millionths: number) =>
  call("rare", "counted", { countedMillionths: { [unit]: millionths } });

/** Bounds that chance seldom meets, each at, below and above; the prices are those of rare-prices.ts. */
export const PRICE_EDGE_CASES: readonly PriceCase[] = [
  // 9,007,199,254,740,991 picodollars for the input token and one for each of output: the most a call can cost, and one more.
  ...[0, 1, 2].map((output) => call("rare", "dear", { totals: [1, output] })),
  // A hundred million is the highest count; of seconds also a millionth less and more.
  ...[99_999_999, 100_000_000, 100_000_001].map((input) => call("rare", "rare-1", { totals: [input] })),
  ...[-1, 0, 1].map((off) => counted("audioSecond", 1e14 + off)),
  ...[-1e6, 0, 1e6].map((off) => counted("webSearch", 1e14 + off)),
  // 333 picodollars a second: half a second is 166.5, which rounds up; a millionth less is 166.499667, which does not.
  ...[499_999, 500_000, 500_001].map((millionths) => counted("audioSecond", millionths)),
  ...["videoSecond/4k", "storageGbDay", "image/1024x1024/hd"].map((unit) => counted(unit, 1_500_000)),
  ...["audioSeconds", "videoSecond/8k", "request/grounded", "", "input", "toString"].map((unit) =>
    counted(unit, 1_000_000),
  ),
  ...[0, 1e6, 2e6].map((millionths) => counted("request", millionths)),
  // The longest names that are read: 200 characters of a provider, 400 of a model with its blanks, 40 of a tier.
  ...[194, 195].map((blanks) => call(`openai${" ".repeat(blanks)}`, "gpt-4o")),
  ...[194, 195].map((blanks) => call(`${" ".repeat(blanks)}openai`, "gpt-4o")),
  ...[393, 394, 395].map((blanks) => call("openai", `gpt-4o${" ".repeat(blanks)}`)),
  ...[35, 36].map((blanks) => call("openai", "gpt-4o", { tier: `${" ".repeat(blanks)}batch` })),
  ...["us-gov.", "us.", "eu.", "apac.", "au.", "ca.", "in.", "jp.", "sa.", "global.", "uk."].map((region) =>
    call("aws", `${region}amazon.nova-pro-v1:0`),
  ),
];
