import type { ClickHouseClient } from "@clickhouse/client";
import { expect } from "vitest";
import type { GeneratedRule } from "./generated-files.ts";
import type { AlertData } from "./render-annotation.ts";

/** Evaluates a rule as Grafana does: string columns are labels, the one numeric column is compared, each row is an alert of its own. */
export async function readRule(
  client: ClickHouseClient,
  rule: GeneratedRule,
): Promise<(AlertData & { fires: boolean })[]> {
  const answers = new Map<string, AlertRow[]>();
  for (const { refId, model } of rule.data) if (model.rawSql) answers.set(refId, await rowsOf(client, model.rawSql));
  const condition = rule.data.find((node) => node.refId === rule.condition)?.model;
  const evaluator = condition?.conditions?.[0]?.evaluator;
  const compared = answers.get(condition?.expression ?? "");
  if (evaluator === undefined || compared === undefined)
    throw new Error(`The condition of ${rule.title} compares no query`);
  return compared.map(({ key, labels, value }) => {
    const values: Record<string, number> = {};
    for (const [refId, rows] of answers) {
      const match = rows.find((row) => row.key === key);
      if (match !== undefined) values[refId] = match.value;
    }
    const limit = evaluator.params[0] ?? Number.NaN;
    return { labels, values, fires: evaluator.type === "gt" ? value > limit : value < limit };
  });
}

interface AlertRow {
  key: string;
  labels: Record<string, string>;
  value: number;
}

async function rowsOf(client: ClickHouseClient, query: string): Promise<AlertRow[]> {
  const answer = await (await client.query({ query, format: "JSON" })).json<Record<string, string | number>>();
  const numeric = (answer.meta ?? []).filter(({ type }) => /^(Nullable\()?(U?Int|Float)/.test(type));
  // Two numeric columns or a time column, and Grafana answers "input data must be a wide series".
  expect(numeric.map(({ name }) => name)).toEqual(["value"]);
  for (const { name, type } of answer.meta ?? [])
    if (name !== "value") expect(type, `column "${name}"`).toMatch(/^(LowCardinality\()?String/);
  const rows = answer.data.map(({ value, ...labels }) => ({
    key: JSON.stringify(labels),
    labels: labels as Record<string, string>,
    value: Number(value),
  }));
  // Grafana refuses the whole answer when two rows carry the same labels.
  expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
  return rows;
}
