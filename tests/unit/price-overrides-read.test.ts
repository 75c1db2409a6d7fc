import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadPriceOverrides } from "../../instrumentation/pricing/overrides/load-price-overrides.ts";
import {
  parsePriceOverrides,
  readPriceOverrides,
} from "../../instrumentation/pricing/overrides/read-price-overrides.ts";

const parse = (text: string) => parsePriceOverrides(text, "tollgate.prices.yaml");

/** The lines of the error, without the file's name. */
function errorsOf(text: string): string[] {
  try {
    parse(text);
    return [];
  } catch (error) {
    return String(error instanceof Error ? error.message : error)
      .split("\n")
      .map((line) => line.replace(/^tollgate\.prices\.yaml:/, ""));
  }
}

const DISCOUNT = "discounts:\n  - name: a\n    provider: openai\n";
const MODEL = "models:\n  - provider: vllm\n    model: m\n";
const TOKEN_KEYS =
  '"input", "cache_read", "cache_write_5m", "cache_write_1h", "output", "reasoning", "input_audio", "cache_read_audio", "output_audio", "input_image", "cache_read_image", "output_image", "input_video", "cache_read_video", "output_video"';

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
      expect(parse(text)).toEqual({
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
    const { models } = parse(`${MODEL}    usd_per_million_tokens: { input: ${usd} }\n`);
    expect(models[0]?.prices.input).toBe(picoUsd);
  });

  test.each([
    ["0.04", 40_000_000_000],
    ["0.0000000000005", 1],
    ["0.00000000000049", 0],
    ["1000", 1_000_000_000_000_000],
  ])("takes $%s per unit for %i picodollars", (usd, picoUsd) => {
    const { models } = parse(`${MODEL}    usd_per_unit: { image: ${usd}, web_search: ${usd} }\n`);
    expect(models[0]?.prices).toEqual({ image: picoUsd, webSearch: picoUsd });
  });

  test.each([
    [
      "a percentage above 100",
      `${DISCOUNT}    percent: 100.1\n`,
      '4: Cannot use percent "100.1" of a discount: expected a number from 0 to 100',
    ],
    [
      "a negative price",
      `${MODEL}    usd_per_million_tokens: { input: -1 }\n`,
      '4: Cannot use input "-1" of usd_per_million_tokens of a model: expected a number from 0 to 10,000',
    ],
    [
      "a price that is no decimal number",
      `${MODEL}    usd_per_million_tokens: { input: 1e3 }\n`,
      '4: Cannot use input "1e3" of usd_per_million_tokens of a model: expected a number from 0 to 10,000',
    ],
    [
      "a price that is a slip of the unit",
      `${MODEL}    usd_per_million_tokens:\n      input: 10000.01\n`,
      '5: Cannot use input "10000.01" of usd_per_million_tokens of a model: expected a number from 0 to 10,000',
    ],
    [
      "an unknown key",
      `${DISCOUNT}    percent: 5\n    form: 2026-01-01\n`,
      '5: Cannot use key "form" of a discount: nearest is "from", allowed are "name", "provider", "model", "tier", "from", "to", "percent", "usd_per_million_tokens", "usd_per_unit"',
    ],
    [
      "an unknown part",
      "discount: []\n",
      '1: Cannot use key "discount" of the file: nearest is "discounts", allowed are "discounts", "models", "free", "deployments", "margins", "currencies"',
    ],
    [
      "an unknown token unit",
      `${MODEL}    usd_per_million_tokens: { cached: 1 }\n`,
      `4: Cannot use key "cached" of usd_per_million_tokens of a model: nearest is "cache_read", allowed are ${TOKEN_KEYS}`,
    ],
    [
      "an unknown counted unit",
      `${MODEL}    usd_per_unit: { pictures: 1 }\n`,
      '4: Cannot use key "pictures" of usd_per_unit of a model: allowed are "request", "web_search", "file_search", "social_search", "rerank_search", "citation_token", "image", "audio_second", "video_second", "character", "page", "annotated_page", "message", "code_session", "storage_gb_day", and variants as "image/1024x1024/hd"',
    ],
    [
      "a key that stands twice",
      `${DISCOUNT}    percent: 5\n    percent: 6\n`,
      '5: Cannot use key "percent" of a discount: it stands twice',
    ],
    [
      "a day that does not exist",
      `${DISCOUNT}    percent: 5\n    from: 2026-02-30\n`,
      '5: Cannot use from "2026-02-30" of a discount: expected a date as 2026-01-31',
    ],
    [
      "an end before the start",
      `${DISCOUNT}    percent: 5\n    from: 2026-02-02\n    to: 2026-02-01\n`,
      '6: Cannot use to "2026-02-01" of a discount: it is before from "2026-02-02"',
    ],
    [
      "neither percentage nor prices",
      DISCOUNT,
      '2: Cannot use a discount: expected either "percent" or prices in "usd_per_million_tokens" or "usd_per_unit"',
    ],
    [
      "both percentage and prices",
      `${DISCOUNT}    percent: 5\n    usd_per_unit: { image: 1 }\n`,
      '2: Cannot use a discount: expected either "percent" or prices in "usd_per_million_tokens" or "usd_per_unit"',
    ],
    [
      "prices without a price",
      `${MODEL}    usd_per_million_tokens:\n`,
      "4: Cannot use usd_per_million_tokens of a model: it has no price",
    ],
    [
      "a missing key",
      "discounts:\n  - provider: openai\n    percent: 5\n",
      '2: Cannot use a discount: "name" is missing',
    ],
    [
      "a name for two discounts",
      `${DISCOUNT}    percent: 5\n  - { name: a, provider: anthropic, percent: 1 }\n`,
      '5: Cannot use name "a" of a discount: the one in line 2 has it',
    ],
    [
      "a name that cannot end an id",
      "discounts:\n  - { name: a b, provider: openai, percent: 5 }\n",
      '2: Cannot use name "a b" of a discount: expected letters, digits, ".", "_" and "-", at most 60',
    ],
    [
      "hours between the half hours",
      `${MODEL}    free: true\n    hours: 20:15-06:00\n`,
      '5: Cannot use hours "20:15-06:00" of a model: expected half hours in UTC as "22:00-06:30"',
    ],
    [
      "hours that never end",
      `${MODEL}    free: true\n    hours: 06:00-06:00\n`,
      '5: Cannot use hours "06:00-06:00" of a model: expected half hours in UTC as "22:00-06:30"',
    ],
    [
      "free with a price",
      `${MODEL}    free: true\n    usd_per_unit: { image: 1 }\n`,
      '2: Cannot use a model: expected either "free: true" or prices in "usd_per_million_tokens" or "usd_per_unit"',
    ],
    [
      "a flag that is no flag",
      `${MODEL}    free: yes\n    usd_per_unit: { image: 1 }\n`,
      '4: Cannot use free "yes" of a model: allowed are "true", "false"',
    ],
    [
      "two prices of one start",
      `${MODEL}    free: true\n  - { provider: vllm, model: M, free: true }\n`,
      "5: Cannot use a second price of vllm/m, tier standard, from 1970-01-01: the one in line 2 has that start",
    ],
    [
      "one fine-tune",
      "models:\n  - provider: openai\n    model: ft:gpt-4o-mini:acme::1\n    free: true\n",
      '3: Cannot use model "ft:gpt-4o-mini:acme::1" of a model: fine-tunes are priced by their base, write "ft:gpt-4o-mini"',
    ],
    [
      "a name that no call can have",
      "models:\n  - { provider: vllm, model: my model, free: true }\n",
      '2: Cannot use model "my model" of a model: expected letters, digits and signs of ASCII without spaces',
    ],
    [
      "an unknown type of deployment",
      "deployments:\n  - { provider: azure, name: x, model: gpt-4o, type: zone }\n",
      '2: Cannot use type "zone" of a deployment: allowed are "global", "data-zone", "data-zone-us", "data-zone-eu", "data-zone-apac", "regional", "regional-us"',
    ],
    [
      "a type where there are none",
      "deployments:\n  - { provider: aws, name: x, model: m, type: regional }\n",
      '2: Cannot use type "regional" of a deployment: only provider "azure" has types',
    ],
    [
      "a name for two deployments",
      "deployments:\n  - { provider: azure, name: [x, y], model: gpt-4o }\n  - { provider: azure, name: Y, model: o3 }\n",
      '3: Cannot use name "y" of a deployment: the one in line 2 has it',
    ],
    [
      "a currency without a code",
      "currencies:\n  euro: [{ from: 2026-01-01, per_usd: 1 }]\n",
      '2: Cannot use key "euro" of currencies: expected a code of three capitals as "EUR", other than "USD"',
    ],
    [
      "a rate of nothing",
      "currencies:\n  EUR: [{ from: 2026-01-01, per_usd: 0 }]\n",
      '2: Cannot use per_usd "0" of a rate of EUR: expected a number above 0',
    ],
    [
      "a part that is no list",
      "discounts: 15\n",
      '1: Cannot use "discounts": expected a list, each entry beginning with "- "',
    ],
    ["an entry without keys", "margins:\n  - 15\n", '2: Cannot use a margin "15": expected keys with values'],
    ["a file that is a list", "- a\n", "1: Cannot use the file (a list or keys): expected keys with values"],
    [
      "an empty name",
      "free:\n  environments: ['']\n",
      '2: Cannot use environments "" of free: expected a name of at most 200 characters',
    ],
    [
      "a list of nothing",
      "free:\n  environments: []\n",
      "2: Cannot use environments (empty) of free: expected at least one name",
    ],
  ])("refuses %s", (_, text, error) => {
    expect(errorsOf(text)).toEqual([error]);
  });

  test("lists every error by its line, at most twenty of them", () => {
    expect(errorsOf(`margins:\n  - percent: x\n${DISCOUNT}    percent: 101\nfree: 1\n`)).toEqual([
      '2: Cannot use percent "x" of a margin: expected a number from 0 to 1,000',
      '6: Cannot use percent "101" of a discount: expected a number from 0 to 100',
      '7: Cannot use free "1": expected keys with values',
    ]);
    const many = errorsOf(`margins:\n${"  - percent: x\n".repeat(25)}`);
    expect([many.length, many[20]]).toEqual([21, "and 5 more"]);
  });

  test("says at which line the YAML is broken", () => {
    expect(errorsOf("discounts:\n  - name: [a\n    percent: 5\n")[0]).toMatch(/^[23]: Cannot read YAML: /);
  });
});

