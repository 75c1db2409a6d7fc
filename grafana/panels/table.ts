import { FieldTextAlignment, TableCellHeight } from "@grafana/grafana-foundation-sdk/common";
import type { DynamicConfigValue } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/table";
import { colourSteps } from "./colour-steps.ts";
import { houseStyle, type PanelSpec } from "./house-style.ts";
import { MONEY } from "./money.ts";

/** How one column of a table looks. A column without an entry is plain text. */
export interface Column {
  name: string;
  /** `money` in cents, `moneyBar` with a bar as long as its share of the largest; `unitPrice` with as many digits as it needs, because a call costs far less than a cent. */
  as: "money" | "moneyBar" | "unitPrice" | "count" | "trouble" | "troubleText" | "text" | "percentOfLimit";
  /** Instead of an absent value. Default: a dash. */
  absent?: string;
  /** Pixels. Absent: what is left over, at least 150 unless `minWidth` says less. */
  width?: number;
  minWidth?: number;
}

/** `warnFrom` is where a `percentOfLimit` turns yellow; it is red from 100 on. */
export function table(spec: PanelSpec, columns: Column[], options: { warnFrom?: number } = {}): PanelBuilder {
  const panel = houseStyle(new PanelBuilder(), spec)
    .cellHeight(TableCellHeight.Sm)
    .align(FieldTextAlignment.Auto)
    .filterable(false)
    // Without it every empty cell says what the panel says when it has no row at all.
    .overrideByRegexp(".*", [{ id: "noValue", value: "–" }]);
  for (const column of columns) {
    const width = column.width === undefined ? [] : [{ id: "custom.width", value: column.width }];
    const minWidth = column.minWidth === undefined ? [] : [{ id: "custom.minWidth", value: column.minWidth }];
    const absent = column.absent === undefined ? [] : [{ id: "noValue", value: column.absent }];
    panel.overrideByName(column.name, [...look(column, options.warnFrom ?? 100), ...absent, ...width, ...minWidth]);
  }
  return panel;
}

function look(column: Column, warnFrom: number): DynamicConfigValue[] {
  switch (column.as) {
    case "money":
      return [
        { id: "unit", value: MONEY.unit },
        { id: "decimals", value: MONEY.decimals },
        { id: "mappings", value: MONEY.mappings },
      ];
    case "moneyBar":
      return [
        { id: "unit", value: MONEY.unit },
        { id: "decimals", value: MONEY.decimals },
        { id: "mappings", value: MONEY.mappings },
        { id: "min", value: 0 },
        { id: "color", value: { mode: "fixed", fixedColor: "blue" } },
        ...cell("basic", { type: "gauge", mode: "basic", valueDisplayMode: "text" }),
      ];
    case "unitPrice":
      return [{ id: "unit", value: MONEY.unit }];
    case "count":
      return [{ id: "unit", value: "locale" }];
    case "trouble":
      return [
        { id: "unit", value: "locale" },
        ...cell("color-text", {}),
        { id: "thresholds", value: colourSteps([[1, "orange"]]) },
      ];
    case "troubleText":
      return [
        ...cell("color-text", {}),
        { id: "custom.align", value: "right" },
        // The base step colours the dash; by default it is green.
        { id: "thresholds", value: colourSteps([]) },
        {
          id: "mappings",
          value: [{ type: "regex", options: { pattern: "(.+)", result: { text: "$1", color: "orange", index: 0 } } }],
        },
      ];
    case "percentOfLimit":
      return [
        { id: "unit", value: "percent" },
        { id: "decimals", value: 0 },
        { id: "min", value: 0 },
        { id: "max", value: 100 },
        ...cell("basic", { type: "gauge", mode: "basic", valueDisplayMode: "color" }),
        {
          id: "thresholds",
          value: colourSteps(
            [
              [warnFrom, "dark-yellow"],
              [100, "red"],
            ],
            { below: "green" },
          ),
        },
      ];
    case "text":
      return [];
  }
}

/** Up to Grafana 9.4 the look of a cell is a word, since then an object; each ignores the other's. */
function cell(displayMode: string, cellOptions: object): DynamicConfigValue[] {
  return [
    { id: "custom.displayMode", value: displayMode },
    { id: "custom.cellOptions", value: { type: displayMode, ...cellOptions } },
  ];
}
