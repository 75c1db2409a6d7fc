import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { repriceCalls } from "../cli/prices/reprice/reprice-calls.ts";
import type { RepricingOutcome } from "../cli/prices/reprice/repricing-outcome.ts";
import { undoRun } from "../cli/prices/reprice/undo-run.ts";
import { connectClickHouse } from "../clickhouse/connect-clickhouse.ts";
import { startEmbeddedClickHouse } from "../clickhouse/embedded/start-embedded-clickhouse.ts";
import { loadPrices } from "../clickhouse/load-prices.ts";
import { migrate } from "../clickhouse/migrate.ts";
import { acmeBook } from "../tests/contract/repriced-ledger.ts";

// How long `tollgate prices reprice` takes over a month of calls, and how much memory ClickHouse uses for it.
//   node bench/reprice.ts --calls 1000000

const { values } = parseArgs({ options: { calls: { type: "string", default: "1000000" } } });
const CALLS = Number(values.calls);
const SCOPE = { from: "2026-10-01", to: "2026-11-01" };

/** Forty models of which `fresh` is one in twenty calls; all cost 2 picodollars a token in and 10 out but for `known`. */
const models = Array.from({ length: 38 }, (_, n) => `model-${n}`);
const book = (fresh: boolean, input = 2) =>
  acmeBook({
    ...Object.fromEntries([...models, "known"].map((model) => [model, { input, output: 10 }])),
    ...(fresh && { fresh: { input: 2, output: 10 } }),
  });

const dataDir = mkdtempSync(join(tmpdir(), "tollgate-bench-reprice-"));
const engine = await startEmbeddedClickHouse(dataDir);
const admin = connectClickHouse(engine.url.replace("://", `://admin:${engine.passwords.admin}@`), {
  requestTimeoutMs: 600_000,
});
try {
  await migrate(admin);
  await loadPrices(admin, book(false));
  // In parts, as a collector writes them.
  const parts = 10;
  for (let part = 0; part < parts; part++) {
    await admin.command({
      query: `
        INSERT INTO tollgate.llm_calls (hour, ts, tenant, call_id, rank, kind, ingested_at, trace_id, span_id, provider, operation, request_model, model, agent, user_id, session, project,
          customer, workflow, environment, service, status, tier, input_tokens, output_tokens, cost, cost_status, price_id, usage_source, source, latency_ms)
        WITH toDateTime64('2026-10-01 00:00:00', 3, 'UTC') + toIntervalMillisecond(intDiv(toUInt64(2678400000) * number, ${CALLS})) AS at, sipHash64(number) AS h,
          if(h % 20 = 0, 'fresh', concat('model-', toString(h % 38))) AS m, toUInt32(100 + h % 5000) AS i, toUInt32(10 + h % 900) AS o
        SELECT toStartOfHour(toDateTime(at, 'UTC')), at, 'default', cityHash64(number), 30, 'call', now('UTC'), toFixedString(substring(hex(h), 1, 16), 16), h, 'acme', 'chat', m, m,
          concat('agent-', toString(h % 40)), concat('user-', toString(h % 5000)), concat('s-', toString(h % 50000)), concat('p-', toString(h % 7)), concat('c-', toString(h % 200)),
          concat('w-', toString(h % 12)), 'production', 'bench', 'ok', 'standard', i, o, if(m = 'fresh', toDecimal64(0, 12), reinterpret(toInt64(2 * i + 10 * o), 'Decimal(18, 12)')),
          if(m = 'fresh', 'unpriced', 'priced'), if(m = 'fresh', '', concat('acme/', m, '/0')), 'provider', 'wire', 800
        FROM numbers(${Math.floor((CALLS * part) / parts)}, ${Math.floor(CALLS / parts)})`,
    });
  }
  console.log(`${CALLS.toLocaleString("en")} calls in October, 40 models, one call in twenty without a price`);
  await timed("dry run, nothing to correct", () => repriceCalls(admin, SCOPE, { apply: false }));
  await loadPrices(admin, book(true));
  await timed("dry run, one model has a price now", () => repriceCalls(admin, SCOPE, { apply: false }));
  await timed("apply", () => repriceCalls(admin, SCOPE, { apply: true, runId: "fresh", yes: true }));
  await timed("the same run again", () => repriceCalls(admin, SCOPE, { apply: true, runId: "fresh" }));
  await timed("another run, nothing left to do", () => repriceCalls(admin, SCOPE, { apply: true }));
  await timed("undo", () => undoRun(admin, "fresh", { apply: true, yes: true }));
  await loadPrices(admin, book(true, 3));
  await timed("dry run, every price has changed", () => repriceCalls(admin, SCOPE, { apply: false }));
  await timed("apply", () => repriceCalls(admin, SCOPE, { apply: true, runId: "all", yes: true }));
  await timed("undo", () => undoRun(admin, "all", { apply: true, yes: true }));
} finally {
  await admin.close();
  await engine.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

async function timed(name: string, run: () => Promise<RepricingOutcome>): Promise<void> {
  const start = performance.now();
  const outcome = await run();
  const seconds = (performance.now() - start) / 1000;
  const entries =
    outcome.state === "posted" || outcome.state === "known"
      ? outcome.run.correctedCalls
      : outcome.plan.total.correctedCalls;
  console.log(
    `${name.padEnd(36)} ${seconds.toFixed(1).padStart(6)} s   ${entries.toLocaleString("en").padStart(9)} entries`,
  );
}
