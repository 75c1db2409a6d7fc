import type { ApiShape } from "../providers/api-shape.ts";
import { answerText } from "./answer-text.ts";
import { countSample } from "./count-sample.ts";
import type { TokenEstimate } from "./estimate-tokens.ts";
import { loadEncoding } from "./load-encoding.ts";
import { estimateTextTokens } from "./rule-of-thumb.ts";
import { createStreamText } from "./stream-text.ts";
import { TextSample } from "./text-sample.ts";
import { tokenizerOf } from "./tokenizer-of.ts";

/**
 * The output tokens of an answer without counts, from the text in it: a JSON object, an array of events, server-sent events or one event a
 * line. Never rejects; 0 where there is no text.
 */
export async function estimateOutput(
  shape: ApiShape,
  answer: string,
  { load = loadEncoding, ...of }: { provider: string; model: string; load?: typeof loadEncoding },
): Promise<TokenEstimate> {
  const sample = sampleOf(shape, answer);
  const choice = tokenizerOf(of);
  try {
    return { tokens: countSample(sample, await load(choice.encoding), choice), method: choice.method };
  } catch {
    return { tokens: estimateTextTokens(sample.chars), method: "rule of thumb" };
  }
}

function sampleOf(shape: ApiShape, answer: string): TextSample {
  const value = parse(answer);
  if (value !== undefined && !Array.isArray(value)) {
    const sample = new TextSample();
    sample.addPlain(answerText(value));
    return sample;
  }
  const events = value?.map((event) => JSON.stringify(event)) ?? answer.split(/\r\n|\r|\n/);
  const reader = shape.readStream();
  const text = createStreamText(false);
  for (const line of events) {
    const data = line.replace(/^data:/, "").trim();
    const before = reader.facts.outputChars;
    if (data !== "") reader.feed(data);
    const chars = reader.facts.outputChars - before;
    if (chars > 0) text.take(data, chars);
  }
  return text.readSample();
}

function parse(json: string): unknown[] | object | undefined {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
