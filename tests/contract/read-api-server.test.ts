import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Session } from "chdb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { quote } from "../../clickhouse/embedded/quote.ts";
import { API_ROUTES } from "../../clickhouse/read-api/api-routes.ts";
import { API_PARAMETERS } from "../../clickhouse/read-api/endpoints.ts";
import { renderHttpHandlers } from "../../clickhouse/read-api/render-http-handlers.ts";
import { readSchemaFiles } from "../../clickhouse/schema-file.ts";

// No server runs here. What can be tried of its configuration: that the engine's own loader reads the file, and that each statement in it runs as
// a read-only user.

const root = mkdtempSync(join(tmpdir(), "tollgate-handlers-"));
const xml = readFileSync(new URL("../../clickhouse/generated/http-handlers.xml", import.meta.url), "utf8");
const files = readSchemaFiles(fileURLToPath(new URL("../../clickhouse/schema/", import.meta.url)));
const unescapeXml = (text: string) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const rules = [...xml.matchAll(/<url>(.*)<\/url>[\s\S]*?<query>(.*)<\/query>/g)].map(([, path = "", sql = ""]) => ({
  path,
  sql: unescapeXml(sql),
}));

function open(config: string): Session {
  const file = join(root, `${Math.random()}.xml`);
  const user = "<default><password/><profile>default</profile><quota>default</quota></default>";
  writeFileSync(
    `${file}.users`,
    `<clickhouse><profiles><default/></profiles><quotas><default/></quotas><users>${user}</users></clickhouse>`,
  );
  const users = `<user_directories><users_xml><path>${file}.users</path></users_xml></user_directories>`;
  writeFileSync(file, config.replace("</clickhouse>", `${users}</clickhouse>`));
  return new Session(join(root, "data"), { connectionArgs: [`--config-file=${file}`] });
}

beforeAll(() => {
  const session = open("<clickhouse></clickhouse>");
  session.query("CREATE DATABASE tollgate ENGINE = Atomic");
  for (const file of files.filter(({ serverOnly }) => !serverOnly))
    for (const sql of file.statements) session.query(sql);
  session.close();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("the committed file is what endpoints.ts says, a rule for each path and the ordinary interface after them", () => {
  expect(xml).toBe(renderHttpHandlers());
  expect(rules.map(({ path }) => path)).toEqual(API_ROUTES.map(({ path }) => path));
  expect(xml.indexOf("<defaults/>")).toBeGreaterThan(xml.lastIndexOf("</rule>"));
});

test("the engine's configuration loader reads the file, and would not read a broken one", () => {
  const session = open(xml);
  expect(session.query("SELECT 1")).toBe("1\n");
  session.close();
  expect(() => open(xml.replace("</query>", "<query>")).query("SELECT 1")).toThrow();
});

test("every placeholder of a statement is a declared parameter of the declared type", () => {
  for (const { path, sql } of rules) {
    for (const [, name = "", type] of sql.matchAll(/\{(\w+):([^}]+)\}/g)) {
      const declared: Record<string, { type: string }> = API_PARAMETERS;
      expect([path, name, type]).toEqual([path, name, declared[name]?.type]);
    }
  }
});

test("each statement runs for a read-only user, and nothing but the settings of the cache keeps one who may not change them from it", () => {
  const settings = {
    use_query_cache: "1",
    query_cache_ttl: "30",
    query_cache_nondeterministic_function_handling: "save",
  };
  const may = files.find(({ name }) => name === "912_read_api_roles.sql")?.statements.join() ?? "";
  for (const name of Object.keys(settings)) expect(may).toMatch(new RegExp(`${name} = \\S+ CHANGEABLE_IN_READONLY`));
  const run = (setup: readonly string[]) => {
    const session = open(xml);
    for (const sql of [...setup, "SET readonly = 1"]) session.query(sql);
    try {
      return rules.map(({ sql }) => {
        expect(session.query(`SELECT formatQuery(${quote(sql)})`)).not.toBe("");
        try {
          session.query(sql);
          return "ok";
        } catch (error) {
          return /Code: (\d+)/.exec(String(error))?.[1];
        }
      });
    } finally {
      session.close();
    }
  };
  // The embedded engine knows no CHANGEABLE_IN_READONLY. What is set already is no change.
  const same = Object.entries(settings).map(([name, value]) => `SET ${name} = '${value}'`);
  expect(run(same)).toEqual(rules.map(() => "ok"));
  // 164 is READONLY.
  expect(run([])).toEqual(rules.map(() => "164"));
});
