import { SpanKind, type Tracer } from "@opentelemetry/api";
import { GenAi } from "../instrumentation/conventions.ts";
import { startMetering, tracingToNowhere } from "./bench-setup.ts";
import { ANSWERS, type CannedAnswer, fetchFromMemory } from "./canned-answers.ts";
import { added, interleave, percentile, type Taken } from "./timings.ts";

interface Shape {
  name: string;
  answer: CannedAnswer;
  stream: boolean;
  /** Of the rounds of a plain answer. */
  share: number;
  /** Times a bare span for the whole; or microseconds for each chunk. */
  target: { spans: number } | { microsecondsPerChunk: number };
  read(response: Response): Promise<unknown>;
}

async function readChunks(response: Response): Promise<number> {
  const reader = response.body?.getReader();
  let bytes = 0;
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) bytes += read.value.byteLength;
  return bytes;
}

const plain = { answer: ANSWERS.chat, stream: false, share: 1 };
const stream = { stream: true, share: 0.2, target: { microsecondsPerChunk: 1 }, read: readChunks };
const SHAPES: readonly Shape[] = [
  { ...plain, name: "plain, text()", target: { spans: 2 }, read: (response) => response.text() },
  { ...plain, name: "plain, json()", target: { spans: 2 }, read: (response) => response.json() },
  { ...plain, name: "plain, body", target: { spans: 4 }, read: readChunks },
  { ...stream, name: "SSE, chat", answer: ANSWERS.chat },
  { ...stream, name: "SSE, long chat", answer: ANSWERS.longChat, share: 0.05 },
  { ...stream, name: "SSE, responses", answer: ANSWERS.responses },
  { ...stream, name: "SSE, messages", answer: ANSWERS.messages },
  { ...stream, name: "SSE, Gemini", answer: ANSWERS.gemini },
];

/** The call alone, in a bare OTel span (batched, exported to nowhere), and metered; the answer read in each way. */
export async function measureFetch(rounds: number): Promise<void> {
  const metering = await startMetering(fetchFromMemory);
  const provider = tracingToNowhere();
  const tracer = provider.getTracer("bench");
  const kinds = { bare: fetchFromMemory, metered: metering.fetch };
  const modesOf = (shape: Shape) => [
    { name: "bare", call: () => ask(shape, kinds.bare) },
    { name: "a bare span", call: () => askInSpan(tracer, shape) },
    { name: "metered", call: () => ask(shape, kinds.metered) },
  ];
  // The code that all shapes share is warm before the first of them.
  for (const shape of SHAPES) await interleave(modesOf(shape), { rounds: 0, warmUp: (rounds * shape.share) / 4 });
  console.log(HEAD);
  for (const shape of SHAPES) {
    const count = rounds * shape.share;
    const many = await interleave(modesOf(shape), { rounds: count, warmUp: count / 4, turnEvery: 20 });
    const single = await interleave(modesOf(shape), { rounds: count / 2, warmUp: count / 8 });
    printRow(shape, many, single);
  }
  await metering.close();
  await provider.shutdown();
}

const HEAD = `| read | bare p50 µs | a bare span adds | Tollgate adds | target | p50 | p10 | with turns between, p50 | p10 | adds with the turn after |
|---|---|---|---|---|---|---|---|---|---|`;

function printRow(shape: Shape, many: readonly Taken[], single: readonly Taken[]): void {
  const [bare, span, metered] = many;
  const chunks = shape.answer.events.length;
  const isOfSpans = "spans" in shape.target;
  const verdict = (taken: readonly Taken[], share: number) => {
    const more = added(taken[2], taken[0], "call", share);
    return (isOfSpans ? more / added(taken[1], taken[0], "call", share) : more / chunks).toFixed(2);
  };
  const cells = [
    isOfSpans ? shape.name : `${shape.name}, ${chunks} chunks`,
    percentile(bare?.call).toFixed(1),
    added(span, bare).toFixed(1),
    added(metered, bare).toFixed(1),
    "spans" in shape.target ? `≤ ${shape.target.spans} spans` : `≤ ${shape.target.microsecondsPerChunk} µs a chunk`,
    verdict(many, 0.5),
    verdict(many, 0.1),
    verdict(single, 0.5),
    verdict(single, 0.1),
    added(single[2], single[0], "withTurn").toFixed(1),
  ];
  console.log(`| ${cells.join(" | ")} |`);
}

const PROMPT = "Say a hundred words.";
const CHAT = { model: "gpt-4o", messages: [{ role: "user", content: PROMPT }] };
const HOSTS = new Map<CannedAnswer, { url: string; body: object }>([
  [ANSWERS.chat, { url: "https://api.openai.com/v1/chat/completions", body: CHAT }],
  [ANSWERS.longChat, { url: "https://api.openai.com/long/chat/completions", body: CHAT }],
  [ANSWERS.responses, { url: "https://api.openai.com/v1/responses", body: { model: "gpt-4o", input: PROMPT } }],
  [ANSWERS.messages, { url: "https://api.anthropic.com/v1/messages", body: { ...CHAT, model: "claude-sonnet-4-6" } }],
  [
    ANSWERS.gemini,
    {
      url: "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
      body: { contents: [{ parts: [{ text: PROMPT }] }] },
    },
  ],
]);

function request({ answer, stream }: Shape): [url: string, init: RequestInit] {
  const { url, body } = HOSTS.get(answer) ?? { url: "", body: {} };
  // Asked for counts, as the answers from memory have them; without them their text would be kept for an estimate.
  const asked = stream ? { ...body, stream, stream_options: { include_usage: true } } : { ...body, stream };
  return [url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(asked) }];
}

async function ask(shape: Shape, fetch: typeof globalThis.fetch): Promise<unknown> {
  return shape.read(await fetch(...request(shape)));
}

async function askInSpan(tracer: Tracer, shape: Shape): Promise<unknown> {
  const attributes = { [GenAi.operation]: "chat", [GenAi.provider]: "openai", [GenAi.requestModel]: "gpt-4o" };
  const span = tracer.startSpan("chat gpt-4o", { kind: SpanKind.CLIENT, attributes });
  const result = await ask(shape, fetchFromMemory);
  span.setAttributes({ [GenAi.inputTokens]: 20, [GenAi.outputTokens]: 112, [GenAi.responseModel]: "gpt-4o" });
  span.end();
  return result;
}
