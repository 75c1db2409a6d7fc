import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";

const ROOT = new URL("../../", import.meta.url);

export interface GeneratedPanel {
  board: string;
  id: number;
  title: string;
  type: string;
  sql: string;
  /** Columns that the panel dresses by name. */
  columns: string[];
}

/** Every panel with a query, from the committed board JSON: what Grafana reads, not what the code meant. */
export function generatedPanels(): GeneratedPanel[] {
  const folder = new URL("grafana/generated/", ROOT);
  return readdirSync(folder).flatMap((file) => {
    const board = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
    return board.panels
      .filter((panel: { targets?: unknown[] }) => panel.targets !== undefined)
      .map((panel: RawPanel) => ({
        board: board.title,
        id: panel.id,
        title: panel.title,
        type: panel.type,
        sql: panel.targets[0]?.rawSql ?? "",
        columns: (panel.fieldConfig.overrides ?? [])
          .filter((override) => override.matcher.id === "byName")
          .map((override) => override.matcher.options),
      }));
  });
}

interface RawPanel {
  id: number;
  title: string;
  type: string;
  targets: { rawSql: string }[];
  fieldConfig: { overrides?: { matcher: { id: string; options: string } }[] };
}

export interface GeneratedRule {
  title: string;
  condition: string;
  data: {
    refId: string;
    model: {
      rawSql?: string;
      expression?: string;
      conditions?: { evaluator: { type: "gt" | "lt"; params: number[] } }[];
    };
  }[];
  noDataState: string;
  execErrState: string;
  panelId: number;
  labels: Record<string, string>;
  annotations: { summary: string; description: string; runbook_url: string };
}

/** Every alert rule, from the committed YAML. */
export function generatedRules(): GeneratedRule[] {
  const file = parse(readFileSync(new URL("alerting/generated/rules.yaml", ROOT), "utf8"));
  return file.groups.flatMap((group: { rules: GeneratedRule[] }) => group.rules);
}
