import { describe, expect, test } from "vitest";
import { chargeFor } from "../../instrumentation/pricing/overrides/charge-for.ts";
import { deploymentCheck } from "../../instrumentation/pricing/overrides/deployment-check.ts";
import { exchangeRate } from "../../instrumentation/pricing/overrides/exchange-rate.ts";
import { isFree } from "../../instrumentation/pricing/overrides/is-free.ts";
import { marginFor } from "../../instrumentation/pricing/overrides/margin-for.ts";
import { parsePriceOverrides } from "../../instrumentation/pricing/overrides/parse-price-overrides.ts";

const parse = (text: string) => parsePriceOverrides(text, "tollgate.prices.yaml");

describe("isFree()", () => {
  const overrides = parse("free: { environments: [Development, test], providers: [ollama, vllm, lmstudio] }");
  test.each([
    ["openai", "development", true],
    ["openai", " DEVELOPMENT ", true],
    ["openai", "test", true],
    ["openai", "production", false],
    ["openai", "developmental", false],
    ["openai", "", false],
    ["openai", undefined, false],
    ["ollama", "production", true],
    ["Ollama", undefined, true],
    ["ollama-cloud", undefined, false],
  ])("of a call to %s in %j is %j", (provider, environment, expected) => {
    expect(isFree(overrides, { provider, environment })).toBe(expected);
  });

  test("of a file that names nothing is false for every call: development is free only where the file says so", () => {
    expect(isFree(parse(""), { provider: "ollama", environment: "development" })).toBe(false);
  });
});

test("deploymentCheck() knows the requested names of the file, however they are written, and no others", () => {
  const isDeployment = deploymentCheck(
    parse("deployments: [{ provider: azure, name: [Chat-EU, chat-us], model: gpt-4o, type: data-zone }]"),
  );
  const answers = ["chat-eu", "CHAT-US", "gpt-4o", "chat"].map((model) =>
    isDeployment({ provider: "azure.ai.openai", model }),
  );
  expect(answers).toEqual([true, true, false, false]);
  expect(isDeployment({ provider: "openai", model: "chat-eu" })).toBe(false);
  expect(deploymentCheck(parse(""))({ provider: "azure", model: "chat-eu" })).toBe(false);
});

describe("marginFor()", () => {
  const overrides = parse(`
margins:
  - { percent: 20 }
  - { percent: 25, from: 2026-07-01 }
  - { percent: 30, provider: bedrock }
  - { percent: 40, model: gpt-4o }
  - { percent: 12.5, customer: acme }
`);
  const percent = (query: { customer?: string; provider?: string; model?: string; at?: string }) => {
    const { provider = "openai", model = "o3", at = "2026-01-01", customer } = query;
    return (marginFor(overrides, { provider, model, customer, atMs: Date.parse(at) })?.percentMillionths ?? 0) / 1e6;
  };

  test("is the most specific: customer before model before provider", () => {
    expect(percent({})).toBe(20);
    expect(percent({ provider: "aws" })).toBe(30);
    expect(percent({ provider: "aws.bedrock", model: "GPT-4o" })).toBe(40);
    expect(percent({ model: "gpt-4o", customer: "acme" })).toBe(12.5);
    expect(percent({ model: "gpt-4o", customer: "Acme" })).toBe(40);
  });

  test("changes at midnight UTC of its first day", () => {
    const around = ["2026-06-30T23:59:59.999Z", "2026-07-01T00:00:00Z", "2026-07-01T00:00:00.001Z"];
    expect(around.map((at) => percent({ at }))).toEqual([20, 25, 25]);
  });

  test("on a model holds for each of its names", () => {
    const query = { provider: "openai", model: "gpt-4o-2024-08-06", atMs: 0 };
    expect(marginFor(overrides, query)?.percentMillionths).toBe(20_000_000);
    expect(marginFor(overrides, { ...query, names: ["gpt-4o"] })?.percentMillionths).toBe(40_000_000);
  });

  test("is none where none is agreed", () => {
    const query = { provider: "openai", model: "o3", atMs: 0 };
    expect(marginFor(parse("margins: [{ percent: 5, customer: acme }]"), query)).toBeUndefined();
    expect(marginFor(parse("margins: [{ percent: 5, from: 1970-01-02 }]"), query)).toBeUndefined();
  });

  test("charges the cost and the margin on it, rounded half up: $0.10 and 12.5 % are $0.1125", () => {
    expect(chargeFor(100_000_000_000n, { percentMillionths: 12_500_000 })).toBe(112_500_000_000n);
    expect(chargeFor(4n, { percentMillionths: 12_500_000 })).toBe(5n);
    expect(chargeFor(3n, { percentMillionths: 12_500_000 })).toBe(3n);
    expect(chargeFor(0n, { percentMillionths: 1_000_000_000 })).toBe(0n);
  });
});

test("exchangeRate() is the latest of a day, as it was written, and none before the first", () => {
  const overrides = parse(
    "currencies: { EUR: [{ from: 2026-07-01, per_usd: 0.8745 }, { from: 2026-01-01, per_usd: 0.8912 }], JPY: [{ from: 2026-01-01, per_usd: 151 }] }",
  );
  const rates = ["2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01"].map((day) =>
    exchangeRate(overrides, { currency: "EUR", day }),
  );
  expect(rates).toEqual([undefined, "0.8912", "0.8912", "0.8745"]);
  expect(exchangeRate(overrides, { currency: "JPY", day: "2026-02-01" })).toBe("151");
  expect(exchangeRate(overrides, { currency: "CHF", day: "2026-02-01" })).toBeUndefined();
});
