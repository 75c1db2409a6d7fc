import { describe, expect, test } from "vitest";
import { parsePriceOverrides } from "../../instrumentation/pricing/overrides/parse-price-overrides.ts";
import { readPriceOverrides } from "../../instrumentation/pricing/overrides/read-price-overrides.ts";
import { unknownOverrideNames } from "../../instrumentation/pricing/overrides/unknown-override-names.ts";
import { readPriceBook } from "../../instrumentation/pricing/price-book-data.ts";
import { applyYaml, BOOK, pricedModel, priceRow, rowAt } from "./price-overrides-book.ts";

describe("own models", () => {
  const OWN = `
models:
  - { provider: vllm, model: llama, names: [meta/Llama], open_ended: true, usd_per_million_tokens: { input: 0.1, output: 0.2 } }
  - { provider: vllm, model: llama, hours: "20:00-24:00", usd_per_million_tokens: { input: 0.05, output: 0.2 } }
  - { provider: openai, model: gpt-4o, from: 2026-03-01, usd_per_million_tokens: { input: 1, output: 2 } }
`;
  test("are priced by each of their names, with a date behind them where they are open-ended", () => {
    const data = applyYaml(OWN);
    for (const name of ["llama", "meta/llama", "META/Llama", "llama-2026-01-01"]) {
      expect([name, rowAt(data, "vllm", name, "2026-08-01T12:00:00Z").prices]).toEqual([
        name,
        { input: 100_000, output: 200_000 },
      ]);
    }
    const inputAt = (at: string) => rowAt(data, "vllm", "llama", at).prices.input;
    expect(
      ["2026-08-01T19:59:59.999Z", "2026-08-01T20:00:00Z", "2026-08-01T23:59:59.999Z", "2026-08-02T00:00:00Z"].map(
        inputAt,
      ),
    ).toEqual([100_000, 50_000, 50_000, 100_000]);
  });

  test("win over the book's from their first day on, also where its price begins later", () => {
    const data = applyYaml(OWN);
    const inputAt = (at: string) => rowAt(data, "openai", "gpt-4o", at).prices.input;
    expect(["2026-02-28T23:59:59.999Z", "2026-03-01T00:00:00Z", "2026-08-01"].map(inputAt)).toEqual([
      5_000_000, 1_000_000, 1_000_000,
    ]);
    expect(rowAt(data, "openai", "gpt-4o", "2026-08-01").id).toBe("openai/gpt-4o/standard/2026-03-01+own");
    expect(rowAt(data, "openai", "gpt-4o", "2026-08-01", "batch").prices.input).toBe(1_250_000);
  });

  test("take a name away from the book's model that had it", () => {
    const data = applyYaml("models: [{ provider: openai, model: mine, names: [gpt-4o-2024-08-06], free: true }]");
    expect(rowAt(data, "openai", "gpt-4o-2024-08-06", "2026-08-01").model).toBe("mine");
    expect(rowAt(data, "openai", "gpt-4o", "2026-08-01").model).toBe("gpt-4o");
  });

  test("can have discounts like others", () => {
    const data = applyYaml(`${OWN}\ndiscounts: [{ name: d, provider: vllm, percent: 50 }]`);
    expect(rowAt(data, "vllm", "llama", "2026-08-01T12:00:00Z").prices.input).toBe(50_000);
  });
});

describe("deployments", () => {
  test("are names of the book's models, for Azure of those of their type", () => {
    const data = applyYaml(`
deployments:
  - { provider: azure, name: [Chat-Prod, chat-test], model: gpt-4o }
  - { provider: azure, name: chat-eu, model: gpt-4o, type: data-zone }
`);
    const inputOf = (name: string) => rowAt(data, "azure", name, "2026-08-01").prices.input;
    expect(["chat-prod", "CHAT-TEST", "chat-eu"].map(inputOf)).toEqual([2_500_000, 2_500_000, 2_750_000]);
  });

  test("may have the name of another model, whose price they then have not", () => {
    const data = applyYaml("deployments: [{ provider: azure, name: gpt-4o, model: gpt-4.1 }]");
    expect(rowAt(data, "azure", "gpt-4o", "2026-08-01").model).toBe("gpt-4.1");
  });

  test("of Bedrock are known by the ARN of their profile", () => {
    const arn = "arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/AbC123";
    const data = applyYaml(`deployments: [{ provider: bedrock, name: "${arn}", model: "anthropic.claude-x-v1:0" }]`, {
      models: [pricedModel("aws", "anthropic.claude-x-v1")],
      rows: [priceRow("aws", "anthropic.claude-x-v1", "1970-01-01")],
    });
    expect(rowAt(data, "aws", arn, "2026-08-01").model).toBe("anthropic.claude-x-v1");
  });
});

test("the example names only what the published book has", () => {
  const example = readPriceOverrides("examples/tollgate.prices.yaml");
  expect(unknownOverrideNames(readPriceBook(), example)).toEqual([]);
});

test("names that price nothing are told with the nearest that do", () => {
  const overrides = parsePriceOverrides(
    `
discounts:
  - { name: a, provider: opnai, percent: 5 }
  - { name: b, provider: openai, model: [gpt-4o, gpt-4p], percent: 5 }
  - { name: c, provider: azure, model: chat-prod, percent: 5 }
deployments:
  - { provider: azure, name: chat-prod, model: gpt-4.1, type: regional }
`,
    "p.yaml",
  );
  expect(unknownOverrideNames(BOOK, overrides)).toEqual([
    'p.yaml:3: discount "a" has no effect: provider "opnai" is not in the price book, nearest are "openai", "azure", "deepseek"',
    'p.yaml:4: discount "b" has no effect on "gpt-4p": provider "openai" has no such model, nearest are "gpt-4o", "gpt-4o-mini", "gpt-4o-2024-08-06"',
    'p.yaml:7: deployment "chat-prod" has no effect on "regional/gpt-4.1": provider "azure" has no such model, nearest are "gpt-4.1", "data-zone/gpt-4o", "gpt-4o"',
  ]);
});
