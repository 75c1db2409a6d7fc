import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { ADA } from "./ada.ts";
import { LedgerWithAda } from "./ledger-with-ada.ts";
import { refreshMeanwhile } from "./refresh-meanwhile.ts";

// An erasure is some fifty statements, each look at the totals twenty more, and here are several of both.
vi.setConfig({ testTimeout: 480_000, hookTimeout: 120_000 });

const MAIN = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));

let acme: LedgerWithAda;
beforeAll(async () => {
  acme = await LedgerWithAda.start();
});
afterAll(() => acme.ledger.stop());
beforeEach(() => acme.fill());

test("an erasure that stops after any table is finished by the next run", async () => {
  const before = await acme.totals();
  const done: string[] = [];
  const stops = ["call_labels", "call_events", "llm_calls", "otel_metrics_sum", "otel_traces", "spend_scopes"];
  for (const stop of stops) {
    const run = acme.erase({
      onTable: (table) => {
        done.push(table);
        if (table === stop) throw new Error(`stop at ${table}`);
      },
    });
    await expect(run).rejects.toThrow(`stop at ${stop}`);
    // Labels and evaluations have their new names before the calls do, so what joins them is whole again at the end.
    expect((await acme.totals()).plain).toEqual(before.plain);
  }
  expect(await acme.erase()).toMatchObject({ remaining: 0 });
  expect(done).toEqual(expect.arrayContaining(stops));
  expect(await acme.tablesWithHer()).toEqual([]);
  expect(await acme.totals()).toEqual(before);
  expect(
    await acme.read("SELECT status, calls, changed['call_labels'] AS labels FROM tollgate.erasures FINAL"),
  ).toEqual([{ status: "done", calls: "3", labels: "2" }]);
});

/**
 * Runs `tollgate erase` until a line begins with `killAt`, and kills it there, so that nothing of the process cleans up.
 *
 * @returns What it printed, and how it ended.
 */
async function eraseByCommand(killAt?: string): Promise<{ text: string; code: number | null; signal: string | null }> {
  const url = `http://admin:${acme.ledger.passwords.admin}@127.0.0.1:${acme.ledger.port}`;
  const child = spawn(process.execPath, [
    ...[MAIN, "erase", "--user", ADA.user, "--tenant", "acme", "--apply", "--url", url],
  ]);
  let text = "";
  child.stderr.on("data", (data) => {
    text += data;
  });
  child.stdout.on("data", (data) => {
    text += data;
    if (killAt !== undefined && text.split("\n").some((line) => line.startsWith(killAt))) child.kill("SIGKILL");
  });
  const [code, signal] = await refreshMeanwhile(acme.admin, once(child, "exit"));
  return { text, code, signal };
}

/** A killed holder has the lock for 30 seconds more, which migrate.test.ts is about. */
async function endLease(): Promise<void> {
  const [lock] = await acme.read(
    "SELECT name FROM system.tables WHERE database = 'tollgate' AND name LIKE 'migration_lock_%' ORDER BY length(name) DESC, name DESC LIMIT 1",
  );
  await acme.admin.command({ query: `ALTER TABLE tollgate.${lock?.name} MODIFY COMMENT ''` });
}

test("a command that is killed is finished when it is run again, wherever it was", async () => {
  const before = await acme.totals();
  const ids = new Set<string | null | undefined>();
  // Before anything is known, between labels and calls, between the ledger and the landing tables, and between two rollups.
  for (const killAt of ["Erasing", "  call_labels", "  llm_calls", "  spend_scopes"]) {
    expect(await eraseByCommand(killAt)).toMatchObject({ code: null, signal: "SIGKILL" });
    expect((await acme.totals()).plain).toEqual(before.plain);
    expect(await acme.tablesWithHer()).not.toEqual([]);
    for (const { id } of await acme.read("SELECT erasure_id AS id FROM tollgate.erasures FINAL")) ids.add(id);
    await endLease();
  }
  const last = await eraseByCommand();
  expect([last.code, last.text]).toEqual([0, expect.stringContaining("Done.")]);
  expect(last.text).not.toContain("call_labels");
  expect(await acme.tablesWithHer()).toEqual([]);
  expect(await acme.totals()).toEqual(before);
  // All were one erasure, which says in the end what was changed by whichever run.
  expect(ids.size).toBe(1);
  const audit = "SELECT status, calls, changed['call_labels'] AS labels FROM tollgate.erasures FINAL";
  expect(await acme.read(audit)).toEqual([{ status: "done", calls: "3", labels: "2" }]);
  expect(await acme.read("SELECT count() AS rows FROM tollgate.erasing")).toEqual([{ rows: "0" }]);
});