describe("a hostile file", () => {
  const letters = [..."abcdefghij"];
  const bomb = letters.map(
    (name, at) => `${name}: &${name} [${Array(9).fill(at === 0 ? "x" : `*${letters[at - 1]}`)}]`,
  );
  test.each([
    ["brackets in brackets", "[".repeat(100_000), "1: Cannot read YAML: it is nested too deep"],
    ["dashes behind dashes", "- ".repeat(100_000), "1: Cannot read YAML: it is nested too deep"],
    ["a huge text", "#".repeat(500_001), "1: Cannot read a file of more than 500 kB"],
    ["zeros", "a\0b", "1: Cannot read a file that is no text"],
    [
      "an archive",
      "PK\x03\x04\ufffd\ufffd",
      '1: Cannot use the file "PK\\u0003\\u0004\ufffd\ufffd": expected keys with values',
    ],
    [
      "a list of 3.5 billion names by aliases",
      `${bomb.join("\n")}\nfree:\n  environments: *j\n`,
      '1: Cannot use key "a" of the file',
    ],
    [
      "twenty thousand keys",
      Array.from({ length: 20_000 }, (_, at) => `k${at}: 1`).join("\n"),
      '1: Cannot use key "k0" of the file',
    ],
    ["a prototype", "__proto__: { percent: 1 }\n", '1: Cannot use key "__proto__" of the file'],
  ])("of %s is an error like any other", (_, text, error) => {
    const errors = errorsOf(text);
    expect(errors[0]?.slice(0, error.length)).toBe(error);
    expect(errors.length).toBeLessThanOrEqual(21);
    expect(errors.join("\n").length).toBeLessThan(10_000);
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
