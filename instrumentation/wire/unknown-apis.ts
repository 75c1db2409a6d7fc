import { canonicalProvider } from "../pricing/provider-name.ts";
import { findProvider } from "./provider-hosts.ts";

export interface UnknownApisOptions {
  hosts: ReadonlyMap<string, string>;
  /** Takes the host without its port, as of missed calls. */
  count(host: string): void;
  /** Takes a line for the operator; once for each kind. */
  say(kind: string, line: string): void;
}

/** What providers do for nothing, or bill elsewhere (storage, training): no model answers there. */
const UNBILLED =
  /\/(?:files|uploads|batches|vector_stores|fine_tuning|fine-tunes|fine-tuning|finetuning|assistants|containers|evals|graders|organizations?|count_tokens|count-tokens|input_tokens|cancel|tokenize|client_secrets|sessions|skills|chatkit|keys|auth|datasets|cachedContents|tunedModels|fileSearchStores|api\/(?:pull|push|show|create|copy|delete|blobs))(?:[/:]|$)|\/threads(?:\/(?!.*runs$)|$)|:(?:countTokens|computeTokens)$/;

/**
 * Where resources are made and changed, which is for nothing: agents, prompts, deployments. Only where the path ends in one, or in the name of one,
 * because what is asked of a model often stands below: `/models/imagen-4:predict`, `/deployments/tts/audio/speech`.
 */
const RESOURCE =
  /\/(?:agents|agents\/aliases|libraries|documents|connectors|mcp|prompts|webhooks|workspaces|users|invites|members|api_keys|models|deployments|endpoints|collections|corpora|evaluations|evaluators|judges|campaigns|indexes|connections|credits|generation|feedback|detokenize|check-api-key)(?:\/[^/:]+)?$/;

/** Fireworks has its inference below `/inference/`. */
const ACCOUNTS = /^\/v1\/accounts\//;

/** Azure's hosts serve all of its AI: speech, vision, translation and documents, each by a path of its own. */
const MODELS_OF_AZURE = /\/(?:openai|models|anthropic|providers|v1)(?:\/|$)/;

/** OpenAI's keep what was said; to post to one of Mistral's is to ask the model. */
const CONVERSATIONS = /\/conversations(?:\/|$)/;

const REMEMBERED_ORIGINS = 256;
const SAID_PATHS = 50;

/** Requests to known hosts that no API of ours fits: counted, and said once for each path, since their money is missing from the ledger. */
export class UnknownApis {
  readonly #options: UnknownApisOptions;
  readonly #providers = new Map<string, string | undefined>();
  readonly #said = new Set<string>();

  constructor(options: UnknownApisOptions) {
    this.#options = options;
  }

  /** Takes the URL of a POST that is not metered: 100 ns for one to somebody else. */
  check(url: string): void {
    const provider = this.#providerOf(url);
    if (provider === undefined) return;
    const { host, hostname, pathname } = new URL(url);
    const path = pathname.replace(/\/$/, "");
    if (isUnbilled(path, provider)) return;
    this.#options.count(hostname);
    const kind = `${host}${path.replace(/[^/]*\d[^/:]{5,}/g, "{id}")}`;
    if (this.#said.has(kind) || this.#said.size >= SAID_PATHS) return;
    this.#said.add(kind);
    this.#options.say(
      `unknown_api ${kind}`,
      `Cannot meter POST ${kind}: no API of ${provider} that is read has this path; record its calls by recordLlmCall()`,
    );
  }

  #providerOf(url: string): string | undefined {
    const end = url.indexOf("/", "https://".length);
    const origin = end < 0 ? url : url.slice(0, end);
    if (this.#providers.has(origin)) return this.#providers.get(origin);
    const provider =
      /^https?:/.test(origin) && URL.canParse(origin) ? findProvider(new URL(origin), this.#options.hosts) : undefined;
    if (this.#providers.size < REMEMBERED_ORIGINS) this.#providers.set(origin, provider);
    return provider;
  }
}

function isUnbilled(path: string, provider: string): boolean {
  if (UNBILLED.test(path) || RESOURCE.test(path) || ACCOUNTS.test(path)) return true;
  if (provider.startsWith("azure") && !MODELS_OF_AZURE.test(path)) return true;
  if (CONVERSATIONS.test(path)) return canonicalProvider(provider) !== "mistral";
  // Vertex AI shares its hosts with all of machine learning.
  return provider === "gcp.vertex_ai" && !path.includes("/publishers/");
}
