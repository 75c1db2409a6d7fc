import type { Builder, Dataquery } from "@grafana/grafana-foundation-sdk/cog";
import { CLICKHOUSE_DATASOURCE } from "../clickhouse-datasource.ts";
import { clickHouseQuery } from "../clickhouse-query.ts";

/** What every panel must say about itself. */
export interface PanelSpec {
  /** Stable: links from alerts name it. */
  id: number;
  title: string;
  /** One or two sentences behind the (i): what the number is and how it can mislead. */
  about: string;
  sql: string;
  /** Columns of 24. A phone shows every panel at full width whatever this says. */
  width: number;
  /** Rows of 38 px. */
  height: number;
  /** Shown when there is no value. Absent: "no calls yet". */
  empty?: string;
}

/** The part that all panel builders of the SDK share; it has no common base class. */
interface HousePanel {
  id(id: number): this;
  title(title: string): this;
  description(text: string): this;
  datasource(ref: { type?: string; uid?: string }): this;
  withTarget(target: Builder<Dataquery>): this;
  span(width: number): this;
  height(height: number): this;
  noValue(text: string): this;
}

/** Gives a panel its words, its query and its place. */
export function houseStyle<P extends HousePanel>(panel: P, spec: PanelSpec): P {
  return panel
    .id(spec.id)
    .title(spec.title)
    .description(spec.about)
    .datasource(CLICKHOUSE_DATASOURCE)
    .withTarget(clickHouseQuery(spec.sql))
    .span(spec.width)
    .height(spec.height)
    .noValue(spec.empty ?? "no calls yet");
}
