import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EmbeddedFront, type EmbeddedUser, startEmbeddedFront } from "./start-embedded-front.ts";

let front: EmbeddedFront;
beforeAll(async () => {
  front = await startEmbeddedFront();
});
afterAll(() => front.stop());

describe("who may do what", () => {
  test("a wrong password is 516, none at all 194 with a challenge; neither says whether the user exists", async () => {
    const wrong = await front.ask("reader", "SELECT 1", "", {
      headers: { authorization: `Basic ${btoa("reader:x")}` },
    });
    const nobody = await front.ask("reader", "SELECT 1", "", {
      headers: { authorization: `Basic ${btoa("nobody:x")}` },
    });
    expect([wrong.status, wrong.code, nobody.status, nobody.code]).toEqual([403, "516", 403, "516"]);
    expect(wrong.text.replace("reader", "")).toBe(nobody.text.replace("nobody", ""));
    const none = await fetch(`${front.engine.url}/?query=SELECT+1`);
    expect([
      none.status,
      none.headers.get("x-clickhouse-exception-code"),
      none.headers.get("www-authenticate"),
    ]).toEqual([401, "194", expect.stringContaining("Basic")]);
  });

  const outfile = join(tmpdir(), "tollgate-never-written");
  test.each<[EmbeddedUser, string]>([
    ["reader", "SELECT * FROM tollgate.llm_calls"],
    ["reader", "SELECT * FROM tollgate.calls WHERE agent IN tollgate.budgets"],
    ["reader", "SELECT * FROM merge('tollgate', 'llm_calls')"],
    ["reader", "SELECT * FROM tollgate.llm_calls FORMAT Null SETTINGS readonly = 1"],
    ["reader", "SELECT * FROM tollgate.llm_calls SETTINGS readonly = 1 FORMAT CSV"],
    ["reader", "SELECT * FROM file('/etc/passwd', 'LineAsString')"],
    ["reader", "SELECT file('/etc/passwd')"],
    ["reader", "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')"],
    ["reader", "DESCRIBE TABLE url('http://127.0.0.1:1/', 'LineAsString')"],
    ["reader", "SELECT * FROM system.processes"],
    ["reader", `SELECT 1 INTO OUTFILE '${outfile}'`],
    ["reader", `SELECT 1 /* FORMAT CSV */ INTO/**/OUTFILE '${outfile}'`],
    ["reader", "KILL QUERY WHERE 1"],
    ["reader", "INSERT INTO tollgate.budgets (budget) VALUES ('mine')"],
    ["reader", "INSERT INTO tollgate.budgets (budget) SELECT 'mine'"],
    ["reader", "DROP TABLE tollgate.budgets"],
    ["reader", "SYSTEM SHUTDOWN"],
    ["guard", "SELECT * FROM tollgate.calls"],
    ["guard", "SELECT * FROM tollgate.budget_state WHERE budget IN (SELECT agent FROM tollgate.calls)"],
    ["writer", "SELECT * FROM tollgate.calls"],
    ["writer", "SELECT * FROM tollgate.otel_traces"],
    ["writer", 'INSERT INTO tollgate.llm_calls FORMAT JSONEachRow {"cost": 1}'],
    ["writer", "INSERT INTO tollgate.otel_traces (TraceId) VALUES (file('/etc/passwd'))"],
    [
      "writer",
      "INSERT INTO tollgate.otel_traces (TraceId) SETTINGS a = 1 SELECT budget FROM tollgate.budgets -- FORMAT Native",
    ],
    ["writer", "INSERT INTO tollgate.otel_traces (TraceId) SELECT budget FROM tollgate.budgets"],
    ["writer", "DESCRIBE TABLE tollgate.budgets"],
  ])("%s is refused: %s", async (user, sql) => {
    expect((await front.ask(user, sql)).code).toMatch(/^(497|62|164)$/);
    expect(readdirSync(tmpdir())).not.toContain("tollgate-never-written");
    expect((await front.ask("admin", "SELECT count() FROM tollgate.budgets")).text).toBe("0\n");
  });

  test("a CTE with a table's name does not lend its right to the table, and no other database can be chosen", async () => {
    const hidden = "SELECT * FROM (WITH llm_calls AS (SELECT 1) SELECT * FROM llm_calls), llm_calls";
    expect((await front.ask("reader", hidden, "?database=tollgate")).code).toBe("497");
    expect((await front.ask("reader", "SELECT * FROM one", "?database=system")).code).toBe("497");
    expect((await front.ask("reader", "SELECT count() FROM calls", "?database=tollgate")).status).toBe(200);
  });

  test.each<[EmbeddedUser, string]>([
    ["reader", "SELECT count() FROM tollgate.calls"],
    ["reader", "WITH a AS (SELECT agent FROM tollgate.calls), b AS (SELECT * FROM a) SELECT count() FROM b -- one\n"],
    ["reader", "SELECT * FROM tollgate.spend_trend(from = now() - INTERVAL 1 DAY, to = now())"],
    ["reader", "SELECT 'INTO OUTFILE; KILL QUERY' AS text"],
    ["reader", "SELECT name FROM system.tables WHERE database = 'tollgate'"],
    ["reader", "DESCRIBE TABLE tollgate.calls"],
    ["reader", "SHOW TABLES FROM tollgate"],
    ["guard", "SELECT * FROM tollgate.budget_state FORMAT JSONEachRow"],
    ["guard", "SELECT 1"],
  ])("%s may: %s", async (user, sql) => {
    expect(await front.ask(user, sql)).toMatchObject({ status: 200 });
  });

  test("settings in a reader's URL are left out, and a reader's own SETTINGS clause is refused", async () => {
    expect(
      (await front.ask("reader", "SELECT getSetting('max_result_rows')", "?max_result_rows=9&readonly=0")).text,
    ).toBe("200000\n");
    expect((await front.ask("reader", "SELECT 1 SETTINGS max_execution_time = 0")).code).toBe("164");
  });

  test("a GET changes nothing, whoever asks", async () => {
    expect(
      await front.ask("admin", "", "?query=DROP+TABLE+tollgate.notes", { method: "GET", body: null }),
    ).toMatchObject({
      status: 403,
      code: "164",
    });
  });
});
