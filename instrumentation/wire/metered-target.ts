import { anthropicMessages } from "../providers/anthropic-messages.ts";
import type { ApiShape } from "../providers/api-shape.ts";
import { openAiChat } from "../providers/openai-chat.ts";
import { openAiEmbeddings } from "../providers/openai-embeddings.ts";
import { openAiResponses } from "../providers/openai-responses.ts";

/** Where a request goes, when it goes to an API we can read. */
export interface MeteredTarget {
  shape: ApiShape;
  provider: string;
  /** False: only path and request speak for it, so its answer must look like a model's too. */
  isKnownHost: boolean;
  address: string;
  port: number;
}

const SHAPES: readonly [pathEnd: string, shape: ApiShape][] = [
  ["/chat/completions", openAiChat],
  ["/responses", openAiResponses],
  ["/embeddings", openAiEmbeddings],
  ["/messages", anthropicMessages],
];

/** Hosts of public APIs that speak one of the shapes. A name that starts with a dot stands for all hosts that end so. */
const PROVIDERS: readonly [host: string, provider: string][] = [
  ["api.openai.com", "openai"],
  [".api.openai.com", "openai"],
  ["api.anthropic.com", "anthropic"],
  [".openai.azure.com", "azure.ai.openai"],
  [".services.ai.azure.com", "azure.ai.inference"],
  ["api.groq.com", "groq"],
  ["api.deepseek.com", "deepseek"],
  ["api.mistral.ai", "mistral_ai"],
  ["api.x.ai", "x_ai"],
  ["api.perplexity.ai", "perplexity"],
  ["api.moonshot.ai", "moonshot_ai"],
  ["generativelanguage.googleapis.com", "gcp.gemini"],
  ["openrouter.ai", "openrouter"],
  ["api.together.xyz", "together"],
  ["api.fireworks.ai", "fireworks"],
];

/** An app calls few addresses; more than this means ids in the path, where remembering does not pay. */
const REMEMBERED_URLS = 256;

/**
 * Tells for a URL whether a call to it is metered and as whose. `hosts` (`host` or `host:port` → provider) goes before the built-in table.
 * Finding a target costs 1 µs the first time and 50 ns after, so that other traffic of the app hardly notices.
 */
export function createTargetFinder(hosts: ReadonlyMap<string, string>): (url: string) => MeteredTarget | undefined {
  const remembered = new Map<string, MeteredTarget | undefined>();
  return (url) => {
    if (!SHAPES.some(([pathEnd]) => url.includes(pathEnd))) return undefined;
    if (remembered.has(url)) return remembered.get(url);
    const target = findTarget(url, hosts);
    if (remembered.size < REMEMBERED_URLS) remembered.set(url, target);
    return target;
  };
}

function findTarget(text: string, hosts: ReadonlyMap<string, string>): MeteredTarget | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const path = url.pathname.replace(/\/$/, "");
  const shape = SHAPES.find(([pathEnd]) => path.endsWith(pathEnd))?.[1];
  if (shape === undefined || !/^https?:$/.test(url.protocol)) return undefined;
  const given = hosts.get(url.host) ?? hosts.get(url.hostname);
  const known =
    given ??
    PROVIDERS.find(([host]) => (host.startsWith(".") ? url.hostname.endsWith(host) : url.hostname === host))?.[1];
  return {
    shape,
    provider: known ?? url.hostname,
    isKnownHost: known !== undefined,
    address: url.hostname,
    port: Number(url.port) || (url.protocol === "https:" ? 443 : 80),
  };
}
