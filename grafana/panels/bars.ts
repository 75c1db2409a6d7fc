import { PanelBuilder } from "@grafana/grafana-foundation-sdk/barchart";
import {
  AxisPlacement,
  LegendDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizOrientation,
} from "@grafana/grafana-foundation-sdk/common";
import { fixedColour } from "./fixed-colour.ts";
import { houseStyle, type PanelSpec } from "./house-style.ts";
import { MONEY } from "./money.ts";

/** Money by name, the dearest on top. All bars are blue: a palette would give a name another colour as soon as the order changes. */
export function bars(spec: PanelSpec, options: { nameColumn: string }): PanelBuilder {
  return (
    houseStyle(new PanelBuilder(), spec)
      .xField(options.nameColumn)
      // A bar gauge would be the obvious choice, but with one row it drops the name and fills the panel with a block.
      .orientation(VizOrientation.Horizontal)
      .unit(MONEY.unit)
      .decimals(MONEY.decimals)
      .mappings(MONEY.mappings)
      .min(0)
      .colorScheme(fixedColour("blue"))
      .fillOpacity(70)
      .lineWidth(0)
      .barWidth(0.8)
      .showValue(VisibilityMode.Always)
      // Each bar says its value; a dollar axis below only crowds a phone.
      .axisPlacement(AxisPlacement.Hidden)
      .legend(new VizLegendOptionsBuilder().showLegend(false).displayMode(LegendDisplayMode.List).calcs([]))
  );
}
