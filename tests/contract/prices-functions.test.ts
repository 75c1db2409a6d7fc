import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { NAME_RULES, PLAIN_NAME, SNAPSHOT } from "../../instrumentation/pricing/model-name.ts";
import { NO_PRICE } from "../../instrumentation/pricing/resolve-price.ts";
import { STANDARD_TIER_NAMES } from "../../instrumentation/pricing/service-tier.ts";
import { COUNTED_UNITS, isDivisible, TOKEN_UNITS } from "../../instrumentation/pricing/units.ts";
import { MAX_COUNT } from "../../instrumentation/pricing/usage-quantities.ts";

const sql = readFileSync(new URL("../../clickhouse/schema/133_price_functions.sql", import.meta.url), "utf8");
const literals = [...sql.replace(/^\s*--.*$/gm, "").matchAll(/'([^']*)'/g)].map(([, text = ""]) => text);

// When one of these fails, the rule changed in TypeScript: write a new schema file that creates the functions, and the views that use them, anew.

test("names are normalised by the same expressions in the same order", () => {
  expect(literals.filter((text) => text.startsWith("^"))).toEqual([
    PLAIN_NAME,
    ...NAME_RULES,
    SNAPSHOT,
    `^(${COUNTED_UNITS.filter(isDivisible).join("|")})(/|$)`,
  ]);
});

test("the standard tier has the same names", () => {
  expect(sql).toContain(`[${STANDARD_TIER_NAMES.map((name) => `'${name}'`).join(", ")}]`);
});

test("the bounds are the same", () => {
  expect(sql).toContain(`n > ${MAX_COUNT}`);
  expect(sql).toContain(`pico > ${Number.MAX_SAFE_INTEGER}`);
  expect(sql).toContain(`arraySlice(p.rates, ${TOKEN_UNITS.length} * part + 1, ${TOKEN_UNITS.length})`);
  expect(NO_PRICE).toBeLessThan(0);
});
