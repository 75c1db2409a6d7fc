/** One cell of the matrix in docs/metering.md: a call of this shape, made in this way, was metered once with the provider's own numbers. */
export interface WaysCell {
  /** As docs/metering/ways.ts has it. */
  way: string;
  /** The API shape's name. */
  shape: string;
  mode: "plain" | "streamed" | "failed";
}

/** One cell of its table of ways to start. */
export interface StartCell {
  start: string;
  /** What it has of OpenTelemetry. */
  app: string;
}

declare module "vitest" {
  interface TaskMeta {
    /** Tells the reporter which cell a test fills. */
    waysCell?: WaysCell;
    startCell?: StartCell;
  }
}
