import { parsePriceOverrides } from "../../instrumentation/pricing/overrides/parse-price-overrides.ts";

export const parseYaml = (text: string) => parsePriceOverrides(text, "tollgate.prices.yaml");

/** The lines of the error, without the file's name. */
export function errorsOf(text: string): string[] {
  try {
    parseYaml(text);
    return [];
  } catch (error) {
    return String(error instanceof Error ? error.message : error)
      .split("\n")
      .map((line) => line.replace(/^tollgate\.prices\.yaml:/, ""));
  }
}

/** Beginnings of an entry: what follows is indented by four spaces. */
export const DISCOUNT = "discounts:\n  - name: a\n    provider: openai\n";
export const MODEL = "models:\n  - provider: vllm\n    model: m\n";
