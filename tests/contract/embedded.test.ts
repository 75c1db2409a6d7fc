import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectClickHouse } from "../../clickhouse/connect-clickhouse.ts";
import { startEmbeddedClickHouse } from "../../clickhouse/embedded/start-embedded-clickhouse.ts";
import { type EmbeddedFront, startEmbeddedFront } from "./start-embedded-front.ts";

let front: EmbeddedFront;
beforeAll(async () => {
  front = await startEmbeddedFront();
});
afterAll(() => front.stop());

describe("limits", () => {
  test("a reader's result has a bound, and the next answer holds nothing of what was cut", async () => {
    expect(await front.ask("reader", "SELECT number FROM numbers(10000000)")).toMatchObject({ code: "396" });
    const answers = await Promise.all(Array.from({ length: 8 }, () => front.ask("reader", "SELECT 'mine'")));
    expect(new Set(answers.map((answer) => answer.text))).toEqual(new Set(["mine\n"]));
  });

  test("a reader's memory has a bound", async () => {
    expect(
      await front.ask("reader", "SELECT length(groupArray(toString(number))) FROM numbers(100000000)"),
    ).toMatchObject({
      code: "241",
    });
  });

  test("a light query does not wait behind a heavy one", async () => {
    const heavy = front.ask("reader", "SELECT sleep(2)");
    expect(await Promise.race([heavy.then(() => "heavy"), front.ask("reader", "SELECT 1").then(() => "light")])).toBe(
      "light",
    );
    await heavy;
  });

  test("compressed blocks are refused with a sentence that says what to set", async () => {
    const { text, status } = await front.ask(
      "writer",
      "",
      "?query=INSERT+INTO+tollgate.otel_traces+FORMAT+Native&decompress=1",
    );
    expect([status, text]).toEqual([501, expect.stringContaining("set compress: none")]);
  });
});

describe("the process", () => {
  test("a second one on the same directory says who holds it", async () => {
    await expect(startEmbeddedClickHouse(front.dataDir)).rejects.toThrow(
      /^Cannot open the ledger in ".*": process \d+ is using it\. Stop that one, or choose another directory$/,
    );
  });

  test("a port in use is one clear line", async () => {
    const other = mkdtempSync(join(tmpdir(), "tollgate-embedded-"));
    await expect(startEmbeddedClickHouse(other, { port: front.engine.port })).rejects.toThrow(
      /^Cannot listen on 127\.0\.0\.1:\d+: the port is in use/,
    );
    rmSync(other, { recursive: true, force: true });
  });

  test("SIGTERM and the end of its parent stop it cleanly, and what it acknowledged is there after", async () => {
    const dir = mkdtempSync(join(tmpdir(), "tollgate-embedded-"));
    const first = await startEmbeddedClickHouse(dir);
    const client = connectClickHouse(first.url.replace("://", `://admin:${first.passwords.admin}@`));
    await client.command({ query: "CREATE DATABASE kept ENGINE = Atomic" });
    await client.command({ query: "CREATE TABLE kept.t (n UInt8) ENGINE = MergeTree ORDER BY n AS SELECT 7" });
    await client.close();
    await first.stop();
    const main = new URL("../../clickhouse/embedded/main.ts", import.meta.url).pathname;
    const child = spawn(process.execPath, [main, "--data", dir, "--port", "0", "--stop-on-stdin-end"], {
      env: { ...process.env, TOLLGATE_ADMIN_PASSWORD: "a" },
      stdio: ["pipe", "pipe", "inherit"],
    });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const { url } = JSON.parse(line.toString()) as { url: string };
    const answer = await fetch(`${url}/?query=SELECT+n+FROM+kept.t&user=admin&password=a`);
    expect(await answer.text()).toBe("7\n");
    // No password given for the reader: it cannot log in, not even with an empty one.
    expect((await fetch(`${url}/?query=SELECT+1&user=reader&password=`)).status).toBe(403);
    child.stdin.end();
    expect(await once(child, "exit")).toEqual([0, null]);
    rmSync(dir, { recursive: true, force: true });
  });
});
