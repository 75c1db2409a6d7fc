import { MappingType, type ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";

/** Dollars and cents. A value that rounds to $0.00 but is not zero says so: "$0.00" on a board means that nothing was spent. */
export const MONEY: { unit: string; decimals: number; mappings: ValueMapping[] } = {
  unit: "currencyUSD",
  decimals: 2,
  mappings: [{ type: MappingType.RangeToText, options: { from: 1e-12, to: 0.00499999, result: { text: "< 1 ¢" } } }],
};
