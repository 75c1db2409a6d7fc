import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { CLICKHOUSE_DATASOURCE } from "../../grafana/clickhouse-datasource.ts";
import {
  EVENT_SCOPE_NAME,
  Foreign,
  ForeignSpellings,
  GenAi,
  General,
  Metric,
  SCOPE_NAME,
  Tollgate,
} from "../../instrumentation/conventions.ts";
import { generatedPanels, generatedRules } from "./generated-files.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const filesIn = (folder: string, ending: string) =>
  readdirSync(new URL(`../../${folder}`, import.meta.url), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`);

const ours = [GenAi, General, Tollgate, Metric].flatMap((names) => Object.values(names) as string[]);
const known = new Set<string>([
  EVENT_SCOPE_NAME,
  ...ours,
  ...Object.values(Foreign),
  ...Object.values(ForeignSpellings).flat(),
]);
const schema = filesIn("clickhouse/schema", ".sql").map((path) => ({ path, sql: withoutComments(read(path)) }));
const queries = [
  ...generatedPanels().map((panel) => ({ at: `panel "${panel.title}"`, sql: panel.sql })),
  ...generatedRules().flatMap((rule) =>
    rule.data.flatMap((node) => (node.model.rawSql ? [{ at: `rule ${rule.title}`, sql: node.model.rawSql }] : [])),
  ),
];

describe("telemetry names outside TypeScript exist in conventions.ts", () => {
  test.each(schema)("$path", ({ sql }) => {
    // An attribute is looked up by name, as in SpanAttributes['user.id'], or stands as a literal with a prefix that only attributes have.
    const lookups = [...sql.matchAll(/\b\w+\['([^'\]]+)'\]/g)].map((match) => match[1]);
    const literals = [
      ...sql.matchAll(
        /(?<!dict(?:Has|Get|GetOrDefault)\()'((?:gen_ai|tollgate|ai|llm|langfuse|traceloop|openinference|anthropic)\.[\w.]+)'/g,
      ),
    ].map((match) => match[1]);
    expect([...lookups, ...literals].filter((name) => name !== undefined && !known.has(name))).toEqual([]);
  });

  test("boards and rules", () => {
    const literals = queries.flatMap(({ sql }) => [
      ...sql.matchAll(/(?<!dict(?:Has|Get|GetOrDefault)\()'((?:gen_ai|tollgate)\.[\w.]+)'/g),
    ]);
    expect(literals.map((match) => match[1]).filter((name) => name !== undefined && !known.has(name))).toEqual([]);
  });

  test.each(filesIn("collector", ".yaml"))("%s", (path) => {
    const literals = [...withoutComments(read(path)).matchAll(/["']((?:gen_ai|tollgate)\.[\w.]+)["']/g)];
    expect(literals.map((match) => match[1]).filter((name) => name !== undefined && !known.has(name))).toEqual([]);
  });

  test("the scope by which the ledger knows our spans", () => {
    expect(schema.some(({ sql }) => sql.includes(`ScopeName = '${SCOPE_NAME}'`))).toBe(true);
  });
});

test("the collector's content filter deletes no name that the ledger reads", () => {
  const statements = JSON.stringify(parse(read("collector/collector.yaml")).processors);
  const patterns = [...statements.matchAll(/delete_matching_keys\(attributes, \\"(.*?)\\"\)/g)].map(
    (match) => match[1] ?? "",
  );
  expect(patterns.length).toBeGreaterThan(10);
  const deleted = patterns.flatMap((pattern) => {
    const ignoreCase = pattern.startsWith("(?i)");
    const regex = new RegExp(pattern.replace("(?i)", ""), ignoreCase ? "i" : "");
    return [...known].filter((name) => regex.test(name));
  });
  expect(deleted).toEqual([]);
});

test("boards and rules ask the datasource that is provisioned", () => {
  const [source] = parse(read("grafana/provisioning/datasources/clickhouse.yaml")).datasources;
  expect({ type: source.type, uid: source.uid }).toEqual(CLICKHOUSE_DATASOURCE);
});

describe("every view that a board or a rule reads is in clickhouse/schema", () => {
  // Grafana's user may select from 4xx only, so a table of another hundred would work in no installation.
  const views = new Set(
    schema
      .filter(({ path }) => /\/4\d\d_/.test(path))
      .flatMap(({ sql }) => [
        ...sql.matchAll(/CREATE (?:OR REPLACE )?(?:MATERIALIZED )?VIEW (?:IF NOT EXISTS )?tollgate\.(\w+)/g),
      ])
      .map((match) => match[1]),
  );
  test.each(queries)("$at", ({ sql }) => {
    const read = [...sql.matchAll(/\b(?:FROM|JOIN)\s+(\S+?)(?:[()\s]|$)/gi)].map((match) => match[1] ?? "");
    expect(read.length).toBeGreaterThan(0);
    for (const name of read) expect(views, `${name} is no 4xx view`).toContain(name.replace(/^tollgate\./, ""));
  });
});

function withoutComments(text: string): string {
  return text.replace(/^\s*(--|#).*$/gm, "");
}
