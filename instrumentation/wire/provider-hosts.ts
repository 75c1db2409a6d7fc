/** Hosts of public APIs that speak one of the shapes. A name that starts with a dot or dash stands for all hosts that end so. */
const PROVIDERS: readonly [host: string, provider: string][] = [
  ["api.openai.com", "openai"],
  [".api.openai.com", "openai"],
  ["api.anthropic.com", "anthropic"],
  [".openai.azure.com", "azure.ai.openai"],
  [".openai.azure.us", "azure.ai.openai"],
  [".cognitiveservices.azure.com", "azure.ai.openai"],
  [".services.ai.azure.com", "azure.ai.inference"],
  ["api.groq.com", "groq"],
  ["api.deepseek.com", "deepseek"],
  ["api.mistral.ai", "mistral_ai"],
  ["codestral.mistral.ai", "mistral_ai"],
  ["api.x.ai", "x_ai"],
  [".api.x.ai", "x_ai"],
  ["api.perplexity.ai", "perplexity"],
  ["api.moonshot.ai", "moonshot_ai"],
  ["api.moonshot.cn", "moonshot_ai"],
  ["generativelanguage.googleapis.com", "gcp.gemini"],
  ["aiplatform.googleapis.com", "gcp.vertex_ai"],
  ["-aiplatform.googleapis.com", "gcp.vertex_ai"],
  ["api.cohere.com", "cohere"],
  ["api.cohere.ai", "cohere"],
  ["api.voyageai.com", "voyageai"],
  ["api.cerebras.ai", "cerebras"],
  ["openrouter.ai", "openrouter"],
  ["api.together.xyz", "together"],
  ["api.together.ai", "together"],
  ["api.fireworks.ai", "fireworks"],
  // Where the AI SDK goes for a model that is given by its name alone.
  ["ai-gateway.vercel.sh", "vercel-ai-gateway"],
];

/** The provider that answers at a URL: `hosts` (`host` or `host:port` → provider) goes before the built-in table. Undefined for others. */
export function findProvider(url: URL, hosts: ReadonlyMap<string, string>): string | undefined {
  return hosts.get(url.host) ?? hosts.get(url.hostname) ?? providerOf(url);
}

function providerOf({ hostname, port }: URL): string | undefined {
  if (BEDROCK_HOST.test(hostname)) return "aws.bedrock";
  if (VERTEX_MULTI_REGION_HOST.test(hostname)) return "gcp.vertex_ai";
  if (port === OLLAMA_PORT && LOOPBACK.has(hostname)) return "ollama";
  return PROVIDERS.find(([host]) => (/^[.-]/.test(host) ? hostname.endsWith(host) : hostname === host))?.[1];
}

const BEDROCK_HOST =
  /^(?:bedrock-runtime(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?|bedrock-mantle\.[a-z0-9-]+\.api\.aws)$/;
const VERTEX_MULTI_REGION_HOST = /^aiplatform\.[a-z0-9-]+\.rep\.googleapis\.com$/;

/** Where Ollama listens unless told otherwise; no other model server has a port of its own. */
const OLLAMA_PORT = "11434";
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);
