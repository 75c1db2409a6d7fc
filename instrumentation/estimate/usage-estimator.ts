import type { Usage } from "../llm-call.ts";
import { countPrompt } from "./count-prompt.ts";
import { countSample } from "./count-sample.ts";
import { type CountTokens, loadEncoding } from "./load-encoding.ts";
import type { TextSample } from "./text-sample.ts";
import { type Encoding, tokenizerOf } from "./tokenizer-of.ts";

/** What an estimate by the rule of thumb was made from, for a better one. */
export interface EstimateBasis {
  /** The request's body, where the provider has not counted the input. */
  body?: string;
  /** What was generated, where the provider has not counted the output, or not to its end. */
  outputText?: TextSample;
  /** What the provider has counted of it. */
  minOutputTokens: number;
}

interface Model {
  provider: string;
  model: string;
}

/** Loads tokenizers when they are first needed and counts with them. Where one cannot be loaded, estimates stay as they are. */
export class UsageEstimator {
  readonly #load: typeof loadEncoding;
  readonly #loaded = new Map<Encoding, CountTokens | undefined>();
  readonly #loading = new Map<Encoding, Promise<void>>();

  constructor(load: typeof loadEncoding = loadEncoding) {
    this.#load = load;
  }

  /** Whether `refine` can do at once all that it will ever do. */
  isReady(model: Model): boolean {
    return this.#loaded.has(tokenizerOf(model).encoding);
  }

  /** Makes it so. Never rejects. */
  ready(model: Model): Promise<void> {
    const { encoding } = tokenizerOf(model);
    const loading = this.#loading.get(encoding) ?? this.#begin(encoding);
    this.#loading.set(encoding, loading);
    return loading;
  }

  async #begin(encoding: Encoding): Promise<void> {
    // Remembered also when it fails: an app's bundle does not get the file later.
    const count = await this.#load(encoding).catch(() => undefined);
    this.#loaded.set(encoding, count);
  }

  /** `usage` with what `basis` tells counted by the model's tokenizer, as far as that is loaded. Counts of the provider stay. */
  refine(usage: Usage, basis: EstimateBasis, model: Model): Usage {
    const choice = tokenizerOf(model);
    const count = this.#loaded.get(choice.encoding);
    if (count === undefined) return usage;
    const refined = { ...usage };
    if (basis.body !== undefined) refined.inputTokens = countPrompt(basis.body, count, choice) ?? usage.inputTokens;
    if (basis.outputText !== undefined) {
      refined.outputTokens = Math.max(basis.minOutputTokens, countSample(basis.outputText, count, choice));
    }
    return refined;
  }
}
