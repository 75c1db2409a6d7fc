import type { Span } from "@opentelemetry/api";

/** What the SDK's spans have and the API's do not show, in all its versions. A span without is simply not known. */
export interface SdkSpan {
  span?: SdkSpan;
  attributes?: Record<string, unknown>;
  instrumentationScope?: { name: string };
  instrumentationLibrary?: { name: string };
}

export function sdkSpan(active: Span & SdkSpan): SdkSpan {
  // OpenInference puts a mask around its spans, which keeps the span itself here.
  return active.attributes === undefined && active.span !== undefined ? active.span : active;
}
