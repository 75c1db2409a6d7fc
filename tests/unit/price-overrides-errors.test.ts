import { describe, expect, test } from "vitest";
import { DISCOUNT, errorsOf, MODEL } from "./price-overrides-yaml.ts";

const TOKEN_KEYS =
  '"input", "cache_read", "cache_write_5m", "cache_write_1h", "output", "reasoning", "input_audio", "cache_read_audio", "output_audio", "input_image", "cache_read_image", "output_image", "input_video", "cache_read_video", "output_video"';

describe("parsePriceOverrides()", () => {
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
