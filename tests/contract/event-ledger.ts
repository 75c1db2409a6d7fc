import { afterAll, beforeAll, beforeEach } from "vitest";
import { chatAnswer } from "../unit/wire-answers.ts";
import { type MeteredApp, sendJson, startMeteredApp } from "../unit/wire-metered-app.ts";
import { forgetCalls } from "./forget-calls.ts";
import { landingRows } from "./landing-rows.ts";
import { queryRows } from "./query-rows.ts";
import { randomHex } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

/** The parameters of a view over everything that a test lands. */
export const PERIOD = "(from = now() - INTERVAL 1 DAY, to = now() + INTERVAL 1 HOUR)";

/** A ledger for the tests of a file, empty of calls, events and labels before each of them. */
export function eventLedger() {
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await startLedger();
  });
  afterAll(() => ledger.stop());
  beforeEach(async () => {
    await forgetCalls(ledger.admin);
    for (const table of ["call_events", "call_labels"]) {
      await ledger.admin.command({ query: `TRUNCATE TABLE tollgate.${table}` });
    }
  });

  const read = (query: string) => queryRows(ledger.reader, query);

  const insert = (values: readonly object[]) =>
    ledger.admin.insert({ table: "tollgate.otel_traces", values, format: "JSONEachRow" });

  /** Runs an app whose provider gives each answer an id of its own, and lands its spans. Each call is $0.004. */
  async function land(
    run: (ask: () => Promise<string>) => Promise<unknown>,
    env: Record<string, string> = {},
  ): Promise<void> {
    const app: MeteredApp = await startMeteredApp(
      (_request, response) => sendJson(response, chatAnswer({ id: `chatcmpl-${randomHex(8)}` })),
      { env },
    );
    const body = JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content: "Where is my parcel?" }] });
    const ask = async () => {
      const answer = await fetch(`${app.provider.url}/v1/chat/completions`, { method: "POST", body });
      return ((await answer.json()) as { id: string }).id;
    };
    try {
      await run(ask);
      await app.handle.flush();
      for (const { path, body } of app.collector.requests) {
        if (path === "/v1/traces") await insert(landingRows(body));
      }
    } finally {
      await app.stop();
    }
  }

  return { read, insert, land };
}
