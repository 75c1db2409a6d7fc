import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { PACKAGE_ROOT } from "../../cli/package-root.ts";

const BIN = join(PACKAGE_ROOT, "cli/tollgate.mjs");
const answer = { id: "a", model: "gpt-4o", usage: { prompt_tokens: 1000, completion_tokens: 100 } };
const line = `${JSON.stringify(answer)}\n`;
const CHAT = ["--provider", "openai", "--api", "chat"];

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The real command: what it printed, and how it ended. */
function tollgate(args: readonly string[], input = ""): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [BIN, "price", ...args],
      { maxBuffer: 2 ** 28 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : null;
        resolve({ code, stdout, stderr });
      },
    );
    // A command that refuses its options does not read its input.
    child.stdin?.on("error", () => {}).end(input);
  });
}

describe("tollgate price", () => {
  it("prices an answer from standard input, and exits with 0", async () => {
    const { code, stdout, stderr } = await tollgate([...CHAT, "--at", "2026-11-01", "--json"], line);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ status: "priced", costPicoUsd: "3500000000" });
  });

  it("exits with 1 where one answer is not priced, and says how many on stderr", async () => {
    const { code, stdout, stderr } = await tollgate([...CHAT, "--json"], `${line}{"model":"x","usage":{}}\n${line}`);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "1 of 3 not priced\n" });
    expect(stdout.trimEnd().split("\n")).toHaveLength(3);
  });

  it.each([
    [["--provider", "opnai", "--api", "chat"], /^Cannot price calls of provider "opnai": allowed are anthropic, /],
    [["--provider", "openai", "--api", "chats"], /^Cannot read an answer of API "chats", allowed are chat, /],
    [[...CHAT, "--at", "2026-02-30"], /^Cannot price at "2026-02-30": allowed is a day as "2026-11-01" or a time/],
    [[...CHAT, "--tier", "btach"], /^Cannot price service tier "btach": allowed are standard, batch, flex, priority/],
    [[...CHAT, "--currency", "EUR"], /^Cannot show amounts in "EUR": the price file has no rate of it/],
    [[...CHAT, "--prices", "/no/such/file.yaml"], /^Cannot read prices from "\/no\/such\/file.yaml": ENOENT/],
    [CHAT, /^Cannot price answers: the input is empty/],
  ])("refuses %j with one line and nothing else", async (args, message) => {
    const { code, stdout, stderr } = await tollgate(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it("gives a result for each line while the input is still open", async () => {
    const child = spawn(process.execPath, [BIN, "price", ...CHAT, "--json"]);
    const results = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    for (const id of ["first", "second"]) {
      child.stdin.write(`${JSON.stringify({ ...answer, id })}\n`);
      expect(JSON.parse(String((await results.next()).value))).toMatchObject({ responseId: id });
    }
    child.stdin.end();
    expect(await once(child, "close")).toEqual([0, null]);
  });

  it("ends quietly where its reader stops reading", async () => {
    const child = spawn(process.execPath, [BIN, "price", ...CHAT, "--json"]);
    let errors = "";
    child.stderr.on("data", (text) => {
      errors += text;
    });
    child.stdin.on("error", () => {});
    child.stdin.end(line.repeat(20_000));
    await once(child.stdout, "data");
    child.stdout.destroy();
    expect(await once(child, "close")).toEqual([0, null]);
    expect(errors).toBe("");
  });

  it("gives all results of a long input, in order, to a slow reader", async () => {
    const input = Array.from({ length: 30_000 }, (_, id) => JSON.stringify({ ...answer, id: `n${id}` })).join("\n");
    const child = spawn(process.execPath, [BIN, "price", ...CHAT, "--json"]);
    child.stdin.end(input);
    let next = 0;
    for await (const result of createInterface({ input: child.stdout })) {
      if (JSON.parse(result).responseId !== `n${next}`) break;
      next += 1;
      if (next % 10_000 === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(next).toBe(30_000);
  });

  it("says in its help what --api takes, and is in the help of tollgate", async () => {
    const { code, stdout } = await tollgate(["--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Names for --api:\n {2}chat +POST \/v1\/chat\/completions/);
  });
});
