import { type ThresholdsConfig, ThresholdsMode } from "@grafana/grafana-foundation-sdk/dashboard";

/** Colour by value: each step is [lowest value that gets the colour, colour]. */
export function colourSteps(steps: [number, string][], options: { below?: string } = {}): ThresholdsConfig {
  const base = { value: null, color: options.below ?? "text" };
  return { mode: ThresholdsMode.Absolute, steps: [base, ...steps.map(([value, color]) => ({ value, color }))] };
}
