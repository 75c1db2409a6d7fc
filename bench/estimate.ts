/**
 * What estimating costs and how far it errs: `node bench/estimate.ts`.
 *
 * Texts are this repository's own. Published counts that estimates are held to are in tests/unit/estimate-tokens.test.ts.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { countPrompt } from "../instrumentation/estimate/count-prompt.ts";
import { countSample } from "../instrumentation/estimate/count-sample.ts";
import { countText } from "../instrumentation/estimate/count-text.ts";
import { loadEncoding } from "../instrumentation/estimate/load-encoding.ts";
import { estimateTextTokens } from "../instrumentation/estimate/rule-of-thumb.ts";
import { createStreamText } from "../instrumentation/estimate/stream-text.ts";
import { type Encoding, tokenizerOf } from "../instrumentation/estimate/tokenizer-of.ts";
import { openAiChat } from "../instrumentation/providers/openai-chat.ts";
import { ARTICLE_1 } from "../tests/unit/estimate-texts.ts";

const ROOT = join(import.meta.dirname, "..");
const read = (pattern: string) =>
  globSync(pattern, { cwd: ROOT })
    .toSorted()
    .map((file) => readFileSync(join(ROOT, file), "utf8"))
    .join("\n");
const languages = Object.values(ARTICLE_1).join("\n");
const TEXTS: Readonly<Record<string, string>> = {
  "English, Markdown": read("*.md"),
  TypeScript: read("instrumentation/{wire,export,budget}/*.ts"),
  SQL: read("clickhouse/schema/*.sql"),
  JSON: readFileSync(join(ROOT, "package-lock.json"), "utf8").slice(0, 300_000),
  "ten languages": languages.repeat(60),
  "English, then Chinese": (ARTICLE_1.English ?? "").repeat(200) + (ARTICLE_1.Chinese ?? "").repeat(200),
};

const GPT_4O = tokenizerOf({ provider: "openai", model: "gpt-4o" });
const percent = (value: number) => `${(100 * value).toFixed(1)} %`.padStart(9);
const elapsedMs = async (work: () => unknown) => {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
};

for (const encoding of ["o200k_base", "cl100k_base"] satisfies Encoding[]) {
  const memory = process.memoryUsage().heapUsed;
  const tookMs = await elapsedMs(() => loadEncoding(encoding));
  const megabytes = (process.memoryUsage().heapUsed - memory) / 1e6;
  console.log(`load ${encoding.padEnd(11)} ${tookMs.toFixed(0)} ms, heap +${megabytes.toFixed(0)} MB`);
}
const count = await loadEncoding("o200k_base");

const events = (text: string) =>
  (text.match(/[\s\S]{1,5}/g) ?? []).map((content) =>
    JSON.stringify({
      id: "chatcmpl-1",
      object: "chat.completion.chunk",
      model: "gpt-4o",
      choices: [{ index: 0, delta: { content } }],
    }),
  );

console.log("\nerror against the whole text's count");
console.log(`${"".padEnd(22)} chars/4  the sample    256 events, cut off  as a prompt  time of the sample`);
for (const [name, text] of Object.entries(TEXTS)) {
  const exact = countText(text, count, GPT_4O);
  const sampled = { whole: createStreamText(false), ends: createStreamText(true) };
  for (const data of events(text)) {
    const { outputChars } = openAiChat.readStream().facts;
    const chars = JSON.stringify(JSON.parse(data).choices[0].delta.content).length - 2 - outputChars;
    sampled.whole.take(data, chars);
    sampled.ends.take(data, chars);
  }
  let whole = 0;
  const tookMs = await elapsedMs(() => {
    whole = countSample(sampled.whole.readSample(), count, GPT_4O);
  });
  const ends = countSample(sampled.ends.readSample(), count, GPT_4O);
  const body = JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content: text }] });
  const prompt = countPrompt(body, count, GPT_4O) ?? 0;
  console.log(
    `${name.padEnd(22)}${percent(estimateTextTokens(text.length) / exact - 1)} ${percent(whole / exact - 1)}     ${percent(ends / exact - 1)}          ${percent(prompt / exact - 1)}    ${tookMs.toFixed(1)} ms`,
  );
}

console.log("\ncost of keeping the text, for each event of a stream (medians of 15 rounds, in turn)");
const stream = events(read("*.md").slice(0, 20_000));
const MODES = { none: undefined, "usage comes": true, "usage must be estimated": false } as const;
const times: Record<string, number[]> = {};
for (let round = 0; round < 15; round += 1) {
  for (const [name, isUsageExpected] of Object.entries(MODES)) {
    const reader = openAiChat.readStream();
    const text = isUsageExpected === undefined ? undefined : createStreamText(isUsageExpected);
    const begun = process.hrtime.bigint();
    for (const data of stream) {
      const before = reader.facts.outputChars;
      reader.feed(data);
      text?.take(data, reader.facts.outputChars - before);
    }
    times[name] ??= [];
    times[name].push(Number(process.hrtime.bigint() - begun) / stream.length);
  }
}
for (const [name, values] of Object.entries(times)) {
  console.log(`${name.padEnd(24)} ${values.toSorted((a, b) => a - b)[7]?.toFixed(0)} ns`);
}
