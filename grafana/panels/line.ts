import {
  AxisPlacement,
  LegendDisplayMode,
  LegendPlacement,
  LineStyleBuilder,
  SortOrder,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import { fixedColour } from "./fixed-colour.ts";
import { houseStyle, type PanelSpec } from "./house-style.ts";
import { MONEY } from "./money.ts";

/** Money by day. The column named `unfinished` is dashed: today's part of a day drawn like the others looks like a crash. */
export function line(spec: PanelSpec, options: { unfinished: string }): PanelBuilder {
  const dashed = new LineStyleBuilder().fill("dash").dash([6, 6]).build();
  return (
    houseStyle(new PanelBuilder(), spec)
      // As many digits as the axis needs: with cents only, the ticks of a cheap month would all say $0.00.
      .unit(MONEY.unit)
      .min(0)
      .colorScheme(fixedColour("blue"))
      .lineWidth(2)
      .fillOpacity(12)
      .showPoints(VisibilityMode.Always)
      .pointSize(5)
      .axisPlacement(AxisPlacement.Left)
      .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.None))
      .legend(
        // Below: at the right it eats the plot of a phone.
        new VizLegendOptionsBuilder()
          .showLegend(true)
          .displayMode(LegendDisplayMode.List)
          .placement(LegendPlacement.Bottom)
          .calcs([]),
      )
      .overrideByName(options.unfinished, [
        { id: "custom.lineStyle", value: dashed },
        { id: "custom.fillOpacity", value: 0 },
        { id: "color", value: { mode: "fixed", fixedColor: "light-blue" } },
      ])
  );
}
