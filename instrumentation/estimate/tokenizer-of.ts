/** The tokenizers at hand. OpenAI's third one, o200k_harmony, differs from o200k_base in its control tokens alone. */
export type Encoding = "o200k_base" | "cl100k_base";

/** How the tokens of a model are counted. */
export interface TokenizerChoice {
  encoding: Encoding;
  /** `tokenizer`: the model's own. `approximation`: another's count, times a factor. */
  method: "tokenizer" | "approximation";
  /** Tokens of the model for each of the encoding's, in text of Latin script and in other text. */
  latinFactor: number;
  otherFactor: number;
  /** What the provider adds to a prompt with tools. */
  toolPromptTokens: number;
}

/**
 * The tokenizer of a model, or the nearest one and its factor.
 *
 * The factors come from published counts of the providers' own APIs; docs/estimation.md has the figures and their sources:
 * - OpenAI: exact for text, within 0.1 % over messages.
 * - Claude up to 4.6: cl100k × 1.2, -12 to +17 % in ten languages, code and JSON. By o200k it would be × 1.1 in English and × 4 in Hindi.
 * - Claude from 4.7 on: 1.13 to 1.47 times as many tokens in Latin script, the same in others; × 1.5 there is -18 to +15 %.
 * - Gemini: o200k × 1.08, within 1 to 8 %.
 * - DeepSeek, Grok 3: o200k, within 5 %. Mistral, Qwen, GLM, Llama, Nova: cl100k, within 11 %. Others: o200k, unmeasured.
 */
export function tokenizerOf({ provider, model }: { provider: string; model: string }): TokenizerChoice {
  const name = model.toLowerCase().replace(/^.*\//, "").replace(/^ft:/, "");
  if (OPENAI_MODEL.test(name)) return exact(OPENAI_CL100K.test(name) ? "cl100k_base" : "o200k_base");
  if (name.includes("claude")) return claude(NEW_CLAUDE.test(name) ? 1.5 : 1.2);
  if (/gemini|gemma/.test(name)) return approximate("o200k_base", 1.08);
  if (NEAR_CL100K.test(name)) return approximate("cl100k_base", 1);
  if (name === "" && /anthropic/.test(provider)) return claude(1.5);
  if (/gemini|google|vertex|gcp/.test(provider)) return approximate("o200k_base", 1.08);
  return approximate("o200k_base", 1);
}

const OPENAI_MODEL = /^(?:gpt-|chatgpt-|o[1-9](?:-|$)|text-embedding-|codex-|computer-use-)/;
const OPENAI_CL100K = /^(?:gpt-3\.5|gpt-4(?:-|$)|text-embedding-)/;
/** `claude-opus-4-7`, `claude-sonnet-5`, and names without a number, which are later than it; not `claude-3-5-haiku-20241022`. */
const NEW_CLAUDE = /claude-[a-z]+-(?:4-[789]|[5-9]|\d\d)(?!\d)|claude-(?!instant)[a-z]+-(?:preview|latest)/;
const NEAR_CL100K = /mistral|ministral|mixtral|codestral|devstral|magistral|pixtral|qwen|glm|llama|nova/;

function exact(encoding: Encoding): TokenizerChoice {
  return { encoding, method: "tokenizer", latinFactor: 1, otherFactor: 1, toolPromptTokens: 0 };
}

function approximate(encoding: Encoding, latinFactor: number, otherFactor = latinFactor): TokenizerChoice {
  return { encoding, method: "approximation", latinFactor, otherFactor, toolPromptTokens: 0 };
}

function claude(latinFactor: number): TokenizerChoice {
  return { ...approximate("cl100k_base", latinFactor, 1.2), toolPromptTokens: CLAUDE_TOOL_PROMPT_TOKENS };
}

/** Anthropic's pricing page, "Tool use system prompt token count", for `tool_choice` auto. */
const CLAUDE_TOOL_PROMPT_TOKENS = 346;
