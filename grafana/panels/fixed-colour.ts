import { FieldColorBuilder, FieldColorModeId } from "@grafana/grafana-foundation-sdk/dashboard";

/** One colour whatever the value. Spend is blue everywhere: green would read as good and red as bad, and money spent is neither; red is kept for limits. */
export function fixedColour(colour: "blue" | "text"): FieldColorBuilder {
  return new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor(colour);
}
