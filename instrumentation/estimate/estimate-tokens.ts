import { countText } from "./count-text.ts";
import { loadEncoding } from "./load-encoding.ts";
import { estimateTextTokens } from "./rule-of-thumb.ts";
import { tokenizerOf } from "./tokenizer-of.ts";

export interface TokenEstimate {
  tokens: number;
  /** The model's own tokenizer; another's times a factor; or the rule of four characters a token, where none could be loaded. */
  method: "tokenizer" | "approximation" | "rule of thumb";
}

/** Counts the tokens of a text as the model would. All of it: 1 MB takes about a second. Never rejects. */
export async function estimateTokens(
  text: string,
  of: { provider: string; model: string },
  load: typeof loadEncoding = loadEncoding,
): Promise<TokenEstimate> {
  const choice = tokenizerOf(of);
  try {
    const count = await load(choice.encoding);
    return { tokens: Math.ceil(countText(text, count, choice)), method: choice.method };
  } catch {
    return { tokens: estimateTextTokens(text.length), method: "rule of thumb" };
  }
}
