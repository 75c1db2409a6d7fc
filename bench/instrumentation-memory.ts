/**
 * Whether memory stays flat: `node --expose-gc bench/instrumentation-memory.ts [calls]`, a million unless said.
 *
 * Metered calls of four kinds in turn, plain and streamed, one in a hundred left unread or half read; each with a session and a user of its own,
 * as a service has them. After each tenth: the heap behind a full collection, and the process's resident memory.
 */
import { setImmediate as turn } from "node:timers/promises";
import { withAttribution } from "../instrumentation/attribution.ts";
import { startMetering } from "./bench-setup.ts";
import { fetchFromMemory } from "./canned-answers.ts";

const calls = Number(process.argv[2] ?? 1_000_000);
const { gc } = globalThis;
if (gc === undefined) throw new Error("Cannot measure memory: run node with --expose-gc");
const metering = await startMetering(fetchFromMemory);

const PROMPT = "Say a hundred words.";
const OPENAI = { model: "gpt-4o", messages: [{ role: "user", content: PROMPT }] };
const REQUESTS = [
  { url: "https://api.openai.com/v1/chat/completions", body: JSON.stringify(OPENAI) },
  {
    url: "https://api.openai.com/v1/embeddings",
    body: JSON.stringify({ model: "text-embedding-3-small", input: PROMPT }),
  },
  {
    url: "https://api.anthropic.com/v1/messages",
    body: JSON.stringify({ ...OPENAI, model: "claude-sonnet-4-6", max_tokens: 200 }),
  },
  {
    url: "https://api.openai.com/v1/chat/completions",
    body: JSON.stringify({ ...OPENAI, stream: true, stream_options: { include_usage: true } }),
  },
];

async function callOnce(index: number): Promise<void> {
  const { url, body } = REQUESTS[index % REQUESTS.length] ?? { url: "", body: "" };
  const response = await metering.fetch(url, { method: "POST", body });
  // Never read: only its collection ends it.
  if (index % 100 === 17) return;
  if (index % 100 !== 23) {
    await response.text();
    return;
  }
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
}

const mb = (bytes: number) => (bytes / 1e6).toFixed(1).padStart(7);
console.log("| calls | heap MB | external MB | RSS MB | µs a call |\n|---|---|---|---|---|");
const tenth = calls / 10;
let begun = process.hrtime.bigint();
for (let index = 1; index <= calls; index += 1) {
  await withAttribution({ session: `session ${index}`, user: `user ${index % 50_000}` }, () => callOnce(index));
  if (index % 50 === 0) await turn();
  if (index % tenth !== 0) continue;
  const took = Number(process.hrtime.bigint() - begun) / 1000 / tenth;
  // What is being sent, and what waits for a turn, is not kept.
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  gc();
  await turn();
  gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  console.log(`| ${index} | ${mb(heapUsed)} | ${mb(external)} | ${mb(rss)} | ${took.toFixed(1)} |`);
  begun = process.hrtime.bigint();
}
await metering.close();
process.exit(0);
