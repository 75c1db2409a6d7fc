import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { GenAi, General, Tollgate } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { rollUp } from "./roll-up.ts";
import { ourSpan, type SpanRow } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

const read = (query: string, params?: Record<string, unknown>) => queryRows(ledger.reader, query, params);
const deliver = (...spans: SpanRow[]) =>
  ledger.admin.insert({ table: "tollgate.otel_traces", values: spans, format: "JSONEachRow" });

test("sessions are summed over hours and to the second, by tenant, from the ledger as from the rollup", async () => {
  const at = (time: string, usd: number | undefined, session: string, more: Record<string, string> = {}) =>
    ourSpan(`2026-09-2${time}Z`, usd === undefined ? undefined : usd * 1e12, { [General.sessionId]: session, ...more });
  const id = { [GenAi.responseId]: "chatcmpl-Eabcdefghijklmnopqrstuvwx", [Tollgate.usageSource]: "estimated" };
  const moved = at("1T13:00:00", 32, "gone", id);
  await deliver(
    at("1T09:59:59.999", 64, "long"),
    at("1T10:00:00", 1, "long"),
    at("1T23:30:00", 2, "long", { [GenAi.agentName]: "a" }),
    at("2T00:10:00", 4, "long", { [GenAi.agentName]: "b" }),
    at("2T12:00:00", 3, "short"),
    at("2T12:00:00", 5, "long", { [Tollgate.tenant]: "t" }),
    at("2T12:00:01", undefined, "unknown"),
    at("2T12:00:02", 9, ""),
    moved,
  );
  const ask = async (from: string, to: string) => {
    const top = await read(
      "SELECT tenant, session, calls, cost_usd, arrayStringConcat(arraySort(agents), ',') AS agents FROM tollgate.top_sessions(from = {from:DateTime}, to = {to:DateTime}, n = 3)",
      { from, to },
    );
    const cost = await read(
      "SELECT tenant, sessions, sessions_with_unpriced_calls AS unknown, cost_usd, median_usd, dearest_usd FROM tollgate.cost_per_session(from = {from:DateTime}, to = {to:DateTime})",
      { from, to },
    );
    return [...top, ...cost].map((row) => Object.values(row).join(" "));
  };
  const whole = ["2026-09-21 10:00:00", "2026-09-23 00:00:00"] as const;
  const cut = ["2026-09-21 23:30:01", "2026-09-22 12:00:01"] as const;
  const expectAll = async (of: { whole: string[]; cut: string[] }) => {
    for (const when of ["at once", "rolled up"]) {
      expect([when, await ask(...whole), await ask(...cut)]).toEqual([when, of.whole, of.cut]);
      if (when === "at once") await rollUp(ledger.admin);
    }
  };
  const afterCut = ["t long 1 5 ", "default long 1 4 b", "default short 1 3 ", "default 2 0 7 3 4", "t 1 0 5 5 5"];
  await expectAll({
    // default: gone $32, long $7, short $3, and one without a price.
    whole: ["default gone 1 32 ", "default long 3 7 ,a,b", "t long 1 5 ", "default 3 1 42 7 32", "t 1 0 5 5 5"],
    cut: afterCut,
  });
  // The call is known better, and is of another session.
  const attributes = { ...moved.SpanAttributes, [General.sessionId]: "short", [Tollgate.usageSource]: "provider" };
  await deliver({ ...moved, SpanAttributes: attributes });
  await expectAll({
    whole: ["default short 2 35 ", "default long 3 7 ,a,b", "t long 1 5 ", "default 2 1 42 7 35", "t 1 0 5 5 5"],
    cut: afterCut,
  });
});

test("trace_calls has the calls of one trace, whatever the case of its id, each once", async () => {
  const TraceId = "0af7651916cd43dd8448eb211c80319c";
  const spans = [2, 1].map((second) => ourSpan(`2026-09-10T08:00:0${second}Z`, second * 1e12, {}, { TraceId }));
  await deliver(...spans, ourSpan("2026-09-10T08:00:03Z", 3e12));
  await deliver(...spans);
  for (const trace of [TraceId, TraceId.toUpperCase()])
    expect(
      await read("SELECT trace_id, cost_usd FROM tollgate.trace_calls(trace = {trace:String})", { trace }),
    ).toEqual([
      { trace_id: TraceId, cost_usd: "1" },
      { trace_id: TraceId, cost_usd: "2" },
    ]);
  for (const trace of ["", "what", TraceId.slice(1), `${TraceId}0`, "0af7651916cd43dd8448eb211c80319d"])
    expect([trace, await read("SELECT ts FROM tollgate.trace_calls(trace = {trace:String})", { trace })]).toEqual([
      trace,
      [],
    ]);
});
