import { anthropicMessages } from "../providers/anthropic-messages.ts";
import type { ApiShape } from "../providers/api-shape.ts";
import { bedrockConverse } from "../providers/bedrock-converse.ts";
import { bedrockInvokeModel } from "../providers/bedrock-invoke-model.ts";
import { cohereChat } from "../providers/cohere-chat.ts";
import { cohereEmbed } from "../providers/cohere-embed.ts";
import { embedContent } from "../providers/embed-content.ts";
import { generateContent } from "../providers/generate-content.ts";
import { images } from "../providers/images.ts";
import { moderations } from "../providers/moderations.ts";
import { ocr } from "../providers/ocr.ts";
import { openAiChat } from "../providers/openai-chat.ts";
import { openAiCompletions } from "../providers/openai-completions.ts";
import { openAiEmbeddings } from "../providers/openai-embeddings.ts";
import { openAiResponses } from "../providers/openai-responses.ts";
import { rerank } from "../providers/rerank.ts";

/** Where a request goes, when it goes to an API we can read. */
export interface MeteredTarget {
  shape: ApiShape;
  provider: string;
  /** Where the path names it and neither request nor answer has to: Gemini, Vertex AI, Bedrock. */
  model?: string;
  /** False: only path and request speak for it, so its answer must look like a model's too. */
  isKnownHost: boolean;
  address: string;
  port: number;
}

/** The first that fits. */
const SHAPES: readonly [pathEnd: string, shape: ApiShape][] = [
  ["/chat/completions", openAiChat],
  ["/responses", openAiResponses],
  ["/embeddings", openAiEmbeddings],
  ["/messages", anthropicMessages],
  ["/completions", openAiCompletions],
  ["/images/generations", images],
  ["/moderations", moderations],
  ["/v2/chat", cohereChat],
  ["/v2/embed", cohereEmbed],
  ["/rerank", rerank],
  ["/ocr", ocr],
  [":generateContent", generateContent],
  [":streamGenerateContent", generateContent],
  [":embedContent", embedContent],
  [":batchEmbedContents", { ...embedContent, inputField: "requests" }],
  [":rawPredict", anthropicMessages],
  [":streamRawPredict", anthropicMessages],
  ["/converse", bedrockConverse],
  ["/invoke", bedrockInvokeModel],
];

/** One look at a URL, because each one the app fetches gets it: 80 ns, where a search for each end takes 1.5 µs. */
const MAYBE_METERED =
  /(?:\/(?:completions|responses|embeddings|messages|generations|moderations|chat|embed|rerank|ocr|converse|invoke)|:[a-zA-Z]*(?:Contents?|Predict))(?:[/?#]|$)/;

/** The name that stands before a method of Google's or after `/model/` of Bedrock's. */
const MODEL_IN_PATH = /\/(?:models\/([^/:]+):[a-zA-Z]+|model\/([^/]+)\/(?:converse|invoke))$/;

/** Hosts of public APIs that speak one of the shapes. A name that starts with a dot or dash stands for all hosts that end so. */
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
  ["aiplatform.googleapis.com", "gcp.vertex_ai"],
  ["-aiplatform.googleapis.com", "gcp.vertex_ai"],
  ["api.cohere.com", "cohere"],
  ["api.voyageai.com", "voyageai"],
  ["api.cerebras.ai", "cerebras"],
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
    if (!MAYBE_METERED.test(url)) return undefined;
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
  const shape = shapeOf(path);
  if (shape === undefined || !/^https?:$/.test(url.protocol)) return undefined;
  const given = hosts.get(url.host) ?? hosts.get(url.hostname);
  const known = given ?? providerOf(url.hostname);
  const model = known === undefined ? undefined : modelIn(path);
  return {
    shape,
    provider: known ?? url.hostname,
    ...(model !== undefined && { model }),
    isKnownHost: known !== undefined,
    address: url.hostname,
    port: Number(url.port) || (url.protocol === "https:" ? 443 : 80),
  };
}

function shapeOf(path: string): ApiShape | undefined {
  const shape = SHAPES.find(([pathEnd]) => path.endsWith(pathEnd))?.[1];
  // Vertex AI passes other makers' own APIs on: Anthropic's, and OpenAI's for Mistral.
  return path.endsWith("awPredict") && !path.includes("/publishers/anthropic/") ? openAiChat : shape;
}

function providerOf(hostname: string): string | undefined {
  if (BEDROCK_HOST.test(hostname)) return "aws.bedrock";
  return PROVIDERS.find(([host]) => (/^[.-]/.test(host) ? hostname.endsWith(host) : hostname === host))?.[1];
}

const BEDROCK_HOST = /^bedrock-runtime(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com$/;

function modelIn(path: string): string | undefined {
  const found = MODEL_IN_PATH.exec(path);
  const name = found?.[1] ?? found?.[2];
  if (name === undefined) return undefined;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
