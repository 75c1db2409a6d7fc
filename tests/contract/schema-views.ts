import type { SchemaFile } from "../../clickhouse/schema-file.ts";

/** Values of the views' parameters, by name; literals of SQL. */
export type ViewParameters = Readonly<Record<string, string>>;

const LAST_DAY: ViewParameters = {
  from: "now() - INTERVAL 1 DAY",
  to: "now()",
  at: "now()",
  dimension: "'agent'",
  timezone: "'UTC'",
};

const OF_TYPE: ViewParameters = { String: "'some'", Date: "today()", DateTime: "now()" };

/** The views of the 4xx files and their newer definitions in 5xx, each with how to ask it, like `tollgate.top_calls(from = …, to = …, n = 1)`. */
export function schemaViews(files: readonly SchemaFile[], given: ViewParameters = {}): ReadonlyMap<string, string> {
  const values: ViewParameters = { ...LAST_DAY, ...given };
  const views = files
    .filter(({ name }) => /^[45]/.test(name))
    .flatMap(({ statements }) => statements)
    .flatMap((sql) => {
      const view = /CREATE OR REPLACE VIEW tollgate\.(\w+)/.exec(sql)?.[1];
      if (view === undefined) return [];
      const parameters = new Map(Array.from(sql.matchAll(/\{(\w+):(\w+)/g), ([, name = "", type]) => [name, type]));
      const listed = [...parameters].map(([name, type = ""]) => `${name} = ${values[name] ?? OF_TYPE[type] ?? "1"}`);
      return [[view, `tollgate.${view}${listed.length === 0 ? "" : `(${listed.join(", ")})`}`] as const];
    });
  return new Map(views);
}
