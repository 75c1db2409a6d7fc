import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { chatAnswer, messageAnswer } from "../unit/wire-answers.ts";
import { type MeteredApp, sendJson, startMeteredApp } from "../unit/wire-metered-app.ts";
import { rowsOf } from "./exported-spans.ts";
import { queryRows } from "./query-rows.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

let ledger: Ledger;
let app: MeteredApp;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());
afterEach(() => app.stop());

/** Three hours ago: what is read now, and was read by another process then, lies in different hours. */
const CREATED = Math.floor(Date.now() / 1000) - 3 * 3600;
const RESPONSE = {
  id: "resp_68af4030baa48193ab12cd34ef56late",
  object: "response",
  status: "completed",
  background: true,
  created_at: CREATED,
  completed_at: CREATED + 60,
  model: "gpt-4o-2024-08-06",
  output: [],
  usage: { input_tokens: 1000, output_tokens: 200, total_tokens: 1200 },
};
const chat = (id: string) => ({
  id: `batch_req_${id}`,
  custom_id: id,
  response: { status_code: 200, body: chatAnswer({ id: `chatcmpl-Bx7Kq2mVn4Zr8TsYw1Lp6DfHj${id}`, created: CREATED }) },
});
const message = (id: string) => ({
  custom_id: id,
  result: { type: "succeeded", message: messageAnswer({ id: `msg_01XFDUDYJgAACzvnptvVoY${id}` }) },
});
const lines = (values: object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join("");

/** One process that reads `paths`; returns what it charged, and sends its spans to the ledger. */
async function readIn(provider: string, paths: readonly string[]): Promise<number> {
  const answers: Record<string, unknown> = {
    "/v1/responses/resp_late": RESPONSE,
    "/v1/files/file-1/content": lines([chat("late1"), chat("late2")]),
    "/v1/messages/batches/msgbatch_1": { id: "msgbatch_1", created_at: new Date(CREATED * 1000).toISOString() },
    "/v1/messages/batches/msgbatch_1/results": lines([message("late3")]),
  };
  app = await startMeteredApp(
    ({ path }, response) => {
      const answer = answers[path];
      if (typeof answer === "string") response.end(answer);
      else sendJson(response, answer);
    },
    { provider },
  );
  for (const path of paths) await (await fetch(`${app.provider.url}${path}`)).text();
  const charged = app.calls.length;
  await app.handle.flush();
  const values = rowsOf(app.collector.requests.filter(({ path }) => path === "/v1/traces").map(({ body }) => body));
  await ledger.admin.insert({ table: "tollgate.otel_traces", values, format: "JSONEachRow" });
  await app.stop();
  return charged;
}

it.each([
  // gpt-4o: 1000 × 2.50 + 200 × 10.00 $ per million.
  ["a response in the background", "openai", ["/v1/responses/resp_late"], 1, 4_500_000_000],
  // Two answers at half of that; cached tokens have no price of their own in a batch.
  ["an output file of OpenAI", "openai", ["/v1/files/file-1/content"], 2, 4_500_000_000],
  // claude-sonnet-4-5: half of $0.005355.
  [
    "results of a batch of Anthropic",
    "anthropic",
    ["/v1/messages/batches/msgbatch_1", "/v1/messages/batches/msgbatch_1/results"],
    1,
    2_677_500_000,
  ],
])(
  "%s that two processes read, whenever they do, is one charge in the hour of its work",
  async (_, provider, paths, count, picoUsd) => {
    const sums = async () => {
      const [row] = await queryRows(
        ledger.reader,
        `SELECT count() AS calls, toString(sum(cost_usd) * 1e12) AS pico, toUnixTimestamp(max(ts)) AS at FROM tollgate.calls WHERE provider = '${provider}' AND operation = 'chat'`,
      );
      return { calls: Number(row?.calls), picoUsd: Math.round(Number(row?.pico)), at: Number(row?.at) };
    };
    const before = await sums();
    expect(await readIn(provider, paths)).toBe(count);
    expect(await readIn(provider, paths)).toBe(count);
    const after = await sums();
    expect({ calls: after.calls - before.calls, picoUsd: after.picoUsd - before.picoUsd, at: after.at }).toEqual({
      calls: count,
      picoUsd,
      at: CREATED,
    });
  },
);
