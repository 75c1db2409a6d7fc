import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Stack } from "../../cli/stack/stack.ts";
import { startStack } from "../../cli/stack/start-stack.ts";
import { GenAi, Tollgate } from "../../instrumentation/conventions.ts";
import { otlpSpans } from "./otlp-spans.ts";
import { selectUntil, sendTraces } from "./stack-client.ts";

/** Odd, so that a charge too many or too few shows in the sum's last digits. */
const PICO_USD = 1_234_567;

const FREE_PORTS = { otlpHttp: 0, otlpGrpc: 0, clickhouse: 0, grafana: 0, health: 0 };

/** A stack of its own: the one that the other files share must not be killed under them. */
describe("what the collector answered with 200 reaches ClickHouse", () => {
  let stack: Stack;
  const said: string[] = [];
  const home = mkdtempSync(join(tmpdir(), "tollgate-faults-"));

  beforeAll(async () => {
    stack = await startStack({
      home,
      mode: "embedded",
      ports: FREE_PORTS,
      grafana: false,
      log: (line) => said.push(line),
    });
  });
  afterAll(async () => {
    await stack?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  it("when ClickHouse is killed twice under load", async () => {
    const acknowledged = new Set<string>();
    const load = send(acknowledged, AbortSignal.timeout(3_000));
    for (const pauseMs of [700, 1_200]) {
      await sleep(pauseMs);
      kill("clickhouse", "SIGKILL");
    }
    await load;
    await expectAllLanded(acknowledged);
    expect(said.filter((line) => line.startsWith("clickhouse ended unexpectedly (SIGKILL)"))).toHaveLength(2);
    expect(said.at(-1)).toContain(join(home, "logs", "clickhouse.log"));
  });

  it("when the collector is killed with a full queue while ClickHouse hangs", async () => {
    const acknowledged = new Set<string>();
    kill("clickhouse", "SIGSTOP");
    await send(acknowledged, AbortSignal.timeout(1_000));
    kill("collector", "SIGKILL");
    kill("clickhouse", "SIGCONT");
    await expectAllLanded(acknowledged);
    expect(said.at(-1)).toContain("collector ended unexpectedly (SIGKILL); starting it again");
  });

  it("when the collector is killed three times under load", async () => {
    const acknowledged = new Set<string>();
    const enough = new AbortController();
    const load = send(acknowledged, enough.signal);
    for (let death = 0; death < 3; death++) {
      await sleep(500);
      const { collector } = stack.pids();
      kill("collector", "SIGKILL");
      // Not before it accepts again: until then is the gap that collector.yaml tells of.
      await vi.waitUntil(() => stack.pids().collector !== collector, 10_000);
      const before = acknowledged.size;
      await vi.waitUntil(() => acknowledged.size > before, 20_000);
    }
    enough.abort();
    await load;
    await expectAllLanded(acknowledged);
  });

  function kill(part: string, signal: NodeJS.Signals): void {
    const pid = stack.pids()[part];
    if (pid === undefined)
      throw new Error(`Cannot send ${signal}: no process "${part}" in ${JSON.stringify(stack.pids())}`);
    process.kill(pid, signal);
  }

  /** Requests of 50 spans, four at a time; remembers the span ids of those answered with 200. */
  async function send(acknowledged: Set<string>, until: AbortSignal): Promise<void> {
    const sender = async () => {
      while (!until.aborted) {
        const spans = Array.from({ length: 50 }, () => ({
          spanId: randomBytes(8).toString("hex"),
          traceId: randomBytes(16).toString("hex"),
          name: "chat gpt-4o",
          attributes: {
            [GenAi.operation]: "chat",
            [GenAi.provider]: "openai",
            [GenAi.responseId]: `chatcmpl-${randomBytes(14).toString("hex")}`,
            [Tollgate.costStatus]: "priced",
            [Tollgate.usageSource]: "provider",
            [Tollgate.costPicoUsd]: PICO_USD,
          },
        }));
        const status = await sendTraces(stack, otlpSpans(spans));
        if (status === 200) for (const { spanId } of spans) acknowledged.add(spanId);
        else await sleep(50);
      }
    };
    await Promise.all([sender(), sender(), sender(), sender()]);
  }

  async function expectAllLanded(acknowledged: Set<string>): Promise<void> {
    expect(acknowledged.size).toBeGreaterThan(0);
    const landed = "SELECT DISTINCT SpanId FROM tollgate.otel_traces";
    const rows = await selectUntil<{ SpanId: string }>(stack, landed, (found) => {
      const ids = new Set(found.map((row) => row.SpanId));
      return [...acknowledged].every((id) => ids.has(id));
    });
    expect(rows.length).toBeGreaterThanOrEqual(acknowledged.size);
    await expectEachChargedOnce();
  }

  /** However often each was delivered; of requests that were cut off nobody knows whether they landed, so the landing table is asked. */
  async function expectEachChargedOnce(): Promise<void> {
    const sums = `
      SELECT toString(sum(cost)) AS usd, (SELECT uniqExact(SpanId) FROM tollgate.otel_traces) * ${PICO_USD} AS pico,
        toString(reinterpret(toInt64(pico), 'Decimal(18, 12)')) AS expected FROM tollgate.calls`;
    await selectUntil<{ usd: string; expected: string }>(stack, sums, ([row]) => row?.usd === row?.expected);
  }
});
