import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadPriceOverrides } from "../../instrumentation/pricing/overrides/load-price-overrides.ts";
import { readPriceOverrides } from "../../instrumentation/pricing/overrides/read-price-overrides.ts";
import { MODEL, parseYaml } from "./price-overrides-yaml.ts";

describe("parsePriceOverrides()", () => {
  test("reads every part of the example", () => {
    const overrides = readPriceOverrides("examples/tollgate.prices.yaml");
    expect(overrides.discounts.map(({ name, models, tiers, from, to }) => ({ name, models, tiers, from, to }))).toEqual(
      [
        { name: "enterprise-2026", models: undefined, tiers: undefined, from: "2026-01-01", to: "2026-12-31" },
        {
          name: "sonnet-agreed",
          models: ["claude-sonnet-4-5", "claude-sonnet-5"],
          tiers: ["standard"],
          from: "2026-07-01",
          to: undefined,
        },
      ],
    );
    expect(overrides.models).toHaveLength(4);
    expect(overrides.models[1]).toMatchObject({ hours: { from: "20:00", to: "06:00" }, prices: { input: 50_000 } });
    expect(overrides.free).toEqual({ environments: ["development"], providers: ["ollama", "lmstudio"] });
    expect(overrides.deployments.map(({ names, model }) => [names[0], model])).toEqual([
      ["chat-prod", "data-zone/gpt-4o"],
      [
        "arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc123",
        "anthropic.claude-sonnet-4-5-20250929-v1",
      ],
    ]);
    expect(overrides.margins.map(({ customer, percentMillionths }) => [customer, percentMillionths])).toEqual([
      [undefined, 20_000_000],
      ["acme", 12_500_000],
    ]);
    expect(overrides.currencies.map(({ currency, perUsd }) => [currency, perUsd])).toEqual([
      ["EUR", "0.8912"],
      ["EUR", "0.8745"],
    ]);
  });

  test.each(["", "# nothing yet\n", "---\n", "discounts:\nmodels:\nfree:\ncurrencies:\n"])(
    "takes %j for a file that says nothing",
    (text) => {
      expect(parseYaml(text)).toEqual({
        path: "tollgate.prices.yaml",
        discounts: [],
        models: [],
        free: { environments: [], providers: [] },
        deployments: [],
        margins: [],
        currencies: [],
      });
    },
  );

  test.each([
    ["2.5", 2_500_000],
    ["0.1", 100_000],
    ["0.30000000000000004", 300_000],
    ["0.0000005", 1],
    ["0.0000004999999999999999999999", 0],
    ["1.0000015", 1_000_002],
    ["10000", 10_000_000_000],
  ])("takes $%s per million tokens for %i picodollars per token, by its digits", (usd, picoUsd) => {
    const { models } = parseYaml(`${MODEL}    usd_per_million_tokens: { input: ${usd} }\n`);
    expect(models[0]?.prices.input).toBe(picoUsd);
  });

  test.each([
    ["0.04", 40_000_000_000],
    ["0.0000000000005", 1],
    ["0.00000000000049", 0],
    ["1000", 1_000_000_000_000_000],
  ])("takes $%s per unit for %i picodollars", (usd, picoUsd) => {
    const { models } = parseYaml(`${MODEL}    usd_per_unit: { image: ${usd}, web_search: ${usd} }\n`);
    expect(models[0]?.prices).toEqual({ image: picoUsd, webSearch: picoUsd });
  });
});

describe("loadPriceOverrides()", () => {
  const folder = () => mkdtempSync(join(tmpdir(), "tollgate-prices-"));
  const load = async (cwd: string, env: Record<string, string> = {}) => {
    const lines: string[] = [];
    return { overrides: await loadPriceOverrides({ env, cwd, write: (line) => void lines.push(line) }), lines };
  };

  test("finds the file of the folder, or the one that TOLLGATE_PRICES names", async () => {
    const cwd = folder();
    expect(await load(cwd)).toEqual({ overrides: undefined, lines: [] });
    writeFileSync(join(cwd, "tollgate.prices.yaml"), "free: { environments: [development] }");
    writeFileSync(join(cwd, "other.yaml"), "free: { environments: [staging] }");
    expect((await load(cwd)).overrides?.free.environments).toEqual(["development"]);
    expect((await load(cwd, { TOLLGATE_PRICES: " other.yaml " })).overrides?.free.environments).toEqual(["staging"]);
    expect((await load(cwd, { TOLLGATE_PRICES: "" })).overrides?.free.environments).toEqual(["development"]);
  });

  test("tells of a broken file with its lines and leaves the app to list prices", async () => {
    const cwd = folder();
    const path = join(cwd, "tollgate.prices.yaml");
    writeFileSync(path, "free: 1\nmargins: 2\n");
    expect(await load(cwd)).toEqual({
      overrides: undefined,
      lines: [
        `List prices hold: ${path}:1: Cannot use free "1": expected keys with values\n${path}:2: Cannot use "margins": expected a list, each entry beginning with "- "`,
      ],
    });
  });

  test("tells of a file that is named and cannot be read", async () => {
    const cwd = folder();
    const missing = await load(cwd, { TOLLGATE_PRICES: "none.yaml" });
    expect(missing.lines).toEqual([`List prices hold: Cannot read prices from "${join(cwd, "none.yaml")}": ENOENT`]);
    const directory = await load(cwd, { TOLLGATE_PRICES: "." });
    expect(directory.lines[0]).toMatch(/EISDIR$/);
  });
});
