import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
  VizTextDisplayOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import { FieldColorBuilder, FieldColorModeId } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { colourSteps } from "./colour-steps.ts";
import { fixedColour } from "./fixed-colour.ts";
import { houseStyle, type PanelSpec } from "./house-style.ts";
import { MONEY } from "./money.ts";

/** What a card counts: dollars; calls that should be none, coloured from the first one on; or how long ago something was. */
export type CardKind = "money" | "trouble" | "age";

/** One number. */
export function card(kind: CardKind, spec: PanelSpec): PanelBuilder {
  const panel = houseStyle(new PanelBuilder(), spec)
    .graphMode(BigValueGraphMode.None)
    .colorMode(BigValueColorMode.Value)
    .textMode(BigValueTextMode.Value)
    // Pixels. Left alone, a short number grows until it is larger than a more important one; above 24 "a few seconds ago" wraps.
    .text(new VizTextDisplayOptionsBuilder().valueSize(24))
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(["lastNotNull"]).fields("/.*/"));
  if (kind === "money")
    return panel.unit(MONEY.unit).decimals(MONEY.decimals).mappings(MONEY.mappings).colorScheme(fixedColour("blue"));
  if (kind === "age") return panel.unit("dateTimeFromNow").colorScheme(fixedColour("text"));
  return panel
    .unit("locale")
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .thresholds({ build: () => colourSteps([[1, "orange"]]) });
}
